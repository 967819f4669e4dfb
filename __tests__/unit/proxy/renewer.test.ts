// Verify when tokens are renewed, and what requests get meanwhile.
import { describe, expect, it } from '@jest/globals';
import type { Clock } from '../../../src/platform/ports.ts';
import { Renewer } from '../../../src/proxy/renewer.ts';
import { Tally } from '../../../src/proxy/tally.ts';
import { fakeClock, seededRandom, serviceFailure } from '../fakes.ts';

/** Lets promises settle. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A clock that passes only when the test says so. `sleeps` has what the renewal waits for, in milliseconds. */
function testClock() {
  const { advance, ...fake } = fakeClock([]);
  let wake: () => void = () => undefined;
  const sleeps: number[] = [];
  let changedMs = 0;
  const clock: Clock = {
    ...fake,
    now: () => new Date(fake.now().getTime() + changedMs),
    sleep: (milliseconds) => {
      sleeps.push(milliseconds);
      return new Promise((resolve) => {
        wake = resolve;
      });
    },
  };
  const pass = async (milliseconds: number) => {
    advance(milliseconds);
    wake();
    await settled();
  };
  /** Changes the time of day, but not the monotonic clock. */
  const changeTime = (milliseconds: number) => {
    changedMs += milliseconds;
  };
  return { clock, pass, advance, changeTime, sleeps };
}

function startSource(lifeMs: number, outcomes: (number | Error | Promise<number>)[] = []) {
  const test = testClock();
  const tally = new Tally();
  let renewals = 0;
  const tokenOf = (name: string, life: number) => ({ name, expiresAt: new Date(test.clock.now().getTime() + life) });
  const renew = async () => {
    const outcome = await (outcomes[renewals++] ?? lifeMs);
    if (outcome instanceof Error) {
      throw outcome;
    }
    return tokenOf(`renewed ${renewals}`, outcome);
  };
  const deps = { renew, clock: test.clock, random: seededRandom(1), tally };
  const source = new Renewer(tokenOf('first', lifeMs), deps);
  void source.keepFresh();
  return { ...test, source, tally, renewals: () => renewals, name: async () => (await source.get()).name };
}

describe('a renewal', () => {
  it.each([
    ['a day', 86_400_000, 86_310_000],
    ['five minutes', 300_000, 210_000],
    ['a minute', 60_000, 15_000],
    ['12 seconds', 12_000, 3_000],
  ])('of a token that lives %s begins in time', async (_, lifeMs, expected) => {
    const { sleeps, pass, renewals } = startSource(lifeMs);
    let waitedMs = 0;
    while (renewals() === 0) {
      const sleepMs = sleeps.at(-1) ?? 0;
      waitedMs += sleepMs;
      await pass(sleepMs);
    }
    expect(waitedMs).toBe(expected);
  });

  it('replaces the token', async () => {
    const { pass, name, tally, sleeps } = startSource(12_000);
    expect(await name()).toBe('first');
    await pass(3_000);
    expect(await name()).toBe('renewed 1');
    await pass(3_000);
    expect(await name()).toBe('renewed 2');
    expect(sleeps).toStrictEqual([3_000, 3_000, 3_000]);
    expect(tally.report()).toMatchObject({ refreshes: 2, failedRefreshes: 0 });
  });

  it('is not waited for while the token lives long enough', async () => {
    const { pass, advance, name } = startSource(12_000, [new Promise(() => undefined)]);
    await pass(3_000);
    expect(await name()).toBe('first');
    advance(2_999);
    expect(await name()).toBe('first');
  });

  it('is waited for by all requests, and happens once', async () => {
    const answer = Promise.withResolvers<number>();
    const { pass, advance, name, renewals } = startSource(12_000, [answer.promise]);
    await pass(3_000);
    advance(3_000);
    const waiting = [name(), name(), name()];
    await settled();
    answer.resolve(12_000);
    expect(await Promise.all(waiting)).toStrictEqual(['renewed 1', 'renewed 1', 'renewed 1']);
    expect(renewals()).toBe(1);
  });

  it('begins with a request if the timer is late, and is not repeated when that wakes', async () => {
    const { advance, pass, name, renewals, sleeps } = startSource(12_000);
    advance(60_000);
    expect(await name()).toBe('renewed 1');
    await pass(0);
    expect(renewals()).toBe(1);
    expect(sleeps).toStrictEqual([3_000, 3_000]);
  });
});

