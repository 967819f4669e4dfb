import { describe, expect, it } from '@jest/globals';
import { createPacer, createPacers } from '../../../src/platform/pace.ts';
import { inParallel } from '../../../src/platform/parallel.ts';
import { TimeLimit } from '../../../src/platform/time-limit.ts';
import { type FakeClock, fakeClock, type Journal } from '../fakes.ts';

const createTestPacer = (perSecond: number, clock: FakeClock) =>
  createPacer(perSecond, { clock, timeLimit: new TimeLimit(clock) });

describe('createPacer', () => {
  it('gives the first slot at once, and the others one interval apart', async () => {
    const journal: Journal = [];
    const { nextSlot } = createTestPacer(4, fakeClock(journal));
    for (let count = 1; count <= 3; count++) {
      await nextSlot();
    }
    expect(journal).toEqual(['sleep 250', 'sleep 250']);
  });

  it('does not make up for a slow moment with a burst', async () => {
    const journal: Journal = [];
    const clock = fakeClock(journal);
    const { nextSlot } = createTestPacer(4, clock);
    await nextSlot();
    await clock.sleep(5000);
    await nextSlot();
    await nextSlot();
    expect(journal).toEqual(['sleep 5000', 'sleep 250']);
  });

  it('waits again if a timer fires early', async () => {
    const clock = fakeClock([]);
    const waits: number[] = [];
    const sleep = (milliseconds: number) => {
      waits.push(milliseconds);
      clock.advance(Math.max(1, milliseconds - 10));
      return Promise.resolve();
    };
    const start = clock.elapsed();
    const { nextSlot } = createTestPacer(10, { ...clock, sleep });
    await nextSlot();
    await nextSlot();
    expect(clock.elapsed() - start).toBe(100);
    expect(waits.slice(0, 2)).toStrictEqual([100, 10]);
  });

  it('gives callers in parallel their slots in the order in which they ask', async () => {
    const journal: Journal = [];
    const { nextSlot } = createTestPacer(4, fakeClock(journal));
    await Promise.all(['a', 'b', 'c'].map((name) => nextSlot().then(() => journal.push(name))));
    expect(journal).toEqual(['a', 'sleep 250', 'b', 'sleep 250', 'c']);
  });

  it('halves its rate once for calls that are throttled together, and recovers', async () => {
    const journal: Journal = [];
    const pacer = createTestPacer(10, fakeClock(journal));
    await pacer.nextSlot();
    pacer.slowDown();
    pacer.slowDown();
    for (let count = 0; count < 200; count++) {
      await pacer.nextSlot();
    }
    const pauses = journal.map((line) => Number(line.split(' ')[1]));
    expect(pauses[0]).toBe(100);
    // It begins to recover at once.
    expect(pauses[1]).toBeGreaterThan(195);
    expect(pauses.at(-1)).toBe(100);
  });

  it('gives no slot to work that was ended, and does not delay others for it', async () => {
    const journal: Journal = [];
    const clock = fakeClock(journal);
    const timeLimit = new TimeLimit(clock);
    const { nextSlot } = createPacer(4, { clock, timeLimit });
    await nextSlot();
    const ended = timeLimit.within(60_000, (end) => {
      end();
      return nextSlot();
    });
    await expect(ended).rejects.toMatchObject({ failure: { code: 'out-of-time' } });
    await nextSlot();
    expect(journal).toEqual(['sleep 250']);
  });
});

describe('createPacers', () => {
  it('shares a pace among the operations of a quota', async () => {
    const journal: Journal = [];
    const clock = fakeClock(journal);
    const quotas = [
      { perSecond: 4, operations: ['SignUp', 'AdminCreateUser'] },
      { perSecond: 2, operations: ['InitiateAuth'] },
    ];
    const pacerFor = createPacers(quotas, { clock, timeLimit: new TimeLimit(clock) });
    for (const operation of ['SignUp', 'InitiateAuth', 'AdminCreateUser', 'ListUsers']) {
      await pacerFor(operation)?.nextSlot();
    }
    expect(journal).toEqual(['sleep 250']);
    expect(pacerFor('ListUsers')).toBeUndefined();
  });
});

describe('inParallel', () => {
  const nextTurn = () => new Promise<void>((turn) => setImmediate(turn));

  it('works on a limited number of items at once, and returns the results in their order', async () => {
    let running = 0;
    let most = 0;
    const results = await inParallel([5, 1, 4, 2, 3], 2, async (turns) => {
      most = Math.max(most, ++running);
      for (let turn = 0; turn < turns; turn++) {
        await nextTurn();
      }
      running--;
      return turns * 10;
    });
    expect(results).toStrictEqual([50, 10, 40, 20, 30]);
    expect(most).toBe(2);
  });

  it('begins no item after the first failure, and rejects with it once all work has ended', async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const working = inParallel([1, 2, 3, 4], 2, async (item) => {
      begun.push(item);
      if (item === 1) {
        throw new Error('first');
      }
      await nextTurn();
      ended.push(item);
      throw new Error('second');
    });
    await expect(working).rejects.toThrow('first');
    expect({ begun, ended }).toStrictEqual({ begun: [1, 2], ended: [2] });
  });
});
