import { describe, expect, it } from '@jest/globals';
import { TimeLimit } from '../../../src/platform/time-limit.ts';
import { fakeClock } from '../fakes.ts';

function start(seconds: number, step?: 'main' | 'post') {
  const clock = fakeClock([]);
  const timeLimit = new TimeLimit(clock);
  timeLimit.set(seconds, step);
  return { clock, timeLimit, remainingSeconds: () => timeLimit.remainingMs() / 1000 };
}

describe('a share of the time limit', () => {
  it('ends before the deadline, which applies again afterwards', async () => {
    const { clock, timeLimit, remainingSeconds } = start(50);
    await timeLimit.within(20_000, () => {
      clock.advance(5_000);
      expect(remainingSeconds()).toBe(15);
      clock.advance(15_000);
      expect(() => timeLimit.assertTimeLeft()).toThrow('Timed out');
      return Promise.resolve();
    });
    expect(remainingSeconds()).toBe(30);
    expect(() => timeLimit.assertTimeLeft()).not.toThrow();
  });

  it('ends when the work rejects', async () => {
    const { timeLimit, remainingSeconds } = start(50);
    await expect(timeLimit.within(20_000, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    expect(remainingSeconds()).toBe(50);
  });

  it('within another share ends no later than that one', async () => {
    const { clock, timeLimit, remainingSeconds } = start(50);
    await timeLimit.within(20_000, async () => {
      await timeLimit.within(5_000, () => {
        expect(remainingSeconds()).toBe(5);
        return Promise.resolve();
      });
      expect(remainingSeconds()).toBe(20);
      clock.advance(12_000);
      await timeLimit.within(30_000, () => {
        expect(remainingSeconds()).toBe(8);
        return Promise.resolve();
      });
    });
    expect(remainingSeconds()).toBe(38);
  });

  it('does not apply to work beside it', async () => {
    const { timeLimit, remainingSeconds } = start(50);
    const begun = Promise.withResolvers<void>();
    const remaining = (seconds: number) =>
      timeLimit.within(seconds * 1000, async () => {
        await begun.promise;
        return remainingSeconds();
      });
    const shares = Promise.all([remaining(20), remaining(5), begun.promise.then(remainingSeconds)]);
    begun.resolve();
    expect(await shares).toStrictEqual([20, 5, 50]);
  });

  it('keeps half of the time around it when the step has to hurry', async () => {
    const { timeLimit, remainingSeconds } = start(50);
    const hurry = Promise.withResolvers<void>();
    const afterHurry = async () => {
      await hurry.promise;
      return remainingSeconds();
    };
    const short = timeLimit.within(2_000, afterHurry);
    const outer = timeLimit.within(20_000, async () => [
      await timeLimit.within(15_000, afterHurry),
      remainingSeconds(),
    ]);
    timeLimit.shorten(7);
    hurry.resolve();
    expect([await short, ...(await outer), remainingSeconds()]).toStrictEqual([2, 1.75, 3.5, 7]);
  });
});

it.each([
  ['main', /^Timed out after 60 seconds .* Raise timeout-seconds\./],
  ['post', /^The post step ran out of time(?!.*timeout-seconds)/],
] as const)('the message of a timeout in %s names timeout-seconds only if the step has it', (step, message) => {
  const { clock, timeLimit } = start(60, step);
  clock.advance(60_000);
  expect(() => timeLimit.assertTimeLeft()).toThrow(message);
});
