// Verify that `npm run test:deep` runs every file that `npm test` runs only a part of.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { REPOSITORY_ROOT } from '../../support/repository.ts';

const TESTS = join(REPOSITORY_ROOT, '__tests__');

function textsOf(folder: string): [name: string, text: string][] {
  const names = readdirSync(join(TESTS, folder), { encoding: 'utf8', recursive: true });
  return names
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => [name.replaceAll('\\', '/'), readFileSync(join(TESTS, folder, name), 'utf8')]);
}

it.each(['scenario', 'unit'])('npm run test:deep runs every file of %s that samples', (folder) => {
  const deep = textsOf('deep').map(([, text]) => text);
  const sampled = textsOf(folder).filter(([, text]) => /from '.*support\/sample\.ts'|testMistakes\(/.test(text));
  expect(sampled.length).toBeGreaterThan(0);
  const left = sampled.filter(([name]) => !deep.some((text) => text.includes(`import '../${folder}/${name}';`)));
  expect(left.map(([name]) => name)).toStrictEqual([]);
});