it('ends after the renewal under way, and no other follows', async () => {
  const answer = Promise.withResolvers<number>();
  const { source, pass, name, renewals } = startSource(12_000, [answer.promise]);
  await pass(3_000);
  let hasEnded = false;
  const ended = source.end().then(() => {
    hasEnded = true;
  });
  await settled();
  expect(hasEnded).toBe(false);
  answer.resolve(12_000);
  await ended;
  expect(await name()).toBe('renewed 1');
  await pass(60_000);
  await name();
  expect(renewals()).toBe(1);
});

describe('a machine', () => {
  it('that slept for minutes signs with an old time, so AWS credentials are renewed first', async () => {
    const { name, changeTime, renewals } = startSource(3_600_000);
    changeTime(61_000);
    expect(await name()).toBe('renewed 1');
    expect(await name()).toBe('renewed 1');
    expect(renewals()).toBe(1);
  });

  it('that slept for minutes uses what it has if the renewal fails', async () => {
    const { name, changeTime } = startSource(3_600_000, [serviceFailure('refresh-token-rejected')]);
    changeTime(61_000);
    expect(await name()).toBe('first');
  });

  it('that slept notices it without a request', async () => {
    const { pass, changeTime, sleeps, renewals } = startSource(3_600_000);
    expect(sleeps).toStrictEqual([15_000]);
    changeTime(61_000);
    await pass(15_000);
    await pass(0);
    expect(renewals()).toBe(1);
  });

  it('that wakes without a network tries again soon', async () => {
    const failure = serviceFailure('network-failed');
    const { pass, name, changeTime, sleeps } = startSource(3_600_000, [failure]);
    changeTime(3_600_000);
    await expect(name()).rejects.toBe(failure);
    expect(sleeps).toStrictEqual([15_000]);
    await pass(15_000);
    expect(sleeps[1]).toBeLessThan(1_000);
    await pass(1_000);
    expect(await name()).toBe('renewed 2');
  });

  it('whose clock is set back does not make the token live longer', async () => {
    const { advance, name, changeTime } = startSource(3_600_000);
    changeTime(-3_600_000);
    expect(await name()).toBe('first');
    advance(3_600_000);
    expect(await name()).toBe('renewed 1');
  });
});

describe('a renewal that fails', () => {
  const failure = serviceFailure('refresh-token-rejected');

  it('is what requests get once the token does not live long enough, until a later one succeeds', async () => {
    const { pass, advance, name, renewals, tally, sleeps } = startSource(12_000, [failure, failure]);
    await pass(3_000);
    expect(await name()).toBe('first');
    advance(3_000);
    await expect(name()).rejects.toBe(failure);
    await expect(name()).rejects.toBe(failure);
    expect(renewals()).toBe(1);
    await pass(1_000);
    await expect(name()).rejects.toBe(failure);
    expect(renewals()).toBe(2);
    await pass(2_000);
    expect(await name()).toBe('renewed 3');
    expect(tally.report()).toMatchObject({ refreshes: 1, failedRefreshes: 2, reasons: ['refresh-token-rejected'] });
    expect(sleeps[1]).toBeLessThan(1_000);
    expect(sleeps[2]).toBeLessThan(2_000);
  });

  it('is none of the target, whatever was thrown', async () => {
    const { pass, advance, name } = startSource(12_000, [new Error('EMFILE: too many open files')]);
    await pass(3_000);
    advance(3_000);
    await expect(name()).rejects.toMatchObject({ failure: { code: 'unexpected' } });
  });
});

describe('a token that has expired by a wrong clock', () => {
  it('is used, and renewed without haste', async () => {
    const { pass, name, sleeps, renewals } = startSource(-600_000);
    expect(sleeps).toStrictEqual([2_500]);
    expect(await name()).toBe('first');
    await pass(2_500);
    expect(await name()).toBe('renewed 1');
    expect(sleeps).toStrictEqual([2_500, 15_000]);
    expect(renewals()).toBe(1);
  });
});
