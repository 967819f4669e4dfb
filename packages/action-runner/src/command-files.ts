import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommandFile } from './workflow-commands.ts';

/** Creates the empty command files of a step. `variables` name them. */
export function createCommandFiles(folder: string, step: number) {
  const create = (name: string) => {
    const path = join(folder, `${name}_${step}`);
    writeFileSync(path, '');
    return path;
  };
  const variables = {
    GITHUB_OUTPUT: create('github_output'),
    GITHUB_STATE: create('github_state'),
    GITHUB_ENV: create('github_env'),
    GITHUB_STEP_SUMMARY: create('github_step_summary'),
    GITHUB_PATH: create('github_path'),
  };
  return {
    variables,
    /** @throws {Error} for a line that the runner would reject */
    read: () => ({
      outputs: parseCommandFile(readFileSync(variables.GITHUB_OUTPUT, 'utf8')),
      state: parseCommandFile(readFileSync(variables.GITHUB_STATE, 'utf8')),
      exported: parseCommandFile(readFileSync(variables.GITHUB_ENV, 'utf8')),
      summary: readFileSync(variables.GITHUB_STEP_SUMMARY, 'utf8'),
    }),
  };
}
