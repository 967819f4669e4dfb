import { describe, expect, it } from '@jest/globals';
import { Pace } from '../../../src/sweep/pace.ts';
import { fakeClock, type Journal } from '../fakes.ts';

describe('the pace', () => {
  it('lets the first turn come at once, and the others one interval apart', async () => {
    const journal: Journal = [];
    const pace = new Pace(4, fakeClock(journal));
    for (let turn = 1; turn <= 3; turn++) {
      await pace.turn();
    }
    expect(journal).toEqual(['sleep 250', 'sleep 250']);
  });

  it('does not make up for a slow moment', async () => {
    const journal: Journal = [];
    const clock = fakeClock(journal);
    const pace = new Pace(4, clock);
    await pace.turn();
    await clock.sleep(5000);
    await pace.turn();
    await pace.turn();
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
    const pace = new Pace(10, { ...clock, sleep });
    await pace.turn();
    await pace.turn();
    expect(clock.elapsed() - start).toBe(100);
    expect(waits.slice(0, 2)).toStrictEqual([100, 10]);
  });
});
