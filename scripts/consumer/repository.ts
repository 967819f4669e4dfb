/**
 * The repository of a consumer who copied examples/ as documented, and an export of the action.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { copyWithoutPackages, EXAMPLES } from '../gallery/folders.ts';
import { root } from '../lib/root.ts';
import type { Workflow } from './workflows.ts';

const run = promisify(execFile);

const AUTHOR = ['-c', 'user.name=A consumer', '-c', 'user.email=consumer@example.com'];

/** Returns the path of a workflow in the repository. */
export function workflowPath({ name }: Workflow): string {
  return join('.github', 'workflows', `${name}.yml`);
}

/** Creates the repository in a new folder, with a commit of all files. */
export async function makeRepository(repository: string, workflows: readonly Workflow[]): Promise<void> {
  copyWithoutPackages(EXAMPLES, repository);
  mkdirSync(join(repository, '.github', 'workflows'), { recursive: true });
  for (const workflow of workflows) {
    writeFileSync(join(repository, workflowPath(workflow)), workflow.text);
  }
  for (const args of [
    ['init', '--quiet', '--initial-branch', 'main'],
    ['add', '--all'],
    [...AUTHOR, 'commit', '--quiet', '--message', 'test: API tests'],
  ]) {
    await run('git', args, { cwd: repository });
  }
}

/** Exports this repository's last commit into a new folder, as the runner downloads an action. */
export async function exportAction(folder: string): Promise<void> {
  mkdirSync(folder);
  const archive = `${folder}.tar`;
  await run('git', ['archive', '--output', archive, 'HEAD'], { cwd: root });
  await run('tar', ['--extract', '--file', archive, '--directory', folder]);
}
