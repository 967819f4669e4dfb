import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from '@jest/globals';
import { readCliOptions } from '../src/cli-options.ts';
import { ContractPool } from './contract/pool.ts';
import { createSdk } from './contract/sdk.ts';

const RUNNING: ChildProcess[] = [];
afterEach(() => {
  for (const child of RUNNING.splice(0)) {
    child.kill('SIGKILL');
  }
});

function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'src', 'cli.ts'), ...args]);
  RUNNING.push(child);
  return child;
}

/** Returns what the command prints first, which ends with a line break. */
async function firstOutput(child: ReturnType<typeof start>): Promise<string> {
  return String(await once(child.stdout, 'data'));
}

it('describes a user pool that works, and prints violations until a signal ends it', async () => {
  const child = start('--pool', 'email', '--client', 'secret', '--client', 'machine', '--user', 'a@b.example:Pass:1');
  const errors = text(child.stderr);
  const given: Record<string, string> = JSON.parse(await firstOutput(child));
  expect(given).toStrictEqual({
    AWS_ENDPOINT_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: expect.stringMatching(/^AKIA/),
    AWS_SECRET_ACCESS_KEY: expect.any(String),
    USER_POOL_ID: expect.stringMatching(/^eu-west-1_/),
    CLIENT_ID: expect.any(String),
    CLIENT_SECRET: expect.any(String),
    REDIRECT_URI: 'https://app.example.com/callback',
    MACHINE_CLIENT_ID: expect.any(String),
    MACHINE_CLIENT_SECRET: expect.any(String),
  });
  const { AWS_ENDPOINT_URL: endpoint = '', AWS_ACCESS_KEY_ID: accessKeyId = '', USER_POOL_ID = '' } = given;
  const credentials = { accessKeyId, secretAccessKey: given['AWS_SECRET_ACCESS_KEY'] ?? '' };
  const owner = new ContractPool(USER_POOL_ID, createSdk({ endpoint, region: 'eu-west-1', credentials }));
  expect((await owner.listUsers()).Users).toHaveLength(1);
  await owner.sdk.adminCreateUser({ UserPoolId: owner.id, Username: 'c@d.example', TemporaryPassword: 'Pass:234' });
  owner.sdk.destroy();
  child.kill('SIGTERM');
  expect(await errors).toBe('violation: AdminCreateUser without MessageAction SUPPRESS sends an invitation.\n');
});

it('prints lines for a shell', async () => {
  const lines = await firstOutput(start('--export'));
  expect(lines).toMatch(/^(?:export [A-Z_]+='[^'\n]+'\n)+$/);
  expect(lines).toContain("export CLIENT_ID='");
  expect(lines).not.toContain('CLIENT_SECRET');
});

it('explains an error in its command line', async () => {
  const child = start('--pool', 'sms');
  expect(await text(child.stderr)).toContain('--pool must be one of plain, email, phone-number, not sms\n\ncognito-');
});

it.each([
  [['--client', 'public', '--client', 'secret'], '--client is either public or secret, and may be machine besides'],
  [['--client', 'native'], '--client must be one of public, secret, machine, not native'],
  [['--user', 'ada'], '--user must be NAME:PASSWORD'],
  [['--port', '1'], "Unknown option '--port'"],
])('refuses %j', (args, message) => {
  expect(() => readCliOptions(args)).toThrow(message);
});
