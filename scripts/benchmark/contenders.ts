/** Main and post in all ways, and the scripts and commands that they are compared with. */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StepResult } from 'action-runner';
import { loginInputs } from '../../__tests__/support/login-page.ts';
import { root } from '../lib/root.ts';
import { type BenchmarkEnvironment, type Contenders, inTurns, millisecondsOf } from './environment.ts';
import { measureUsage } from './usage.ts';

type Inputs = Readonly<Record<string, string>>;

const PASSWORD = 'Analytical-Engine-1843';
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const FLOWS = ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'USER_AUTH'];

/** Bundles the script on the SDK. @returns its path, in a temporary folder */
export function bundleSdkScript(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sdk-script-'));
  const args = ['build', join(import.meta.dirname, 'sdk.mjs'), '--out', folder, '--no-cache', '--quiet'];
  execFileSync('ncc', args, { cwd: root, stdio: 'inherit' });
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
    'bare deletion': () => node(bare, addUser(pool)),
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
  const options = ['--region', pool.settings.region, '--output', 'json'];
  const aws = async (...args: string[]) =>
    millisecondsOf(await job.run({ command: 'aws', args: ['cognito-idp', ...args, ...options] }));
  return {
    'AWS CLI': async () => {
      const username = `cli-${randomBytes(8).toString('hex')}`;
      const user = ['--user-pool-id', pool.id, '--username', username];
      const create = ['admin-create-user', ...user, '--message-action', 'SUPPRESS', '--temporary-password', PASSWORD];
      const signIn = ['initiate-auth', '--client-id', inputs['client-id'], '--auth-flow', 'USER_PASSWORD_AUTH'];
      const created = await aws(...create);
      const set = await aws('admin-set-user-password', ...user, '--password', PASSWORD, '--permanent');
      return [created + set + (await aws(...signIn, '--auth-parameters', `USERNAME=${username},PASSWORD=${PASSWORD}`))];
    },
  };
}

/** Main in each mode and auth flow. */
export function modesAt({ pool, job, url, inputs }: BenchmarkEnvironment): Contenders {
  const oauth = { oauthFlows: ['client_credentials'], scopes: ['orders/read'] } as const;
  const machine = pool.createClient({ secret: true, flows: [], ...oauth });

  /** Creates a new user each time, because Cognito accepts each TOTP code only once. */
  const storedUser = (more: Inputs = {}, totpSecret?: string): Inputs => {
    return { ...inputs, mode: 'stored', username: addUser(pool, totpSecret), password: PASSWORD, ...more };
  };
  const modes: Readonly<Record<string, () => Inputs | Promise<Inputs>>> = {
    ...Object.fromEntries(
      FLOWS.map((flow) => [`\`ephemeral\`, \`${flow}\``, () => ({ ...inputs, 'auth-flow': flow })]),
    ),
    '`ephemeral`, `AUTHORIZATION_CODE`': () => ({ ...inputs, ...loginInputs({ url }) }),
    '`stored`, `USER_PASSWORD_AUTH`': () => storedUser(),
    '`stored`, `USER_PASSWORD_AUTH`, authenticator app': () => storedUser({ 'totp-secret': TOTP_SECRET }, TOTP_SECRET),
    '`refresh`': async () => {
      const { outputs } = await job.uses({ with: storedUser({ 'revoke-token': 'false' }) });
      return { ...inputs, mode: 'refresh', 'refresh-token': outputs['REFRESH_TOKEN'] ?? '' };
    },
    '`client-credentials`': () => ({
      mode: 'client-credentials',
      'client-id': machine.id,
      'client-secret': machine.secret ?? '',
      domain: url,
    }),
  };
  const measure = (inputsOf: () => Inputs | Promise<Inputs>) => async () => {
    const step = await job.uses({ with: await inputsOf() });
    (await job.post()).map(millisecondsOf);
    return [millisecondsOf(step)];
  };
  return Object.fromEntries(Object.entries(modes).map(([mode, inputsOf]) => [mode, measure(inputsOf)]));
}

/** CPU time and memory of main and post. Measured separately from the durations, because it takes time itself. */
export async function usageAt({ job, inputs }: BenchmarkEnvironment, rounds: number) {
  const read = measureUsage(job);
  let peakMegabytes = 0;
  const cpuOf = (step: StepResult | undefined) => {
    millisecondsOf(step);
    const usage = read();
    peakMegabytes = Math.max(peakMegabytes, usage.peakMegabytes);
    return usage.cpuMilliseconds;
  };
  const mainWith = (more: Inputs) => async () => {
    const cpu = cpuOf(await job.uses({ with: { ...inputs, ...more } }));
    cpuOf((await job.post())[0]);
    return [cpu];
  };
  const contenders = { main: mainWith({}), 'main, SRP': mainWith({ 'auth-flow': 'USER_SRP_AUTH' }) };
  const cpu = await inTurns(contenders, rounds);
  return { cpu, peakMegabytes };
}

/** Creates a user with the password. @returns its username */
function addUser(pool: BenchmarkEnvironment['pool'], totpSecret?: string): string {
  const username = `stored-${randomBytes(8).toString('hex')}`;
  pool.addUser({ username, password: PASSWORD, ...(totpSecret !== undefined && { totpSecret }) });
  return username;
}
