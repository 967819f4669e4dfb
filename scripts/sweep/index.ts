/**
 * Runs the sweep over 10,000 leftovers among 10,000 other users, half of whom look like leftovers. Checks that it
 * deletes exactly the leftovers, at most at the requested rate, in constant memory. The clocks of emulator and sweep
 * run faster.
 *
 *   npm run test:sweep
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { startJob } from 'action-runner';
import { startEmulator } from 'cognito-emulator';
import { fastClock } from '../../__tests__/support/clocks.ts';
import { credentialVariables } from '../../__tests__/support/credential-variables.ts';
import { measureUsage } from '../benchmark/usage.ts';
import { median } from '../lib/median.ts';
import { root } from '../lib/root.ts';

const LEFTOVERS = 10_000;
const OTHERS = 10_000;
const RATE = 10;
const CLOCK_SPEED = 20;
const HOUR_MS = 3_600_000;
/** Tolerates one request at each end, and delays on a busy machine. */
const MAX_IN_TEN_SECONDS = 10 * RATE + 5;
/** How much larger the heap may be at the end than soon after the start. */
const MAX_GROWTH_MB = 2;

const clock = fastClock(CLOCK_SPEED);
const emulator = await startEmulator({ now: () => clock.now() });
const pool = emulator.createPool({ usernameAttributes: ['email'] });
const createdAt = new Date(clock.now() - 48 * HOUR_MS);
const password = 'Analytical-Engine-1843';
for (let run = 1; run <= LEFTOVERS; run++) {
  pool.addUser({ username: leftoverName(run), password, createdAt });
}
for (let run = 1; run <= OTHERS / 2; run++) {
  pool.addUser({ username: `ada-${run}@example.com`, password, createdAt });
  pool.addUser({ password, createdAt, ...lookAlike(run) });
}

const job = startJob({
  env: { AWS_ENDPOINT_URL: emulator.url, ...credentialVariables(emulator.credentials), ...clock.env },
});
const usage = measureUsage(job);
const step = await job.uses({
  action: join(root, 'sweep'),
  with: { 'user-pool-id': pool.id, 'deletes-per-second': String(RATE) },
});
const { heapMegabytes: heap, peakMegabytes } = usage();
await job.end();
await emulator.close();

const deletes = emulator.requests.filter(({ operation }) => operation === 'AdminDeleteUser').map(({ at }) => at);
const seconds = ((deletes.at(-1) ?? 0) - (deletes[0] ?? 0)) / 1000;
const tenth = Math.floor(heap.length / 10);
const early = median(heap.slice(tenth, 2 * tenth));
const late = median(heap.slice(-tenth));
console.log(`users    ${deletes.length} deleted, ${pool.users.length} left, ${JSON.stringify(step.outputs)}`);
console.log(`rate     ${(deletes.length / seconds).toFixed(2)} a second for ${seconds.toFixed(0)} s (at most ${RATE})`);
console.log(
  `memory   heap ${early.toFixed(1)} MB early, ${late.toFixed(1)} MB late; peak ${peakMegabytes.toFixed(0)} MB`,
);
console.log(`took     ${(step.milliseconds / 1000).toFixed(0)} s, at ${CLOCK_SPEED} times the speed of real time`);

assert.equal(step.outcome, 'success', step.log);
assert.equal(deletes.length, LEFTOVERS);
assert.equal(pool.users.length, OTHERS);
const leftovers = new Set(Array.from({ length: LEFTOVERS }, (_, index) => leftoverName(index + 1)));
assert.ok(!pool.users.some(({ attributes: { email = '' } }) => leftovers.has(email)), 'a leftover is left');
assert.ok(deletes.length / seconds <= RATE * 1.001, 'the sweep is too fast');
const windows = deletes.slice(MAX_IN_TEN_SECONDS).map((time, index) => time - (deletes[index] ?? 0));
assert.ok(Math.min(...windows) >= 10_000, `more than ${MAX_IN_TEN_SECONDS} deletions in ten seconds`);
assert.ok(late - early <= MAX_GROWTH_MB, 'the heap grows');

/** Returns a username that the sweep recognises. */
function leftoverName(run: number): string {
  return `gha-${run}-1-a2b3c4d5e6f7g2h3i4j5k6l7mn@example.com`;
}

/** Returns a username that is longer, shorter, has other characters or capitals, or a user that is too young. */
function lookAlike(run: number): { readonly username: string; readonly createdAt?: Date } {
  const name = leftoverName(LEFTOVERS + run);
  const young = { username: name.replace('example', 'young'), createdAt: new Date(clock.now() - HOUR_MS) };
  const changes = [name.replace('@', 'a@'), name.replace('mn@', '@'), name.replace('mn@', '81@'), name.toUpperCase()];
  const username = changes[run % (changes.length + 1)];
  return username === undefined ? young : { username };
}
