/** The repository of a consumer who copied examples/ as documented. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyWithoutPackages, EXAMPLES } from '../gallery/folders.ts';
import type { Workflow } from './workflows.ts';

const AUTHOR = ['-c', 'user.name=A consumer', '-c', 'user.email=consumer@example.com'];

/** Returns the path of a workflow in the repository. */
export function workflowPath({ name }: Workflow): string {
  return join('.github', 'workflows', `${name}.yml`);
}

/** Creates the repository in a new folder, with a commit of all files. */
export function makeRepository(repository: string, workflows: readonly Workflow[]): void {
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
    execFileSync('git', args, { cwd: repository });
  }
}
