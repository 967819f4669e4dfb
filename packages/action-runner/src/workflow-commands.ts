/**
 * Parses workflow commands in the output of a step and command files such as `GITHUB_OUTPUT`.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Parses a line of output as a workflow command. */
export function parseWorkflowCommand(line: string): { readonly name: string; readonly message: string } | undefined {
  const [, name, data] = /^::([a-z-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
  if (name === undefined || data === undefined) {
    return undefined;
  }
  return { name, message: data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%') };
}

/**
 * Parses the pairs in a command file: `name=value`, or `name<<delimiter`, the lines of the value, `delimiter`. Later
 * values override earlier ones.
 *
 * @throws {Error} for a line that the runner would reject
 */
function parseCommandFile(text: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, name, mark, rest = ''] = /^([^=<]+)(=|<<(?=.))(.*)$/.exec(line) ?? [];
    if (name !== undefined && mark === '=') {
      pairs[name] = rest;
    } else if (name !== undefined && lines.includes(rest)) {
      pairs[name] = lines.splice(0, lines.indexOf(rest)).join('\n');
      lines.shift();
    } else if (line !== '') {
      throw new Error('command file: a line is neither name=value nor name<<delimiter with its end');
    }
  }
  return pairs;
}

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
