import { describe, expect, it } from '@jest/globals';
import { ActionError } from '../../../src/failures/action-error.ts';
import { createRetryCall, noRetry } from '../../../src/platform/retry.ts';
import { TimeLimit } from '../../../src/platform/time-limit.ts';
import { type CallCode, type FakeClock, fakeClock, type Journal, serviceFailure } from '../fakes.ts';

/** The longest wait each time, unless it is told otherwise, so that a test can see the bounds. */
function start(seconds: number, integerBelow = (limit: number) => limit - 1) {
  const journal: Journal = [];
  const clock = fakeClock(journal);
  const timeLimit = new TimeLimit(clock);
  timeLimit.set(seconds);
  const retry = createRetryCall({
    timeLimit,
    clock,
    random: { integerBelow },
    report: (why) => journal.push(`say ${why}`),
  });
  return { journal, clock, timeLimit, retry };
}

/** A call that fails so often, and then succeeds. */
function failing(times: number, error: unknown) {
  let calls = 0;
  const call = () => (++calls > times ? Promise.resolve('done') : Promise.reject(error));
  return { call, count: () => calls };
}

describe('a call that fails for a passing reason', () => {
  it.each<CallCode>(['network-failed', 'service-failed', 'throttled', 'answer-unreadable'])(
    '%s is made again',
    async (code) => {
      const { retry } = start(60);
      const { call, count } = failing(2, serviceFailure(code));
      expect(await retry(call)).toBe('done');
      expect(count()).toBe(3);
    },
  );

  it('waits a random time, so that jobs that failed together do not come back together', async () => {
    const { journal, retry } = start(60, (limit) => limit / 4);
    await retry(failing(3, serviceFailure('throttled')).call);
    expect(journal).toStrictEqual(['sleep 100', 'sleep 200', 'sleep 400']);
  });

  it('says after 5 seconds what it is about, once', async () => {
    const { journal, retry } = start(60);
    await retry(failing(6, serviceFailure('throttled')).call);
    const said = journal.filter((line) => line.startsWith('say '));
    expect(said).toStrictEqual([
      expect.stringMatching(/^say Still retrying: Some on user pool .* failed: .*quota.*\.$/),
    ]);
    expect(journal.indexOf(said[0] ?? '')).toBe(4);
  });

  it('waits longer each time, up to 3 seconds', async () => {
    const { journal, retry } = start(60);
    await retry(failing(7, serviceFailure('throttled')).call);
    expect(journal.filter((line) => line.startsWith('sleep'))).toStrictEqual([
      'sleep 399',
      'sleep 799',
      'sleep 1599',
      'sleep 2999',
      'sleep 2999',
      'sleep 2999',
      'sleep 2999',
    ]);
  });

  it('fails for that reason once the deadline is near', async () => {
    const { journal, retry } = start(3);
    const error = serviceFailure('throttled');
    await expect(retry(failing(99, error).call)).rejects.toBe(error);
    expect(journal).toEqual(['sleep 399', 'sleep 799', 'sleep 1599']);
  });
});

