/**
 * Runs the sweep over 10,000 leftovers among 10,000 other users, half of whom look like leftovers. Checks that it
 * deletes exactly the leftovers, at most at the requested rate, in constant memory. The clocks of emulator and sweep
 * run faster.
 *
 *   npm run test:sweep
 */
import type { UserPool } from 'cognito-emulator/user-pool';
import { median } from '../lib/median.ts';
import { leftoverName, runSweep } from './run-sweep.ts';

const LEFTOVERS = 10_000;
const LOOK_ALIKES = 5_000;
const STRANGERS = 5_000;
const RATE = 10;
const CLOCK_SPEED = 20;
/** How much larger the heap may be at the end than soon after the start. */
const MAX_GROWTH_MB = 2;

const { step, pool, deletes, pages, seconds, heap, peak } = await runSweep({
  clockSpeed: CLOCK_SPEED,
  deletesPerSecond: RATE,
  fill,
});
const tenth = Math.floor(heap.length / 10);
const early = median(heap.slice(tenth, 2 * tenth));
const late = median(heap.slice(-tenth));
const leftovers = pool.users.filter(({ attributes }) => isLeftoverName(attributes['email'] ?? '')).length;
const others = pool.users.length - leftovers;
const busiest = maxWithin(10_000, deletes);

console.log(`users    ${deletes.length} deleted, ${leftovers} leftovers and ${others} other users left`);
console.log(`outputs  ${JSON.stringify(step.outputs)}, ${pages} pages`);
console.log(`rate     ${(deletes.length / seconds).toFixed(2)} a second for ${seconds.toFixed(0)} s (at most ${RATE})`);
console.log(`         ${busiest} in the busiest ten seconds`);
console.log(
  `memory   heap ${early.toFixed(1)} MB early, ${late.toFixed(1)} MB late, peak ${Math.max(...heap).toFixed(1)} MB`,
);
console.log(`         process ${peak.toFixed(0)} MB at its peak, ${heap.length} measurements`);
console.log(`took     ${(step.milliseconds / 1000).toFixed(0)} s, at ${CLOCK_SPEED} times the speed of real time`);

const passed =
  step.outcome === 'success' &&
  deletes.length === LEFTOVERS &&
  leftovers === 0 &&
  others === LOOK_ALIKES + STRANGERS &&
  deletes.length / seconds <= RATE * 1.001 &&
  // Tolerates one request at each end, and delays on a busy machine.
  busiest <= RATE * 10 + 5 &&
  late - early <= MAX_GROWTH_MB;
console.log(passed ? 'Passed.' : `FAILED. The log of the sweep:\n${step.log}`);
process.exitCode = passed ? 0 : 1;

function fill(target: UserPool, startedAt: number): void {
  const createdAt = new Date(startedAt - 48 * 3_600_000);
  const password = 'Analytical-Engine-1843';
  for (let run = 1; run <= LEFTOVERS; run++) {
    target.addUser({ username: leftoverName(run), password, createdAt });
    if (run <= STRANGERS) {
      target.addUser({ username: `ada-${run}@example.com`, password, createdAt });
    }
    if (run <= LOOK_ALIKES) {
      target.addUser(lookAlike(run));
    }
  }

  /** Returns a username that is longer, shorter, has other characters or capitals, or a user that is too young. */
  function lookAlike(run: number) {
    const name = leftoverName(LEFTOVERS + run);
    const kinds = [
      { username: name.replace('@', 'a@'), createdAt },
      { username: name.replace('mn@', '@'), createdAt },
      { username: name.replace('mn@', '81@'), createdAt },
      { username: name.toUpperCase(), createdAt },
      { username: name.replace('example', 'young'), createdAt: new Date(startedAt - 3_600_000) },
    ] as const;
    return { password, ...(kinds[run % kinds.length] ?? kinds[0]) };
  }
}

function isLeftoverName(name: string): boolean {
  return /^gha-\d+-1-a2b3c4d5e6f7g2h3i4j5k6l7mn@example\.com$/.test(name);
}

/**
 * Returns the largest number of events within any `milliseconds`.
 *
 * @param times in ascending order
 */
function maxWithin(milliseconds: number, times: readonly number[]): number {
  let first = 0;
  return times.reduce((max, time, index) => {
    while ((times[first] ?? time) <= time - milliseconds) {
      first++;
    }
    return Math.max(max, index - first + 1);
  }, 0);
}
