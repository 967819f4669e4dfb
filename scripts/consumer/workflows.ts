/**
 * Reads the workflows in examples/ and in the README.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { blockUnder } from '../../__tests__/support/documents.ts';
import { EXAMPLES } from '../gallery/folders.ts';
import { fieldsOf } from '../lib/mapping.ts';

export interface Workflow {
  /** The name of its folder, `workflow` for examples/workflow.yml, or `README`. */
  readonly name: string;
  readonly event: 'push' | 'pull_request';
  readonly text: string;
  readonly jobs: readonly string[];
  /** All of its jobs have the permission `id-token: write`. */
  readonly mayGetIdToken: boolean;
}

/** Finds the workflows in examples/ by their file names, so that new ones are included. */
export function readWorkflows(): readonly Workflow[] {
  const examples = globSync(['workflow.yml', '*/workflow.yml'], { cwd: EXAMPLES }).toSorted();
  return [
    ...examples.map((file) => {
      const folder = dirname(file);
      return parseWorkflow(
        folder === '.' ? basename(file, '.yml') : folder,
        readFileSync(join(EXAMPLES, file), 'utf8'),
      );
    }),
    parseWorkflow('README', blockUnder('README.md', 'Use it').code),
  ];
}

function parseWorkflow(name: string, text: string): Workflow {
  const workflow = fieldsOf(parse(text));
  const jobs = Object.entries(fieldsOf(workflow['jobs']));
  return {
    name,
    event: workflow['on'] === 'pull_request' ? 'pull_request' : 'push',
    text,
    jobs: jobs.map(([id]) => id),
    mayGetIdToken: jobs.every(([, job]) => fieldsOf(fieldsOf(job)['permissions'])['id-token'] === 'write'),
  };
}
