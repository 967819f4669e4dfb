import { describe, expect, it } from '@jest/globals';
import { type PostDeps, runCleanup } from '../../../src/cleanup/run-cleanup.ts';
import type { CleanupTask } from '../../../src/cleanup/state.ts';
import { packUsernames } from '../../../src/cleanup/usernames.ts';
import {
  type FakeCognitoAnswers,
  type FakeCognitoOptions,
  type FakeRunnerOptions,
  failsWith,
  fakeRunner,
  type Journal,
  serviceFailure,
  startFakes,
  unparsedTokens,
} from '../fakes.ts';
import {
  DELETE_IDENTITIES,
  DELETE_USER,
  EXPIRED_AT,
  FORGET_DEVICE,
  REMOVE_FILE,
  REVOKE_TOKEN,
  SESSION,
} from './tasks.ts';

interface Story {
  readonly tasks: readonly CleanupTask[];
  readonly jobSummary?: boolean;
  readonly runner?: FakeRunnerOptions;
  readonly cognito?: FakeCognitoAnswers;
  readonly stopProxy?: PostDeps['stopProxy'];
}

async function run({ tasks, jobSummary = false, runner, cognito, stopProxy = noProxy }: Story): Promise<Journal> {
  const journal: Journal = [];
  const state = JSON.stringify({ endpoints: { AWS_ENDPOINT_URL: 'http://main.test' }, tasks, jobSummary });
  await runCleanup({
    ...startFakes(journal, cognito, 50),
    runner: fakeRunner(journal, { state, ...runner }),
    stopProxy,
  });
  return journal;
}

function noProxy(): Promise<never> {
  throw new Error('there is no proxy');
}