describe('a try', () => {
  /** Ends with its signal, as calls do, for which it lets time go by. */
  const unanswered = (clock: FakeClock) => (signal: AbortSignal) =>
    new Promise<never>((_, fail) => {
      signal.addEventListener('abort', () => fail(serviceFailure('network-failed', 'TimeoutError')));
      clock.advance(15_000);
    });

  it('has 15 seconds', async () => {
    const { clock, retry } = start(60);
    const began: number[] = [];
    const call = (signal: AbortSignal) => {
      began.push(clock.elapsed());
      return began.length === 1 ? unanswered(clock)(signal) : Promise.resolve('done');
    };
    expect(await retry(call)).toBe('done');
    expect(began.map((time) => time - (began[0] ?? 0))).toStrictEqual([0, 15_399]);
  });

  it('is not given up before', async () => {
    const { clock, retry } = start(60);
    const call = (signal: AbortSignal) => {
      clock.advance(14_999);
      return Promise.resolve(signal.aborted);
    };
    expect(await retry(call)).toBe(false);
  });

  it('of several requests has 15 seconds for each', async () => {
    const { clock, retry } = start(60);
    const aborted = await retry(
      (signal) => {
        const seen = [29_999, 1].map((milliseconds) => {
          clock.advance(milliseconds);
          return signal.aborted;
        });
        return Promise.resolve(seen);
      },
      { requestsPerAttempt: 2 },
    );
    expect(aborted).toStrictEqual([false, true]);
  });

  it('that the deadline cuts short does not hide why it had to be made', async () => {
    const { clock, retry } = start(10);
    const throttled = serviceFailure('throttled');
    let tries = 0;
    const call = (signal: AbortSignal) => (++tries === 1 ? Promise.reject(throttled) : unanswered(clock)(signal));
    await expect(retry(call)).rejects.toBe(throttled);
    expect(tries).toBe(2);
  });

  it('that the deadline cuts short is the failure where there was none before', async () => {
    const { clock, retry } = start(10);
    await expect(retry(unanswered(clock))).rejects.toMatchObject({ failure: { code: 'network-failed' } });
  });

  it('that is under way when the step has to hurry ends, and begins anew in the time that is left', async () => {
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

  it('of work that may have a part of the time alone has half of it then', async () => {
    const { timeLimit } = start(50);
    const left = await timeLimit.within(20_000, () => {
      timeLimit.shorten(7);
      return Promise.resolve(timeLimit.remainingMs());
    });
    expect([left, timeLimit.remainingMs()]).toStrictEqual([3_500, 7_000]);
  });
});

describe('a call that fails for a reason that stays', () => {
  it.each<CallCode>(['sign-in-rejected', 'access-denied', 'totp-code-rejected', 'waf-blocked', 'call-refused'])(
    '%s is not made again',
    async (code) => {
      const error = serviceFailure(code);
      const { call, count } = failing(1, error);
      await expect(start(60).retry(call)).rejects.toBe(error);
      expect(count()).toBe(1);
    },
  );

  it('such as an hourly quota, or something unknown, is not made again', async () => {
    for (const error of [serviceFailure('attempts-exhausted'), new TypeError('bug')]) {
      const { call, count } = failing(1, error);
      await expect(start(60).retry(call)).rejects.toBe(error);
      expect(count()).toBe(1);
    }
  });
});

describe('when the run is cancelled', () => {
  const untilAborted = (signal: AbortSignal) =>
    new Promise<never>((_, fail) => {
      signal.addEventListener('abort', () => fail(serviceFailure('network-failed', 'AbortError')));
    });

  it('a call under way ends, and no other begins', async () => {
    const { timeLimit, retry } = start(60);
    const running = retry(untilAborted);
    timeLimit.interrupt();
    await expect(running).rejects.toMatchObject({ failure: { code: 'interrupted' } });
    const { call, count } = failing(0, undefined);
    await expect(retry(call)).rejects.toMatchObject({ failure: { code: 'interrupted' } });
    expect(count()).toBe(0);
  });

  it('one that has to settle has 5 seconds for it', async () => {
    const { clock, timeLimit, retry } = start(60);
    const seen: boolean[] = [];
    const running = retry(
      (signal) => {
        timeLimit.interrupt();
        clock.advance(4_999);
        seen.push(signal.aborted);
        clock.advance(1);
        seen.push(signal.aborted);
        return Promise.resolve('created');
      },
      { finishOnCancel: true },
    );
    expect(await running).toBe('created');
    expect(seen).toStrictEqual([false, true]);
  });

  it('a wait ends', async () => {
    const sleep = (_: number, signal?: AbortSignal) =>
      new Promise<void>((__, fail) => signal?.addEventListener('abort', () => fail(new Error('aborted'))));
    const timeLimit = new TimeLimit({ ...fakeClock([]), sleep });
    const waiting = timeLimit.sleep(30_000);
    timeLimit.interrupt();
    await expect(waiting).rejects.toMatchObject({ failure: { code: 'interrupted' } });
  });
});

const onlyAttempt = (deps: { timeLimit: TimeLimit; clock: FakeClock }) =>
  createRetryCall({ ...deps, random: { integerBelow: () => 0 }, report: () => undefined }, noRetry);

describe('one try, for callers that try again themselves', () => {
  it('is the only one', async () => {
    const { clock, timeLimit } = start(60);
    const error = serviceFailure('throttled');
    const { call, count } = failing(1, error);
    await expect(onlyAttempt({ timeLimit, clock })(call)).rejects.toBe(error);
    expect(count()).toBe(1);
  });

  it('has 15 seconds', async () => {
    const { clock, timeLimit } = start(60);
    const seen = await onlyAttempt({ timeLimit, clock })((signal) => {
      clock.advance(14_999);
      const before = signal.aborted;
      clock.advance(1);
      return Promise.resolve([before, signal.aborted]);
    });
    expect(seen).toStrictEqual([false, true]);
  });

  it('may settle for 5 seconds when the run is cancelled', async () => {
    const { clock, timeLimit } = start(60);
    const seen = await onlyAttempt({ timeLimit, clock })((signal) => {
      timeLimit.interrupt();
      clock.advance(4_999);
      const before = signal.aborted;
      clock.advance(1);
      return Promise.resolve([before, signal.aborted]);
    });
    expect(seen).toStrictEqual([false, true]);
  });
});

it('the deadline does not move with the date, which somebody may set', () => {
  const clock = fakeClock([]);
  const timeLimit = new TimeLimit({ ...clock, now: () => new Date(0) });
  timeLimit.set(5);
  clock.advance(4_999);
  timeLimit.assertTimeLeft();
  clock.advance(1);
  expect(() => timeLimit.assertTimeLeft()).toThrow('Timed out after 5 seconds');
});

it('a wait after a failure that would outlast the deadline ends with the failure', async () => {
  const failure = serviceFailure('user-vanished');
  await expect(start(10).timeLimit.sleep(10_000, failure)).rejects.toBe(failure);
  const { timeLimit } = start(10);
  timeLimit.interrupt();
  await expect(timeLimit.sleep(1, failure)).rejects.toMatchObject({ failure: { code: 'interrupted' } });
});

it('a wait that would outlast the deadline does not begin', async () => {
  const { journal, timeLimit } = start(10);
  await expect(timeLimit.sleep(10_000)).rejects.toBeInstanceOf(ActionError);
  await expect(timeLimit.sleep(10_000)).rejects.toMatchObject({ failure: { code: 'out-of-time', seconds: 10 } });
  expect(journal).toEqual([]);
});
