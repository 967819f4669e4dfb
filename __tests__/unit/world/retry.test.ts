import { describe, expect, it } from '@jest/globals';
import { ActionError } from '../../../src/failures/action-error.ts';
import { clock } from '../../../src/world/clock.ts';
import { Retry, type RetryOptions } from '../../../src/world/retry.ts';
import { TimeLimit } from '../../../src/world/time-limit.ts';
import { type CallCode, fakeClock, type Journal, serviceFailure } from '../fakes.ts';

function start(seconds: number) {
  const journal: Journal = [];
  const timeLimit = new TimeLimit(fakeClock(journal));
  timeLimit.set(seconds);
  // The longest wait each time, so that the test can see the bounds.
  const retry = new Retry(timeLimit, { integerBelow: (limit) => limit - 1 });
  return { journal, timeLimit, retry };
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
      expect(await retry.run(call)).toBe('done');
      expect(count()).toBe(3);
    },
  );

  it('waits longer each time, up to 3 seconds', async () => {
    const { journal, retry } = start(60);
    await retry.run(failing(7, serviceFailure('throttled')).call);
    expect(journal).toEqual([
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
    await expect(retry.run(failing(99, error).call)).rejects.toBe(error);
    expect(journal).toEqual(['sleep 399', 'sleep 799', 'sleep 1599']);
  });
});

describe('a try that the deadline cuts short', () => {
  /** Ends with its signal, as calls do. */
  const unanswered = (signal: AbortSignal) =>
    new Promise<never>((_, fail) => {
      signal.addEventListener('abort', () => fail(serviceFailure('network-failed', 'TimeoutError')));
    });

  function startInRealTime(milliseconds: number) {
    const timeLimit = new TimeLimit(clock);
    timeLimit.set(milliseconds / 1000);
    return new Retry(timeLimit, { integerBelow: () => 0 });
  }

  it('does not hide why it had to be made', async () => {
    const throttled = serviceFailure('throttled');
    let tries = 0;
    const call = (signal: AbortSignal) => (++tries === 1 ? Promise.reject(throttled) : unanswered(signal));
    await expect(startInRealTime(50).run(call)).rejects.toBe(throttled);
    expect(tries).toBe(2);
  });

  it('is the failure where there was none before', async () => {
    const call = startInRealTime(50).run(unanswered);
    await expect(call).rejects.toMatchObject({ failure: { code: 'network-failed' } });
  });
});

describe('a call that fails for a reason that stays', () => {
  it.each<CallCode>(['sign-in-rejected', 'access-denied', 'totp-code-rejected', 'waf-blocked', 'call-refused'])(
    '%s is not made again',
    async (code) => {
      const error = serviceFailure(code);
      const { call, count } = failing(1, error);
      await expect(start(60).retry.run(call)).rejects.toBe(error);
      expect(count()).toBe(1);
    },
  );

  it('such as an hourly quota, or something unknown, is not made again', async () => {
    for (const error of [serviceFailure('attempts-exhausted'), new TypeError('bug')]) {
      const { call, count } = failing(1, error);
      await expect(start(60).retry.run(call)).rejects.toBe(error);
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
    const running = retry.run(untilAborted);
    timeLimit.interrupt();
    await expect(running).rejects.toMatchObject({ failure: { code: 'interrupted' } });
    const { call, count } = failing(0, undefined);
    await expect(retry.run(call)).rejects.toMatchObject({ failure: { code: 'interrupted' } });
    expect(count()).toBe(0);
  });

  it('one that has to settle may', async () => {
    const { timeLimit, retry } = start(60);
    const options: RetryOptions = { hasToSettle: true };
    let settle = (_: string): void => undefined;
    const running = retry.run((signal) => {
      expect(signal.aborted).toBe(false);
      return new Promise<string>((resolve) => {
        settle = resolve;
      });
    }, options);
    timeLimit.interrupt();
    settle('created');
    expect(await running).toBe('created');
  });

  it('a wait ends', async () => {
    const timeLimit = new TimeLimit({
      now: () => new Date(0),
      sleep: (_, signal) =>
        new Promise((__, fail) => signal?.addEventListener('abort', () => fail(new Error('aborted')))),
    });
    const waiting = timeLimit.sleep(30_000);
    timeLimit.interrupt();
    await expect(waiting).rejects.toMatchObject({ failure: { code: 'interrupted' } });
  });
});

it('a wait after a failure that would outlast the deadline ends with the failure', async () => {
  const failure = serviceFailure('user-vanished');
  await expect(start(10).timeLimit.sleepAfter(failure, 10_000)).rejects.toBe(failure);
  const { timeLimit } = start(10);
  timeLimit.interrupt();
  await expect(timeLimit.sleepAfter(failure, 1)).rejects.toMatchObject({ failure: { code: 'interrupted' } });
});

it('a wait that would outlast the deadline does not begin', async () => {
  const { journal, timeLimit } = start(10);
  await expect(timeLimit.sleep(10_000)).rejects.toBeInstanceOf(ActionError);
  await expect(timeLimit.sleep(10_000)).rejects.toMatchObject({ failure: { code: 'out-of-time', seconds: 10 } });
  expect(journal).toEqual([]);
});
