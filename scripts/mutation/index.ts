/**
 * Mutation testing: lists the mutations of files in src that no unit test detects.
 *
 *   npm run mutation                                                   the files that this branch changes
 *   npm run mutation -- src/platform/retry.ts src/tokens.ts:40-60      these files or lines
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../lib/temporary-folder.ts';

const STRYKER = join(import.meta.dirname, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
const CONFIG = join(import.meta.dirname, 'stryker.json');

const given = process.argv.slice(2);
const files = given.length > 0 ? given : changedFiles();
if (files.length === 0) {
  console.log('No file in src has changed. To test others: npm run mutation -- src/platform/retry.ts');
} else {
  const args = [STRYKER, 'run', CONFIG, '--mutate', files.join(','), '--tempDirName', makeTemporaryFolder()];
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
}

/** Returns the files in src that changed since this branch left main; on main, since the previous commit. */
function changedFiles(): string[] {
  const head = git('rev-parse', 'HEAD');
  const mergeBase = git('merge-base', 'HEAD', 'main');
  const base = mergeBase === '' || mergeBase === head ? 'HEAD~1' : mergeBase;
  const changed = git('diff', '--name-only', '--diff-filter=d', base, '--', 'src');
  const added = git('ls-files', '--others', '--exclude-standard', '--', 'src');
  return `${changed}\n${added}`.split('\n').filter((file) => file.endsWith('.ts'));
}

/** Returns the output of git, or an empty string if it fails, for example without a branch main. */
function git(...args: string[]): string {
  return spawnSync('git', args, { encoding: 'utf8' }).stdout.trim();
}
