/** The files in `dist/`. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const DIST = resolve(import.meta.dirname, '..', '..', 'dist');

/** Returns the files in `dist/` that a step loads before it starts: the bundle's entry and the step's chunks. */
export function filesLoadedBy(step: string): string[] {
  const entry = join('bundle', 'index.js');
  const text = readFileSync(join(DIST, entry), 'utf8');
  const bodyOf = (name: string) =>
    new RegExp(`^async function ${name}\\(\\) \\{\\n[^]*?^\\}`, 'm').exec(text)?.[0] ?? '';
  const own = bodyOf(step);
  const called = [...own.matchAll(/await (\w+)\(\)/g)].map(([, name = '']) => bodyOf(name));
  const chunks = [own, ...called].flatMap((body) =>
    [...body.matchAll(/\.e\((?:\/\*.*?\*\/ )?"([\w-]+)"\)/g)].map(([, chunk]) => chunk),
  );
  return [entry, ...new Set(chunks.map((chunk) => join('bundle', `${chunk}.js`)))];
}
