import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Job, startJob } from 'action-runner';
import { type FixtureClock, fastClock, StillClock } from '../../support/clocks.ts';

const HOUR = 3_600_000;
/** 61.5 seconds after midnight, within a TOTP time step. */
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

/** Runs code in a step with the clock and returns the JSON that it prints. */
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

/** Returns code that prints the duration of other code in milliseconds, measured by every clock of Node.js. */
const measuring = (code: string): string => `
  const read = () => [Date.now(), new Date().getTime(), performance.now(), Number(process.hrtime.bigint()) / 1e6];
  const before = read();
  const since = process.hrtime();
  ${code};
  const [seconds, nanoseconds] = process.hrtime(since);
  print([...read().map((after, index) => after - before[index]), seconds * 1000 + nanoseconds / 1e6]);
`;

describe('StillClock', () => {
  it('starts at the next TOTP time step', () => {
    expect(clock.now()).toBe(Date.UTC(2026, 1, 3, 0, 1, 30));
  });

  it.each([
    ['does not advance while a step computes', 'for (let count = 0; count < 1e7; count += 1);', 0],
    ['advances by the time that a step waits', `await sleep(${HOUR})`, HOUR],
    [
      'advances by the longest of concurrent waits',
      `await Promise.all([2000, ${HOUR}, 1000].map((ms) => sleep(ms)))`,
      HOUR,
    ],
  ])('%s', async (_, code, milliseconds) => {
    const before = clock.now();
    expect(await inStep(clock, measuring(code))).toStrictEqual(Array(5).fill(milliseconds));
    expect(clock.now()).toBe(before + milliseconds);
  });

  it('does not advance for a wait that is aborted before it starts', async () => {
    const before = clock.now();
    const wait = `sleep(${HOUR}, undefined, { signal: AbortSignal.abort() })`;
    expect(await inStep(clock, `await ${wait}.catch((error) => print(error.name))`)).toBe('AbortError');
    expect(clock.now()).toBe(before);
  });

  it('keeps its time between steps and can be advanced in between', async () => {
    const first = Number(await inStep(clock, 'await sleep(1000); print(Date.now())'));
    clock.pass(HOUR);
    expect(await inStep(clock, 'print(Date.now())')).toBe(first + HOUR);
  });
});

it('envFastBy gives one step a fast clock and leaves the others unchanged', async () => {
  const fast = { now: () => clock.now(), env: clock.envFastBy(10) };
  expect(await inStep(fast, 'print(Date.now())')).toBe(clock.now() + 10 * 60_000);
});

describe('fastClock', () => {
  it('runs faster than real time in the emulator and for every clock of a step', async () => {
    const fast = fastClock(100);
    const passed = await inStep(fast, measuring('await sleep(2000)'));
    expect(passed).toHaveLength(5);
    for (const milliseconds of Object.values(Object(passed))) {
      // Timers can fire slightly early.
      expect(milliseconds).toBeGreaterThan(1700);
    }
  });
});
