/**
 * Runs a workflow of the consumer's repository on this machine, with nektos/act.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { oidcVariables } from '../../__tests__/support/oidc-variables.ts';
import { NO_TELEMETRY, pathOfSteps } from '../lib/tool-environment.ts';
import type { Aws } from './aws.ts';
import { workflowPath } from './repository.ts';
import type { Workflow } from './workflows.ts';

export interface ActEnvironment {
  /** The path of the program act. */
  readonly act: string;
  /** The folder for logs and act's cache. */
  readonly folder: string;
  readonly repository: string;
  /** The values of act's `--local-repository`: see stand-ins.ts. */
  readonly localRepositories: readonly string[];
  readonly aws: Aws;
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal;
}

export interface ActRun {
  readonly exitCode: number | null;
  /** The path of act's log, in JSON lines. */
  readonly log: string;
  /** The path of act's standard error. */
  readonly errors: string;
}

/** Variables of this machine that the consumer's runner would not have. */
const MACHINE_VARIABLES = /^(AWS|ACTIONS|GITHUB|RUNNER|INPUT)_/;

const REPOSITORY = 'octo-org/octo-repo';
export const FORK = 'octocat/octo-repo';

/**
 * Runs a workflow with its event.
 *
 * @param head the repository that a pull request comes from
 * @throws {Error} if interrupted
 */
export async function runByAct(environment: ActEnvironment, workflow: Workflow, head = REPOSITORY): Promise<ActRun> {
  const { act, folder, repository, interrupted } = environment;
  const log = join(folder, `${workflow.name}.jsonl`);
  const errors = join(folder, `${workflow.name}.err`);
  const payload = join(folder, 'event.json');
  const pullRequest = { pull_request: { head: { repo: { full_name: head } } } };
  writeFileSync(payload, JSON.stringify(workflow.event === 'pull_request' ? pullRequest : {}));
  const outputs = [openSync(log, 'w', 0o600), openSync(errors, 'w', 0o600)] as const;
  const child = spawn(act, [...argumentsFor(environment, workflow), '--eventpath', payload], {
    cwd: repository,
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !MACHINE_VARIABLES.test(name))),
      PATH: pathOfSteps(),
      ACT_DISABLE_VERSION_CHECK: '1',
      NO_COLOR: '1',
      GIT_TERMINAL_PROMPT: '0',
    },
    stdio: ['ignore', ...outputs],
    signal: interrupted,
  });
  outputs.forEach(closeSync);
  await once(child, 'close');
  return { exitCode: child.exitCode, log, errors };
}

function argumentsFor({ folder, localRepositories, aws }: ActEnvironment, workflow: Workflow): string[] {
  const { emulator, ordersUrl, echoUrl } = aws;
  const vars = { ...aws.vars, BASE_URL: workflow.name === 'aws' ? echoUrl : ordersUrl };
  const env = {
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_REF: 'refs/heads/main',
    AWS_ENDPOINT_URL: emulator.url,
    ...NO_TELEMETRY,
    NPM_CONFIG_AUDIT: 'false',
    // The runner sets these for jobs with `id-token: write`. act does not support that permission.
    ...(workflow.mayGetIdToken && oidcVariables(emulator.oidc)),
  };
  return [
    [workflow.event, '--workflows', workflowPath(workflow), '--json', '--rm', '--concurrent-jobs', '1'],
    ['--platform', 'ubuntu-latest=-self-hosted', '--no-cache-server', '--container-daemon-socket', '-'],
    ['--action-cache-path', join(folder, 'cache'), '--secret', 'GITHUB_TOKEN=dummy'],
    ['env', 'secret', 'var', 'input'].flatMap((kind) => [`--${kind}-file`, '']),
    localRepositories.flatMap((local) => ['--local-repository', local]),
    Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}=${value}`]),
    Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ].flat();
}
