import { describe, expect, it } from '@jest/globals';
import { createPacers } from '../../../src/platform/pace.ts';
import { createRetryCall, noRetry } from '../../../src/platform/retry.ts';
import { TimeLimit } from '../../../src/platform/time-limit.ts';
import { type FakeClock, fakeClock, type Journal, seededRandom, serviceFailure } from '../fakes.ts';

/** @param integerBelow returns the longest possible delay by default, so that tests see the bounds */
function start(seconds: number, integerBelow = (limit: number) => limit - 1) {
  const journal: Journal = [];
  const clock = fakeClock(journal);
  const timeLimit = new TimeLimit(clock);
  timeLimit.set(seconds);
  const retry = createRetryCall({
    timeLimit,
    clock,
    random: { integerBelow },
    pacerFor: createPacers(
      [
        { perSecond: 10, operations: ['Quick', 'Brisk'] },
        { perSecond: 0.05, operations: ['Slow'] },
      ],
      { clock, timeLimit },
    ),
    report: (why) => journal.push(`say ${why}`),
  });
  return { journal, clock, timeLimit, retry };
}

/** Creates a call that fails this many times, and then succeeds. */
function failing(times: number, error: unknown) {
  let calls = 0;
  const call = () => (++calls > times ? Promise.resolve('done') : Promise.reject(error));
  return { call, count: () => calls };
}

/** Creates a call that lets these times pass, and tells after each whether it was aborted. */
const observing =
  (clock: FakeClock, ...milliseconds: readonly number[]) =>
  (signal: AbortSignal) =>
    Promise.resolve(
      milliseconds.map((ms) => {
        clock.advance(ms);
        return signal.aborted;
      }),
    );

describe('a call with a transient failure', () => {
  it.each<[string, number, (limit: number) => number, number[]]>([
    ['that double, up to 3 seconds', 7, (limit) => limit - 1, [399, 799, 1599, 2999, 2999, 2999, 2999]],
    [
      'that are random, so that jobs that failed together do not retry together',
      3,
      (limit) => limit / 4,
      [100, 200, 400],
    ],
  ])('is retried after delays %s', async (_, times, integerBelow, delays) => {
    const { journal, retry } = start(60, integerBelow);
    await retry(failing(times, serviceFailure('throttled')).call);
    expect(journal.filter((line) => line.startsWith('sleep'))).toStrictEqual(delays.map((delay) => `sleep ${delay}`));
  });

  it('logs the failure once, after 5 seconds', async () => {
    const { journal, retry } = start(60);
    await retry(failing(6, serviceFailure('throttled')).call);
    const said = journal.filter((line) => line.startsWith('say '));
    expect(said).toStrictEqual([
      expect.stringMatching(/^say Still retrying: Some on user pool .* failed: .*quota.*\.$/),
    ]);
    expect(journal.indexOf(said[0] ?? '')).toBe(4);
  });

  it('is not retried for more than 10 seconds when the host does not exist', async () => {
    const { clock, retry } = start(60);
    const error = serviceFailure('host-unknown');
    const startedAt = clock.elapsed();
    await expect(retry(failing(100, error).call)).rejects.toBe(error);
    expect(clock.elapsed() - startedAt).toBeGreaterThan(6_000);
    expect(clock.elapsed() - startedAt).toBeLessThan(10_000);
  });

  it('fails with that failure when the deadline is near', async () => {
    const { journal, retry } = start(3);
    const error = serviceFailure('throttled');
    await expect(retry(failing(99, error).call)).rejects.toBe(error);
    expect(journal).toEqual(['sleep 399', 'sleep 799', 'sleep 1599']);
  });
});

describe('an attempt', () => {
  /** Advances the clock by 15 seconds, and rejects when its signal aborts, as calls do. */
  const unanswered = (clock: FakeClock) => (signal: AbortSignal) =>
    new Promise<never>((_, fail) => {
      signal.addEventListener('abort', () => fail(serviceFailure('network-failed', 'TimeoutError')));
      clock.advance(15_000);
    });

  it.each([
    [1, 14_999],
    [2, 29_999],
  ])('of up to %i requests is not aborted within %i ms, but then', async (requestsPerAttempt, ms) => {
    const { clock, retry } = start(60);
    expect(await retry(observing(clock, ms, 1), { requestsPerAttempt })).toStrictEqual([false, true]);
  });

  it('that the deadline truncates does not hide the failure of the attempt before it', async () => {
    const { clock, retry } = start(10);
    const throttled = serviceFailure('throttled');
    let tries = 0;
    const call = (signal: AbortSignal) => (++tries === 1 ? Promise.reject(throttled) : unanswered(clock)(signal));
    await expect(retry(call)).rejects.toBe(throttled);
    expect(tries).toBe(2);
  });

  it('that the deadline truncates fails with its own failure if it is the first', async () => {
    const { clock, retry } = start(10);
    await expect(retry(unanswered(clock))).rejects.toMatchObject({ failure: { code: 'network-failed' } });
  });

  it('is aborted when the time limit is shortened, and retried in the remaining time', async () => {
    const { journal, clock, timeLimit, retry } = start(50);
    const left: number[] = [];
    const call = (signal: AbortSignal) =>
      new Promise<string>((resolve, fail) => {
        left.push(timeLimit.remainingMs());
        signal.addEventListener('abort', () => fail(serviceFailure('network-failed', 'AbortError')));
        if (left.length === 1) {
          timeLimit.shorten(7);
        } else {
          resolve('done');
        }
      });
    expect(await retry(call)).toBe('done');
    expect(left).toStrictEqual([50_000, 7_000 - 399]);
    expect(journal).toStrictEqual(['sleep 399']);
    expect(clock.elapsed()).toBe(59_399);
  });
});

