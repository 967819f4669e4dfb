/**
 * Reads the workflows in examples/.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { EXAMPLES } from '../gallery/folders.ts';

export interface Workflow {
  /** The name of its folder, or `workflow` for examples/workflow.yml. */
  readonly name: string;
  readonly text: string;
  readonly jobs: readonly string[];
  /** The values of its `uses:`. */
  readonly actions: readonly string[];
  /** All of its jobs have the permission `id-token: write`. */
  readonly mayGetIdToken: boolean;
}

/** Finds all workflows by their file names, so that new ones are included. */
export function readWorkflows(): readonly Workflow[] {
  return globSync(['workflow.yml', '*/workflow.yml'], { cwd: EXAMPLES }).toSorted().map(readWorkflow);
}

function readWorkflow(file: string): Workflow {
  const text = readFileSync(join(EXAMPLES, file), 'utf8');
  const folder = dirname(file);
  const jobs = Object.entries(fields(fields(parse(text))['jobs']));
  return {
    name: folder === '.' ? basename(file, '.yml') : folder,
    text,
    jobs: jobs.map(([id]) => id),
    actions: [...text.matchAll(/\buses: *([\w.-]+\/[\w./-]+@[\w.-]+)/g)].map(([, action]) => String(action)),
    mayGetIdToken: jobs.every(([, job]) => fields(fields(job)['permissions'])['id-token'] === 'write'),
  };
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
