import { expect, it } from '@jest/globals';
import { inParallel } from '../../../src/platform/parallel.ts';

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