describe('a call with a lasting failure', () => {
  it.each([serviceFailure('access-denied'), new TypeError('bug')])('is not retried: %s', async (error) => {
    const { call, count } = failing(1, error);
    await expect(start(60).retry(call)).rejects.toBe(error);
    expect(count()).toBe(1);
  });
});

describe('when the run is cancelled,', () => {
  const untilAborted = (signal: AbortSignal) =>
    new Promise<never>((_, fail) => {
      signal.addEventListener('abort', () => fail(serviceFailure('network-failed', 'AbortError')));
    });

  it('the current call is aborted, and no other one starts', async () => {
    const { timeLimit, retry } = start(60);
    const running = retry(untilAborted);
    timeLimit.interrupt();
    await expect(running).rejects.toMatchObject({ failure: { code: 'interrupted' } });
    const { call, count } = failing(0, undefined);
    await expect(retry(call)).rejects.toMatchObject({ failure: { code: 'interrupted' } });
    expect(count()).toBe(0);
  });

  it.each([[{ finishOnCancel: true }], [noRetry]])('a call with the policy %j has 5 more seconds', async (policy) => {
    const { clock, timeLimit, retry } = start(60);
    const call = (signal: AbortSignal) => {
      timeLimit.interrupt();
      return observing(clock, 4_999, 1)(signal);
    };
    expect(await retry(call, policy)).toStrictEqual([false, true]);
  });

  it('a pause ends', async () => {
    const sleep = (_: number, signal?: AbortSignal) =>
      new Promise<void>((__, fail) => signal?.addEventListener('abort', () => fail(new Error('aborted'))));
    const timeLimit = new TimeLimit({ ...fakeClock([]), sleep });
    const waiting = timeLimit.sleep(30_000);
    timeLimit.interrupt();
    await expect(waiting).rejects.toMatchObject({ failure: { code: 'interrupted' } });
  });
});

it('overrides win over the policy of a call', async () => {
  const { clock, timeLimit } = start(60);
  const deps = { timeLimit, clock, random: seededRandom(1), pacerFor: () => undefined, report: () => undefined };
  const error = serviceFailure('throttled');
  const { call, count } = failing(1, error);
  await expect(createRetryCall(deps, noRetry)(call, { maxAttempts: 2 })).rejects.toBe(error);
  expect(count()).toBe(1);
});

it('the deadline does not depend on the wall clock', () => {
  const clock = fakeClock([]);
  const timeLimit = new TimeLimit({ ...clock, now: () => new Date(0) });
  timeLimit.set(5);
  clock.advance(4_999);
  timeLimit.assertTimeLeft();
  clock.advance(1);
  expect(() => timeLimit.assertTimeLeft()).toThrow('Timed out after 5 seconds');
});

it('a pause that would outlast the deadline does not start, and rejects with the last failure', async () => {
  const failure = serviceFailure('user-vanished');
  const { journal, timeLimit } = start(10);
  await expect(timeLimit.sleep(10_000, failure)).rejects.toBe(failure);
  await expect(timeLimit.sleep(10_000)).rejects.toMatchObject({ failure: { code: 'out-of-time', seconds: 10 } });
  timeLimit.interrupt();
  await expect(timeLimit.sleep(1, failure)).rejects.toMatchObject({ failure: { code: 'interrupted' } });
  expect(journal).toEqual([]);
});

it('calls in parallel that take longer explain it in one line every 5 seconds', async () => {
  const { journal, clock, retry } = start(600, () => 1_000);
  const slow = () => {
    let attempts = 0;
    return retry(() => (++attempts > 7 ? Promise.resolve() : Promise.reject(serviceFailure('throttled'))));
  };
  const begun = clock.elapsed();
  await Promise.all(Array.from({ length: 20 }, slow));
  const lines = journal.filter((line) => line.startsWith('say Still retrying')).length;
  expect(lines).toBeGreaterThan(0);
  expect(lines).toBeLessThanOrEqual((clock.elapsed() - begun) / 5_000);
});

describe('a call with a request quota', () => {
  it('waits for its slot before each attempt, and then has the whole time for the request', async () => {
    const { journal, clock, retry } = start(60, () => 0);
    await retry(() => Promise.resolve(), { operation: 'Slow' });
    expect(await retry(observing(clock, 14_999), { operation: 'Slow' })).toStrictEqual([false]);
    expect(journal).toStrictEqual(['sleep 20000']);
  });

  it('slows down the calls after it if it is throttled', async () => {
    const { journal, retry } = start(60, () => 0);
    const { call } = failing(1, serviceFailure('throttled'));
    await retry(call, { operation: 'Quick' });
    await retry(() => Promise.resolve(), { operation: 'Brisk' });
    expect(journal.filter((line) => line !== 'sleep 0')).toStrictEqual([
      'sleep 100',
      expect.stringMatching(/^sleep (19\d|200)$/),
    ]);
  });
});
