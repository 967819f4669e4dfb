/**
 * The workflows in examples/: what there is to know of one before it runs.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { EXAMPLES } from '../gallery/folders.ts';

export interface Workflow {
  /** The name of its folder; `workflow` for the one that stands beside the folders. */
  readonly name: string;
  /** Its folder, relative to the repository. */
  readonly folder: string;
  readonly text: string;
  readonly jobs: readonly string[];
  /** The actions that it uses, as it names them. */
  readonly actions: readonly string[];
  /** Whether all of its jobs may get a token of GitHub's OIDC provider. */
  readonly mayGetIdToken: boolean;
  /** Whether it wants a lock file, which each user makes. */
  readonly wantsLockFile: boolean;
}

/** All of them, found by their names: a new one is not forgotten. */
export function readWorkflows(): readonly Workflow[] {
  return globSync(['workflow.yml', '*/workflow.yml'], { cwd: EXAMPLES }).toSorted().map(readWorkflow);
}

function readWorkflow(file: string): Workflow {
  const text = readFileSync(join(EXAMPLES, file), 'utf8');
  const folder = dirname(file);
  const jobs = Object.entries(fields(fields(parse(text))['jobs']));
  return {
    name: folder === '.' ? basename(file, '.yml') : folder,
    folder,
    text,
    jobs: jobs.map(([id]) => id),
    actions: [...text.matchAll(/\buses: *([\w.-]+\/[\w./-]+@[\w.-]+)/g)].map(([, action]) => String(action)),
    mayGetIdToken: jobs.every(([, job]) => fields(fields(job)['permissions'])['id-token'] === 'write'),
    wantsLockFile: /\bnpm ci\b/.test(text),
  };
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
