/**
 * `npm run docs`: writes the quotes in docs/troubleshooting.md. With `-- --check`, it only fails if they are out of
 * date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { updateTroubleshooting } from './troubleshooting.ts';

const path = resolve(import.meta.dirname, '..', '..', 'docs', 'troubleshooting.md');
const current = readFileSync(path, 'utf8');
const updated = updateTroubleshooting(current);

if (!process.argv.includes('--check')) {
  writeFileSync(path, updated);
} else if (updated !== current) {
  console.error('docs/troubleshooting.md is out of date: run npm run docs.');
  process.exitCode = 1;
}
