/** The environment variables of a step. */
import { join } from 'node:path';
import type { ActionFile } from './action-file.ts';
import type { JobOptions } from './index.ts';

export type Variables = Readonly<Record<string, string>>;

/** Returns the variables of all steps of a job in this folder. Excludes those of this process. */
export function jobVariables(folder: string, { event, actions }: JobOptions): Record<string, string> {
  return {
    ...systemVariables(),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION_REPOSITORY: actions?.repository ?? '',
    GITHUB_ACTION_REF: actions?.ref ?? '',
    GITHUB_ACTOR: 'octocat',
    GITHUB_EVENT_NAME: event?.name ?? 'push',
    GITHUB_JOB: 'api-test',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: 'octo-org/octo-repo',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1658821493',
    GITHUB_RUN_NUMBER: '3',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: 'ffac537e6cbbf934b08745a378932722df287a53',
    GITHUB_WORKFLOW: 'API tests',
    GITHUB_WORKSPACE: join(folder, 'workspace'),
    // Hides this machine's AWS credentials (files and metadata service) from the AWS SDK.
    HOME: folder,
    USERPROFILE: folder,
    AWS_EC2_METADATA_DISABLED: 'true',
    // Results must not depend on the time zone, here one with a half-hour offset, nor on the formats and letters.
    TZ: 'Asia/Kolkata',
    LANG: 'tr_TR.UTF-8',
    LC_ALL: 'tr_TR.UTF-8',
  };
}

/** Returns the `INPUT_*` variables of the runner: upper-case names with hyphens, and the defaults of `action.yml`. */
export function inputVariables(action: ActionFile, inputs: Variables): Record<string, string> {
  const variables: Record<string, string> = {};
  const defaults = Object.entries(action.inputs).map(([name, input]) => [name, input.default] as const);
  for (const [name, value] of [...defaults, ...Object.entries(inputs)]) {
    variables[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] = value;
  }
  return variables;
}

/** Returns the system variables that a process needs. Excludes credentials, proxies and personal settings. */
function systemVariables(): Record<string, string> {
  // NODE_COMPILE_CACHE saves Node.js from compiling the bundle for each step. The runner does not set it.
  const names = ['PATH', 'Path', 'SystemRoot', 'ComSpec', 'PATHEXT', 'TEMP', 'TMP', 'TMPDIR', 'NODE_COMPILE_CACHE'];
  const variables = names.map((name): [string, string | undefined] => [name, process.env[name]]);
  return Object.fromEntries(variables.filter((variable): variable is [string, string] => variable[1] !== undefined));
}
