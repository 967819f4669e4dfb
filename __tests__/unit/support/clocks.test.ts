import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type FixtureClock, fastClock, StillClock } from '../../support/clocks.ts';
import { type Job, startJob } from '../../support/runner.ts';

const HOUR = 3_600_000;
/** 1 minute and 1.5 seconds after midnight. */
const NOW = Date.UTC(2026, 1, 3, 0, 1, 1, 500);

let clock: StillClock;
let job: Job;

beforeEach(() => {
  clock = new StillClock(NOW);
  job = startJob();
});
afterEach(async () => {
  await job.end();
  clock.remove();
});

/** Runs code in a step that goes by the clock, and reads the JSON that it prints. */
const inStep = async ({ env }: FixtureClock, code: string): Promise<unknown> => {
  const imports = "import { setTimeout as sleep } from 'node:timers/promises'; import process from 'node:process';";
  const args = [
    '--input-type=module',
    '-e',
    `${imports} const print = (it) => console.log(JSON.stringify(it)); ${code}`,
  ];
  const step = await job.run({ command: process.execPath, args, env });
  expect(step).toMatchObject({ exitCode: 0, stderr: '' });
  return JSON.parse(step.stdout);
};

/** How much time passes while a step does this, in milliseconds by each clock that there is. */
const measuring = (code: string): string => `
  const read = () => [Date.now(), new Date().getTime(), performance.now(), Number(process.hrtime.bigint()) / 1e6];
  const before = read();
  const since = process.hrtime();
  ${code};
  const [seconds, nanoseconds] = process.hrtime(since);
  print([...read().map((after, index) => after - before[index]), seconds * 1000 + nanoseconds / 1e6]);
`;

describe('a clock that stands still', () => {
  it('begins with the next window of codes', () => {
    expect(clock.now()).toBe(Date.UTC(2026, 1, 3, 0, 1, 30));
  });

  it('does so in a step that works', async () => {
    expect(await inStep(clock, measuring('for (let count = 0; count < 1e7; count += 1);'))).toStrictEqual(
      Array(5).fill(0),
    );
  });

  it('goes on by what a step waits for', async () => {
    const before = clock.now();
    expect(await inStep(clock, measuring(`await sleep(${HOUR})`))).toStrictEqual(Array(5).fill(HOUR));
    expect(clock.now()).toBe(before + HOUR);
  });

  it('goes on by the longest of what it waits for at once', async () => {
    const both = `await Promise.all([sleep(2000), sleep(${HOUR}), sleep(1000)])`;
    expect(await inStep(clock, measuring(both))).toStrictEqual(Array(5).fill(HOUR));
  });

  it('lets a wait be ended before it begins, and then does not go on', async () => {
    const before = clock.now();
    const wait = `sleep(${HOUR}, undefined, { signal: AbortSignal.abort() })`;
    expect(await inStep(clock, `await ${wait}.catch((error) => print(error.name))`)).toBe('AbortError');
    expect(clock.now()).toBe(before);
  });

  it('is the same in the next step, and can be put forward in between', async () => {
    const first = Number(await inStep(clock, 'await sleep(1000); print(Date.now())'));
    clock.pass(HOUR);
    expect(await inStep(clock, 'print(Date.now())')).toBe(first + HOUR);
  });
});

it('a machine can have a clock that is fast, which the others do not see', async () => {
  const fast = { now: () => clock.now(), env: clock.envFastBy(10) };
  expect(await inStep(fast, 'print(Date.now())')).toBe(clock.now() + 10 * 60_000);
});

describe('a fast clock', () => {
  it('is ahead of real time by its speed, as is every clock of a step', async () => {
    const fast = fastClock(100);
    const passed = await inStep(fast, measuring('await sleep(2000)'));
    expect(passed).toHaveLength(5);
    for (const milliseconds of Object.values(Object(passed))) {
      // A timer may end a moment early.
      expect(milliseconds).toBeGreaterThan(1700);
    }
  });
});
