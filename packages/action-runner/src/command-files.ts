import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommandFile } from './workflow-commands.ts';

/** The paths of a step's command files, by the variables that name them. */
interface CommandFiles {
  readonly GITHUB_OUTPUT: string;
  readonly GITHUB_STATE: string;
  readonly GITHUB_ENV: string;
  readonly GITHUB_STEP_SUMMARY: string;
  readonly GITHUB_PATH: string;
}

/** Creates the empty command files of a step. */
export function createCommandFiles(folder: string, step: number): CommandFiles & Record<string, string> {
  const create = (name: string) => {
    const path = join(folder, `${name}_${step}`);
    writeFileSync(path, '');
    return path;
  };
  return {
    GITHUB_OUTPUT: create('github_output'),
    GITHUB_STATE: create('github_state'),
    GITHUB_ENV: create('github_env'),
    GITHUB_STEP_SUMMARY: create('github_step_summary'),
    GITHUB_PATH: create('github_path'),
  };
}

/** @throws {Error} for a line that the runner would reject */
export function readCommandFiles(files: CommandFiles) {
  return {
    outputs: parseCommandFile(readFileSync(files.GITHUB_OUTPUT, 'utf8')),
    state: parseCommandFile(readFileSync(files.GITHUB_STATE, 'utf8')),
    exported: parseCommandFile(readFileSync(files.GITHUB_ENV, 'utf8')),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
  };
}