describe('the cleanup', () => {
  it.each([{ state: '' }, {}])('does nothing without tasks, with the state %j', async (runner) => {
    expect(await run({ tasks: [], runner })).toStrictEqual(['info Nothing to clean up.']);
  });

  describe('after a variable has changed', () => {
    const changedVariables = ['HTTPS_PROXY', 'NO_PROXY'];
    const hang = failsWith('network-failed');

    it('connects by its own environment if the way of main fails', async () => {
      let tries = 0;
      const deleteUser = () => (++tries === 1 ? hang() : Promise.resolve('deleted' as const));
      const journal = await run({ tasks: [DELETE_USER], cognito: { deleteUser, changedVariables } });
      expect(journal.slice(2)).toStrictEqual([
        'deleteUser gha-1-1-abc',
        'useOwnEndpoints',
        'userPool eu-west-1_AbCdEf123 in eu-west-1',
        'deleteUser gha-1-1-abc',
        'info Deleted the ephemeral user from user pool eu-west-1_AbCdEf123.',
      ]);
    });

    it('names the variables if both ways fail, of which each has half of the time', async () => {
      const left: number[] = [];
      const journal = await run({
        tasks: [DELETE_USER],
        cognito: ({ clock, timeLimit }) => ({
          deleteUser: () => {
            left.push(timeLimit.remainingMs());
            clock.advance(timeLimit.remainingMs());
            return hang();
          },
          changedVariables,
        }),
      });
      expect(left).toStrictEqual([25_000, 25_000]);
      expect(journal.at(-1)).toMatch(/^warning .*HTTPS_PROXY and NO_PROXY changed/);
    });

    it('names no variable if none has changed', async () => {
      expect((await run({ tasks: [DELETE_USER], cognito: { deleteUser: hang } })).at(-1)).not.toContain('changed');
    });

    it.each([
      ['AWS answers', DELETE_USER, serviceFailure('throttled', 'SomeException', 'Some', '5f0c')],
      ['the error is not of a service', REVOKE_TOKEN, new TypeError('canary')],
    ])('neither tries its own environment nor names a variable if %s', async (_, task, error) => {
      const fail = () => Promise.reject(error);
      const journal = await run({ tasks: [task], cognito: { deleteUser: fail, revokeToken: fail, changedVariables } });
      expect(journal).not.toContain('useOwnEndpoints');
      expect(journal.at(-1)).toMatch(/^warning (?!.*HTTPS_PROXY)/);
    });
  });

  const keepUsers = { kind: 'keep-users', userPoolId: 'eu-west-1_AbCdEf123' } as const;

  it.each<[CleanupTask, readonly string[], string]>([
    [{ ...keepUsers, count: 1 }, [], 'Kept the ephemeral user in user pool eu-west-1_AbCdEf123: delete-user is false.'],
    [{ ...keepUsers, count: 2 }, [], 'Kept 2 ephemeral users in user pool eu-west-1_AbCdEf123: delete-user is false.'],
    [
      REVOKE_TOKEN,
      ['appClient 4kfr83e5pagh in eu-west-1 with shh', 'revokeToken a.b.c.d.e'],
      'Revoked the refresh token of the stored user.',
    ],
    [
      FORGET_DEVICE,
      ['appClient 4kfr83e5pagh in eu-west-1 with shh', 'forgetDevice a-device by an-access-token'],
      'Forgot the device of the stored user.',
    ],
    [
      DELETE_IDENTITIES,
      [
        'identityPool us-east-1:a-pool in us-east-1 signed for eu-west-1_AbCdEf123 as arn:aws:iam::111122223333:role/api-tests',
        'deleteIdentities us-east-1:an-identity',
      ],
      'Deleted the identity of the ephemeral user from identity pool us-east-1:a-pool.',
    ],
    [REMOVE_FILE, ['remove /temp/a.json'], 'Removed the Postman environment.'],
  ])('performs %j, with the client secret from the inputs', async (task, calls, text) => {
    expect(await run({ tasks: [task], runner: { inputs: { 'client-secret': ' shh\n' } } })).toStrictEqual([
      'useEndpoints {"AWS_ENDPOINT_URL":"http://main.test"}',
      ...calls,
      `info ${text}`,
    ]);
  });

  const IN_POOL = 'in identity pool us-east-1:a-pool, where nobody can use';

  it.each<[string, CleanupTask, FakeCognitoOptions, string]>([
    [
      'Ephemeral users',
      { ...DELETE_USER, sessions: SESSION },
      { deleteUser: () => Promise.resolve('not-found') },
      'The ephemeral user is not in user pool eu-west-1_AbCdEf123: nothing to delete.',
    ],
    [
      'Device',
      FORGET_DEVICE,
      { forgetDevice: () => Promise.resolve('not-found') },
      'The device of the stored user does not exist: nothing to forget.',
    ],
    ['Postman environment', REMOVE_FILE, {}, 'The Postman environment does not exist: nothing to remove.'],
    [
      'Identities',
      DELETE_IDENTITIES,
      { deleteIdentities: failsWith('access-denied') },
      `The identity of the ephemeral user stays ${IN_POOL} it. Some on user pool eu-west-1_AbCdEf123 in eu-west-1 failed: IAM does not allow it (SomeException, HTTP 400).`,
    ],
    [
      'Identities',
      { ...DELETE_IDENTITIES, identities: { path: '/temp/users.json', digest: 'a-digest' } },
      {},
      `The identities of the ephemeral users stay ${IN_POOL} them. The users file does not list them.`,
    ],
    [
      'Identities',
      { ...DELETE_IDENTITIES, identities: { ids: ['us-east-1:one', 'us-east-1:two'] } },
      {},
      'Deleted 2 identities of ephemeral users from identity pool us-east-1:a-pool.',
    ],
  ])('logs and sums up %s without a warning, after the task %j', async (name, task, cognito, text) => {
    const journal = await run({ tasks: [task], jobSummary: true, cognito, runner: { fileIsThere: false } });
    const rows = JSON.stringify([[name, text]]);
    expect(journal.slice(-2)).toStrictEqual([`info ${text}`, `summary Cognito cleanup ${rows}`]);
  });

  it.each([
    ['rotated', 'rotated'],
    ['', 'a.b.c.d.e'],
  ])('refreshes an expired token, and revokes the newest: after the answer "%s" it is %s', async (answer, newest) => {
    const tasks = [{ ...FORGET_DEVICE, expiresAt: EXPIRED_AT }, REVOKE_TOKEN];
    const refreshed = unparsedTokens({ accessToken: 'fresh', refreshToken: answer });
    const journal = await run({ tasks, cognito: { refreshTokens: () => Promise.resolve(refreshed) } });
    expect(journal.filter((line) => !/^(info|useEndpoints|appClient) /.test(line))).toStrictEqual([
      'refreshTokens a.b.c.d.e a-device',
      'forgetDevice a-device by fresh',
      `revokeToken ${newest}`,
    ]);
  });

  it('takes a blank client secret for a missing one, and says that the sign-in had one', async () => {
    const cognito = { revokeToken: failsWith('client-secret-needed') };
    const journal = await run({ tasks: [REVOKE_TOKEN], cognito, runner: { inputs: { 'client-secret': '\n' } } });
    expect(journal).toContain('appClient 4kfr83e5pagh in eu-west-1');
    expect(journal.at(-1)).toMatch(/^warning .* GitHub gave this post step none, although the sign-in had one/);
  });

  it('warns about a task that fails, and performs the rest', async () => {
    const failing = { deleteUser: () => Promise.reject(new TypeError('canary')) };
    const journal = await run({ tasks: [DELETE_USER, REMOVE_FILE], cognito: failing, jobSummary: true });
    expect(journal.slice(3)).toStrictEqual([
      expect.stringMatching(/^warning .*TypeError.* the user\. See docs\/troubleshooting\.md#user-left-behind$/),
      'remove /temp/a.json',
      'info Removed the Postman environment.',
      expect.stringMatching(/^summary Cognito cleanup \[\["Ephemeral users","An .*\],\["Postman environment","Removed/),
    ]);
    expect(journal.join()).not.toContain('canary');
  });

  it('gives each task its share of the time, so that one that hangs leaves time for the next', async () => {
    const journal = await run({
      tasks: [FORGET_DEVICE, REVOKE_TOKEN],
      cognito: ({ clock, timeLimit }) => {
        const hang = () => {
          const remainingMs = timeLimit.remainingMs();
          clock.advance(remainingMs);
          return failsWith('network-failed', `TimeoutError${remainingMs}`)();
        };
        return { forgetDevice: hang, revokeToken: hang };
      },
    });
    expect(journal.filter((line) => line.startsWith('warning'))).toStrictEqual([
      expect.stringContaining('TimeoutError25000'),
      expect.stringContaining('TimeoutError25000'),
    ]);
  });

  it('reserves no time for identities, also when the run is cancelled', async () => {
    const left: number[] = [];
    await run({
      tasks: [DELETE_USER, DELETE_IDENTITIES],
      cognito: ({ timeLimit }) => ({
        deleteUser: () => {
          left.push(timeLimit.remainingMs());
          timeLimit.shorten(7);
          left.push(timeLimit.remainingMs());
          return Promise.resolve('deleted');
        },
      }),
    });
    expect(left).toStrictEqual([50_000, 7_000]);
  });

  it.each([
    ['the refresh token that it got last', true],
    ['the saved refresh token if it got no other', false],
  ])('stops the proxy first, and then uses %s', async (_, isRotated) => {
    const rotation = { saved: REVOKE_TOKEN.refreshToken, newest: 'header.new-refresh' };
    const counts = { tokensRefused: 0, failures: 0, refreshes: 0, failedRefreshes: 0 };
    const report = { ...counts, answers: { '2xx': 3 }, reasons: [], slowestMs: 81 };
    const stopped: unknown[] = [];
    const journal = await run({
      tasks: [
        { kind: 'stop-proxy', port: 40_123, stopKey: 'a-key' },
        { ...FORGET_DEVICE, expiresAt: EXPIRED_AT },
        REVOKE_TOKEN,
      ],
      stopProxy: ({ port, stopKey }) => {
        stopped.push(port, stopKey);
        return Promise.resolve({ report, rotation: isRotated ? rotation : undefined });
      },
    });
    expect(stopped).toStrictEqual([40_123, 'a-key']);
    const token = isRotated ? rotation.newest : rotation.saved;
    expect(journal.filter((line) => !/^(useEndpoints|appClient|forgetDevice)/.test(line))).toStrictEqual([
      ...(isRotated ? ['mask header.new-refresh', 'mask new-refresh'] : []),
      expect.stringMatching(/^info Stopped the proxy\. Requests: 3 .*Slowest answer: 81 ms\.$/),
      `refreshTokens ${token} a-device`,
      expect.stringContaining('info Forgot'),
      `revokeToken ${token}`,
      expect.stringContaining('info Revoked'),
    ]);
  });

  describe('of many users', () => {
    const path = '/temp/users.json';
    const usersFile: CleanupTask = { kind: 'remove-file', file: 'users', path };
    const deleteUsers: CleanupTask = {
      ...DELETE_USER,
      usernames: packUsernames(['gha-1', 'gha-2']),
      sessions: { path, region: 'eu-west-1', clientId: '4kfr83e5pagh' },
    };
    const deleteWith = (text: string) => {
      const cognito = { deleteUser: failsWith('access-denied') };
      return run({ tasks: [usersFile, deleteUsers], runner: { files: { [path]: text } }, cognito });
    };

    it('reads their tokens, but no usernames, from the users file before it removes the file', async () => {
      const tokensOf = (username: string) => ({ ...SESSION, username, accessToken: `of ${username}` });
      const journal = await deleteWith(JSON.stringify(['admin', 'gha-2', 'gha-1'].map(tokensOf)));
      expect(journal[0]).toBe(`read ${path}`);
      expect(journal).toContain(`remove ${path}`);
      expect(journal.filter((line) => /^delete/.test(line)).toSorted()).toStrictEqual([
        'deleteSignedInUser of gha-1',
        'deleteSignedInUser of gha-2',
        'deleteUser gha-1',
        'deleteUser gha-2',
      ]);
    });

    it('refreshes their tokens with those from the users file', async () => {
      const user = { username: 'gha-1', accessToken: 'a', refreshToken: 'r', expiresAt: EXPIRED_AT };
      expect(await deleteWith(JSON.stringify([user]))).toContain('refreshTokens r');
    });

    it.each(['', 'canary', '{}', '[7]', '[{"username":"gha-1"}]'])(
      'warns that they stay if the file contains no tokens: %j',
      async (text) => {
        expect((await deleteWith(text)).at(-1)).toMatch(/^warning 2 of 2 ephemeral users stay in/);
      },
    );
  });
});
