import { afterEach, expect, it, jest } from '@jest/globals';
import { random } from '../../../src/platform/random.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

it('integerBelow draws every integer of its range from a cryptographic source', () => {
  const mathRandom = jest.spyOn(Math, 'random');
  const drawn = new Set(Array.from({ length: 1_000 }, () => random.integerBelow(8)));
  expect([...drawn].toSorted()).toStrictEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(mathRandom).not.toHaveBeenCalled();
});
