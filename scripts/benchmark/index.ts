/**
 * How long main and post take, beside the floor: a bare script that makes main's three calls. All against the strict emulator, as
 * processes, in turns, so that whatever else the machine does falls on all of them.
 *
 *   npm run benchmark
 */
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startEmulator } from '../../__tests__/support/emulator/index.ts';
import { type StepResult, startJob } from '../../__tests__/support/runner.ts';

const ROUNDS = 31;
/** What main may take at most, as a multiple of the floor. */
const LIMIT = 2.2;

const root = resolve(import.meta.dirname, '..', '..');
const emulator = await startEmulator();
const pool = emulator.createPool();
const client = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
const job = startJob({
  env: {
    AWS_ENDPOINT_URL: emulator.url,
    AWS_ACCESS_KEY_ID: emulator.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: emulator.credentials.secretAccessKey,
    USER_POOL_ID: pool.id,
    CLIENT_ID: client.id,
  },
});

const floor: number[] = [];
const main: number[] = [];
const post: number[] = [];
// The first round warms the disk's cache and does not count.
for (let round = 0; round <= ROUNDS; round++) {
  const bare = await job.run({ command: process.execPath, args: [join(import.meta.dirname, 'floor.mjs')] });
  const step = await job.uses({ with: { 'user-pool-id': pool.id, 'client-id': client.id } });
  const [after] = await job.post();
  if (round > 0) {
    floor.push(millisecondsOf(bare));
    main.push(millisecondsOf(step));
    post.push(millisecondsOf(after));
  }
}
await job.end();
await emulator.close();

const ratio = median(main) / median(floor);
console.log(`floor  ${median(floor).toFixed(0)} ms, the same three calls from a bare script`);
console.log(`main   ${median(main).toFixed(0)} ms, ${ratio.toFixed(2)} times the floor (at most ${LIMIT})`);
console.log(`post   ${median(post).toFixed(0)} ms`);
for (const entry of ['main', 'post']) {
  const { size } = statSync(join(root, 'dist', entry, 'index.js'));
  console.log(`dist/${entry}/index.js  ${(size / 1000).toFixed(0)} kB`);
}
process.exitCode = ratio <= LIMIT ? 0 : 1;

function millisecondsOf(step: StepResult | undefined): number {
  if (step?.outcome !== 'success') {
    throw new Error(`a step failed:\n${step?.log}`);
  }
  return step.milliseconds;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
