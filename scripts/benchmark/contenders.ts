/** Main and post, and the scripts and commands that they are compared with. */

import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StepResult } from 'action-runner';
import { root } from '../lib/root.ts';
import type { BenchmarkEnvironment } from './environment.ts';
import { type Contenders, millisecondsOf } from './rounds.ts';

const PASSWORD = 'Analytical-Engine-1843';

/** Scripts that make the same calls as the action, and nothing else. */
export interface Bare {
  signIn(): Promise<StepResult>;
  delete(): Promise<StepResult>;
  /** Signs in with a script on the AWS SDK, bundled by ncc. */
  signInBySdk(): Promise<StepResult>;
}

/**
 * Bundles the script on the SDK.
 *
 * @returns its path, in a temporary folder that the caller removes
 * @throws {Error} if ncc fails
 */
export function bundleSdkScript(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sdk-script-'));
  const args = ['build', join(import.meta.dirname, 'sdk.mjs'), '--out', folder, '--no-cache', '--quiet'];
  const { status } = spawnSync('ncc', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) {
    throw new Error('ncc could not bundle the script on the SDK');
  }
  return join(folder, 'index.mjs');
}

export function bareAt({ job, pool }: BenchmarkEnvironment, sdkScript: string): Bare {
  const node = (...args: string[]) => job.run({ command: process.execPath, args });
  const bare = join(import.meta.dirname, 'bare.mjs');
  return {
    signIn: () => node(bare),
    delete() {
      const username = `bare-${randomBytes(8).toString('hex')}`;
      pool.addUser({ username, password: PASSWORD });
      return node(bare, username);
    },
    signInBySdk: () => node(sdkScript),
  };
}

/** Main and post of a job that uses the action twice, the baseline and the script on the SDK. */
export function stepsAt(environment: BenchmarkEnvironment, sdkScript: string): Contenders {
  const { job, inputs } = environment;
  const bare = bareAt(environment, sdkScript);
  return {
    bare: async () => [millisecondsOf(await bare.signIn())],
    sdk: async () => [millisecondsOf(await bare.signInBySdk())],
    main: async () => [millisecondsOf(await job.uses({ with: inputs }))],
    'second main': async () => [millisecondsOf(await job.uses({ with: inputs }))],
    'bare deletion': async () => [millisecondsOf(await bare.delete())],
    post: async () => (await job.post()).map(millisecondsOf),
  };
}

/**
 * The AWS CLI's three processes, as in many `run:` steps. Empty if the AWS CLI is not installed. Only an emulator may
 * get passwords on the command line.
 */
export function awsCliAt({ job, pool, inputs }: BenchmarkEnvironment): Contenders {
  if (spawnSync('aws', ['--version']).status !== 0) {
    return {};
  }
  const aws = (...args: string[]) => {
    const region = pool.id.slice(0, pool.id.indexOf('_'));
    return job.run({ command: 'aws', args: ['cognito-idp', ...args, '--region', region, '--output', 'json'] });
  };
  return {
    'AWS CLI': async () => {
      const username = `cli-${randomBytes(8).toString('hex')}`;
      const user = ['--user-pool-id', pool.id, '--username', username];
      const steps = [
        await aws('admin-create-user', ...user, '--message-action', 'SUPPRESS', '--temporary-password', PASSWORD),
        await aws('admin-set-user-password', ...user, '--password', PASSWORD, '--permanent'),
        await aws(
          'initiate-auth',
          ...['--client-id', inputs['client-id'] ?? '', '--auth-flow', 'USER_PASSWORD_AUTH'],
          ...['--auth-parameters', `USERNAME=${username},PASSWORD=${PASSWORD}`],
        ),
      ];
      return [steps.map(millisecondsOf).reduce((sum, milliseconds) => sum + milliseconds, 0)];
    },
  };
}
