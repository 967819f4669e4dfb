import { describe, expect, it } from '@jest/globals';
import { createPacer } from '../../../src/platform/pace.ts';
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
});
