/** Main and post, and the scripts and commands that they are compared with. */

import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../lib/root.ts';
import type { BenchmarkEnvironment } from './environment.ts';
import { type Contenders, millisecondsOf } from './rounds.ts';

const PASSWORD = 'Analytical-Engine-1843';

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

/** Main and post of a job that uses the action twice, and scripts that make the same calls and nothing else. */
export function stepsAt({ job, pool, inputs }: BenchmarkEnvironment, sdkScript: string): Contenders {
  const node = async (...args: string[]) => [millisecondsOf(await job.run({ command: process.execPath, args }))];
  const main = async () => [millisecondsOf(await job.uses({ with: inputs }))];
  const bare = join(import.meta.dirname, 'bare.mjs');
  return {
    bare: () => node(bare),
    sdk: () => node(sdkScript),
    main,
    'second main': main,
    'bare deletion': () => {
      const username = `bare-${randomBytes(8).toString('hex')}`;
      pool.addUser({ username, password: PASSWORD });
      return node(bare, username);
    },
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
