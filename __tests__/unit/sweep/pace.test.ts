import { describe, expect, it } from '@jest/globals';
import { Pace } from '../../../src/sweep/pace.ts';
import type { Clock } from '../../../src/world/ports.ts';
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
    let time = 0;
    const waits: number[] = [];
    const early: Clock = {
      now: () => new Date(time),
      sleep: (milliseconds) => {
        waits.push(milliseconds);
        time += Math.max(1, milliseconds - 10);
        return Promise.resolve();
      },
    };
    const pace = new Pace(10, early);
    await pace.turn();
    await pace.turn();
    expect(time).toBe(100);
    expect(waits.slice(0, 2)).toEqual([100, 10]);
  });

  it('is not held up for long by a clock that is set back', async () => {
    let time = 1_000_000;
    const waits: number[] = [];
    const clock: Clock = {
      now: () => new Date(time),
      sleep: (milliseconds) => {
        waits.push(milliseconds);
        time += 3_600_000;
        return Promise.resolve();
      },
    };
    const pace = new Pace(10, clock);
    await pace.turn();
    time -= 3_600_000;
    await pace.turn();
    expect(waits).toEqual([100]);
  });
});
