import { describe, expect, it } from '@jest/globals';
import { TimeLimit } from '../../../src/platform/time-limit.ts';
import { createPacer } from '../../../src/sweep/pace.ts';
import { type FakeClock, fakeClock, type Journal } from '../fakes.ts';

const paceBy = (perSecond: number, clock: FakeClock) =>
  createPacer(perSecond, { clock, timeLimit: new TimeLimit(clock) });

describe('the pace', () => {
  it('lets the first turn come at once, and the others one interval apart', async () => {
    const journal: Journal = [];
    const turn = paceBy(4, fakeClock(journal));
    for (let count = 1; count <= 3; count++) {
      await turn();
    }
    expect(journal).toEqual(['sleep 250', 'sleep 250']);
  });

  it('does not make up for a slow moment', async () => {
    const journal: Journal = [];
    const clock = fakeClock(journal);
    const turn = paceBy(4, clock);
    await turn();
    await clock.sleep(5000);
    await turn();
    await turn();
    expect(journal).toEqual(['sleep 5000', 'sleep 250']);
  });

  it('waits again when a timer ends early', async () => {
    const clock = fakeClock([]);
    const waits: number[] = [];
    const sleep = (milliseconds: number) => {
      waits.push(milliseconds);
      clock.advance(Math.max(1, milliseconds - 10));
      return Promise.resolve();
    };
    const start = clock.elapsed();
    const turn = paceBy(10, { ...clock, sleep });
    await turn();
    await turn();
    expect(clock.elapsed() - start).toBe(100);
    expect(waits.slice(0, 2)).toStrictEqual([100, 10]);
  });
});
