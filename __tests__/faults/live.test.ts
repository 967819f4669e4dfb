// Verify that npm run live removes everything that it created, whenever a signal arrives and whatever fails.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, jest } from '@jest/globals';
import type { Interrupt } from 'action-runner';
import { LIVE_TIMEOUT_MS, useLiveFixtures } from '../support/live.ts';

jest.setTimeout(LIVE_TIMEOUT_MS);

const startLiveFixture = useLiveFixtures();
const onUnix = process.platform === 'win32' ? it.skip : it;

describe('npm run live', () => {
  const MOMENTS: readonly (readonly [string, string, Interrupt['signal']])[] = [
    ['while it creates a user pool', 'CreateUserPool', 'SIGINT'],
    ['while it creates an app client', 'CreateUserPoolClient', 'SIGTERM'],
    ['after it has created the domain', 'AdminSetUserPassword', 'SIGINT'],
    ['during the probes', 'oauth2/token', 'SIGTERM'],
  ];

  onUnix.each(MOMENTS)('removes everything after a signal %s', async (_, call, signal) => {
    const { emulator, live, report, poolNames, filesLeft } = await startLiveFixture();
    const run = await live(['--only', 'domain'], { when: emulator.nextRequest(call), signal });
    expect(run).toMatchObject({ exitCode: 130, signal: null, stderr: '' });
    expect(run.stdout).toContain(`${signal}: deleting the user pools`);
    expect(await poolNames()).toStrictEqual([]);
    expect(existsSync(report)).toBe(false);
    expect(filesLeft()).toStrictEqual([]);
  });
});

onUnix('finishes removing everything if the signal arrives while it does so', async () => {
  const { emulator, live, poolNames } = await startLiveFixture();
  const when = emulator.nextRequest('DeleteUserPoolDomain');
  const run = await live(['--only', 'domain', '--requests-only'], { when, signal: 'SIGINT' });
  expect(run).toMatchObject({ exitCode: 130, signal: null });
  expect(await poolNames()).toStrictEqual([]);
});

describe('after a failure', () => {
  it('continues with the other kinds, and removes what was created so far', async () => {
    const { emulator, live, report, poolNames } = await startLiveFixture();
    const denied = { exception: 'AccessDeniedException', message: 'User: arn:aws:iam::123456789012:user/ci is not.' };
    emulator.injectFault({ operation: 'CreateUserPoolClient', kind: 'refused', ...denied, times: 1 });
    expect(await live(['--only', 'machine', '--only', 'devices', '--requests-only'])).toMatchObject({ exitCode: 0 });
    const text = readFileSync(report, 'utf8');
    expect(text).toContain('| ConfirmDevice | AccessDeniedException: User: \\<ARN\\> is not. | not offered |');
    expect(text).toContain('| GetClientToken | 200 ClientAuthenticationResult.TokenType=Bearer | agrees |');
    expect(await poolNames()).toStrictEqual([]);
  });

  it('removes a user pool after a lost answer to CreateUserPool', async () => {
    const { emulator, live, poolNames } = await startLiveFixture();
    emulator.injectFault({ operation: 'CreateUserPool', kind: 'lose-answer', times: 1 });
    const run = await live(['--only', 'machine', '--requests-only']);
    expect(run.stdout).toContain('removed 2 user pools');
    expect(await poolNames()).toStrictEqual([]);
  });

  it('fails, and names what it could not remove', async () => {
    const { emulator, live, poolNames } = await startLiveFixture();
    const denied = { exception: 'AccessDeniedException', message: 'Not allowed.' };
    emulator.injectFault({ operation: 'DeleteUserPool', kind: 'refused', ...denied, times: 1 });
    const run = await live(['--only', 'machine', '--requests-only']);
    const [name = ''] = await poolNames();
    expect(run).toMatchObject({ exitCode: 1 });
    expect(run.stdout).toMatch(new RegExp(`✗ ${name} \\(\\S+\\) is left: AccessDeniedException: Not allowed\\.`));
  });
});
