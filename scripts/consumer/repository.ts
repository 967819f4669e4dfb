/**
 * The repository of somebody who copied examples/ as the documents say, on their machine.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EXAMPLES } from '../gallery/folders.ts';
import { root } from '../lib/root.ts';
import type { Workflow } from './workflows.ts';

const run = promisify(execFile);

const AUTHOR = ['-c', 'user.name=A consumer', '-c', 'user.email=consumer@example.com'];

/** Where a workflow is in the repository. */
export function workflowPath({ name }: Workflow): string {
  return join('.github', 'workflows', `${name}.yml`);
}

/** Makes the repository in a folder that is not there yet, with a commit of all files. */
export async function makeRepository(repository: string, workflows: readonly Workflow[]): Promise<void> {
  cpSync(EXAMPLES, repository, {
    recursive: true,
    filter: (source) => !/[\\/](node_modules|tmp)$/.test(source),
  });
  mkdirSync(join(repository, '.github', 'workflows'), { recursive: true });
  for (const workflow of workflows) {
    writeFileSync(join(repository, workflowPath(workflow)), workflow.text);
  }
  for (const { folder } of workflows.filter(({ wantsLockFile }) => wantsLockFile)) {
    await run('npm', ['install', '--package-lock-only', '--no-audit', '--no-fund'], { cwd: join(repository, folder) });
  }
  for (const args of [
    ['init', '--quiet', '--initial-branch', 'main'],
    ['add', '--all'],
    [...AUTHOR, 'commit', '--quiet', '--message', 'test: API tests'],
  ]) {
    await run('git', args, { cwd: repository });
  }
}

/** Exports this repository's last commit into a folder, as the runner gets an action. */
export async function exportAction(folder: string): Promise<void> {
  mkdirSync(folder);
  const archive = `${folder}.tar`;
  await run('git', ['archive', '--output', archive, 'HEAD'], { cwd: root });
  await run('tar', ['--extract', '--file', archive, '--directory', folder]);
}
