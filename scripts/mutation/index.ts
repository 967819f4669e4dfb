/**
 * Mutation testing: puts one fault after the other into files of src, and names those that no unit test notices.
 *
 * `npm run mutation` takes the files that this branch changes, `npm run mutation -- src/platform/retry.ts src/tokens.ts:40-60` those that it is told.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const STRYKER = join(import.meta.dirname, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
const CONFIG = join(import.meta.dirname, 'stryker.json');

const given = process.argv.slice(2);
const files = given.length > 0 ? given : changedFiles();
if (files.length === 0) {
  console.log('No file of src has changed. To try others: npm run mutation -- src/platform/retry.ts');
} else {
  process.exitCode = mutate(files);
}

/** Those of src that differ from where this branch left main, or on main itself from the commit before. */
function changedFiles(): string[] {
  const head = git('rev-parse', 'HEAD');
  const left = git('merge-base', 'HEAD', 'main');
  const base = left === '' || left === head ? 'HEAD~1' : left;
  const changed = git('diff', '--name-only', '--diff-filter=d', base, '--', 'src');
  const added = git('ls-files', '--others', '--exclude-standard', '--', 'src');
  return `${changed}\n${added}`.split('\n').filter((file) => file.endsWith('.ts'));
}

/** What git prints; nothing where it fails, as it does without a branch main. */
function git(...args: string[]): string {
  return spawnSync('git', args, { encoding: 'utf8' }).stdout.trim();
}

function mutate(targets: readonly string[]): number {
  const copies = mkdtempSync(join(tmpdir(), 'mutation-'));
  try {
    const args = [STRYKER, 'run', CONFIG, '--mutate', targets.join(','), '--tempDirName', copies];
    return spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
  } finally {
    rmSync(copies, { recursive: true, force: true });
  }
}
