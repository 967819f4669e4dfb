import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, expect, it, jest } from '@jest/globals';
import { random } from '../../../src/platform/random.ts';

const SRC = resolve(import.meta.dirname, '..', '..', '..', 'src');

afterEach(() => {
  jest.restoreAllMocks();
});

it('random numbers come from a cryptographic source, and fill their range', () => {
  const guessable = jest.spyOn(Math, 'random');
  const drawn = new Set(Array.from({ length: 1_000 }, () => random.integerBelow(8)));
  expect([...drawn].toSorted()).toStrictEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(guessable).not.toHaveBeenCalled();
});

it('nothing of the action asks a source that can be guessed', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  expect(files).toContain(join('platform', 'random.ts'));
  expect(files.filter((file) => /\bMath\s*\.\s*random\b/.test(readFileSync(join(SRC, file), 'utf8')))).toStrictEqual(
    [],
  );
});
