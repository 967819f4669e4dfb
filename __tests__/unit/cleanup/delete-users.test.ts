import { describe, expect, it } from '@jest/globals';
import { deleteEphemeralUsers } from '../../../src/cleanup/delete-users.ts';
import type { UserSession, UsersToDelete } from '../../../src/cleanup/state.ts';
import { NewestRefreshTokens } from '../../../src/cleanup/user-session.ts';
import { packUsernames, unpackUsernames } from '../../../src/cleanup/usernames.ts';
import type { ActionError } from '../../../src/failures/action-error.ts';
import {
  type FakeCognitoAnswers,
  failsWith,
  type Journal,
  serviceFailure,
  startFakes,
  unparsedTokens,
} from '../fakes.ts';
import { DELETE_USER, EXPIRED_AT, ROLE, SESSION, USER_POOL } from './tasks.ts';

interface Changes extends Partial<UsersToDelete> {
  /** The session of each user. */
  readonly userSession?: UserSession;
  /** The time limit. */
  readonly seconds?: number;
}

/** Deletes the users. The result is the text for the log, or the code and the message of the failure. */
async function run({ userSession: session, seconds = 50, ...changes }: Changes, cognito?: FakeCognitoAnswers) {
  const journal: Journal = [];
  const users = { ...DELETE_USER, ...changes };
  const deps = startFakes(journal, cognito, seconds);
  const result = await deleteEphemeralUsers(users, {
    ...deps,
    clientSecret: 'shh',
    newestRefreshTokens: new NewestRefreshTokens(),
    sessions: new Map(session && unpackUsernames(users.usernames).map((name) => [name, session])),
  }).catch(({ failure, message }: ActionError) => {
    return `${failure.code}${'isUnreachable' in failure && failure.isUnreachable ? ', unreachable' : ''}: ${message}`;
  });
  const calls = journal.filter((line) => !/^(userPool|appClient) /.test(line));
  const linesOf = (call: string) => calls.filter((line) => line.startsWith(`${call} `));
  return { calls, linesOf, result, secondsLeft: deps.timeLimit.remainingMs() / 1000 };
}

const deleteDenied = failsWith('access-denied', 'AccessDeniedException');
const missing = () => Promise.resolve('not-found' as const);
const poolGone = failsWith('user-pool-not-found', 'ResourceNotFoundException');
const clientGone = failsWith('app-client-not-found', 'ResourceNotFoundException');
const deviceUnknown = failsWith('device-unknown', 'ResourceNotFoundException');
const deleted = () => Promise.resolve('deleted' as const);
const tokenRejected = failsWith('access-token-rejected', 'NotAuthorizedException');
const freshTokens = () => Promise.resolve(unparsedTokens({ accessToken: 'fresh' }));
const POOL_GONE =
  'User pool eu-west-1_AbCdEf123 does not exist any more, so its ephemeral user does not either: nothing to delete.';

describe('with AWS credentials', () => {
  it.each(['begun', 'confirmed'] as const)(
    'looks for a missing user with growing pauses if nobody has signed in and its creation is %s',
    async (creation) => {
      let looks = 0;
      const { linesOf, result } = await run(
        { creation },
        { deleteUser: () => Promise.resolve(++looks === 5 ? 'deleted' : 'not-found') },
      );
      expect(linesOf('sleep')).toEqual(['sleep 1000', 'sleep 2000', 'sleep 3000', 'sleep 4000']);
      expect(result).toMatch(/^Deleted/);
    },
  );

  it('warns that a new user may still appear after it looked for 20 seconds', async () => {
    const { calls, linesOf, result } = await run({}, { deleteUser: missing });
    const pauses = linesOf('sleep').map((line) => Number(line.split(' ')[1]));
    expect(pauses.reduce((sum, pause) => sum + pause)).toBe(20_000);
    expect(calls.at(-1)).toBe('deleteUser gha-1-1-abc');
    expect(result).toMatch(
      /^user-left-behind: .* may stay in user pool eu-west-1_AbCdEf123: Cognito does not find it, but/,
    );
    expect(result).not.toContain('role-to-assume');
  });

  it('warns in time that a new user may still appear', async () => {
    const { calls, result } = await run({ seconds: 3 }, { deleteUser: missing });
    expect(calls).toStrictEqual(['deleteUser gha-1-1-abc', 'sleep 1000', 'deleteUser gha-1-1-abc']);
    expect(result).toContain('it may still appear');
  });

  it('counts a new user as deleted whom it does not find after a lost answer', async () => {
    let looks = 0;
    const deleteUser = () => (looks++ === 0 ? Promise.resolve('no-longer-found' as const) : missing());
    const { linesOf, result } = await run({}, { deleteUser });
    expect(linesOf('deleteUser')).toHaveLength(7);
    expect(result).toMatch(/^Deleted/);
  });

  it.each([
    ['counts as deleted after a lost answer', 'no-longer-found', /^Deleted/],
    ['is not looked for again if missing', 'not-found', /nothing to delete\.$/],
  ] as const)('a user who had signed in %s', async (_, outcome, text) => {
    const { calls, result } = await run({ userSession: SESSION }, { deleteUser: () => Promise.resolve(outcome) });
    expect(calls).toEqual(['deleteUser gha-1-1-abc']);
    expect(result).toMatch(text);
  });

  it('warns if the user pool is not found: the credentials may be those of another account', async () => {
    const { calls, result } = await run({}, { deleteUser: poolGone });
    expect(calls).toEqual(['deleteUser gha-1-1-abc']);
    expect(result).toMatch(/^user-left-behind/);
  });
});

describe('when AWS credentials do not find the user pool', () => {
  it.each([
    [
      'can be deleted with it, since the credentials may be those of another account',
      deleted,
      /^Deleted .* with its own/,
    ],
    ['has nothing to delete if it finds no user pool either', poolGone, /^User pool .* does not exist any more/],
    ['has nothing to delete if it finds no app client', clientGone, /^User pool .* does not exist any more/],
    ['may stay if it is rejected', tokenRejected, /^user-left-behind/],
    ['may stay if its device, which has the same exception, is unknown', deviceUnknown, /^user-left-behind/],
  ])('a user with an access token %s', async (_, deleteSignedInUser, text) => {
    expect((await run({ userSession: SESSION }, { deleteUser: poolGone, deleteSignedInUser })).result).toMatch(text);
  });
});

describe('when AWS credentials fail', () => {
  it('deletes the user with its own access token', async () => {
    const { calls, result } = await run({ userSession: SESSION }, { deleteUser: deleteDenied });
    expect(calls).toEqual(['deleteUser gha-1-1-abc', 'deleteSignedInUser an-access-token']);
    expect(result).toMatch(/with its own access token\. Some on user pool .* failed: .*AccessDeniedException/);
  });

  it.each([EXPIRED_AT, '1970-01-01T00:01:05.000Z', '1970-01-01T00:01:09.000Z'])(
    'refreshes an access token that expires at %s before it deletes the user',
    async (expiresAt) => {
      const session = { ...SESSION, expiresAt };
      const { calls } = await run({ userSession: session }, { deleteUser: deleteDenied, refreshTokens: freshTokens });
      expect(calls[1]).toBe('refreshTokens a.b.c.d.e');
      expect(calls.at(-1)).toBe('deleteSignedInUser fresh');
    },
  );

  it.each([
    [50, 20],
    [30, 15],
  ])('of %i s gives hanging AWS credentials %i s before the access token deletes the user', async (seconds, share) => {
    const left: number[] = [];
    const { result, secondsLeft } = await run({ userSession: SESSION, seconds }, ({ clock, timeLimit }) => ({
      deleteUser: async () => {
        left.push(timeLimit.remainingMs() / 1000);
        await clock.sleep(timeLimit.remainingMs());
        throw serviceFailure('network-failed', 'TimeoutError');
      },
    }));
    expect(result).toMatch(/with its own access token/);
    expect(left).toEqual([share]);
    expect(secondsLeft).toBe(seconds - share);
  });

  it('refreshes a rejected access token once, in case the clock of this machine is wrong', async () => {
    const { calls, result } = await run(
      { userSession: SESSION },
      {
        deleteUser: deleteDenied,
        deleteSignedInUser: (accessToken) => (accessToken === 'fresh' ? Promise.resolve('deleted') : tokenRejected()),
        refreshTokens: freshTokens,
      },
    );
    expect(calls).toStrictEqual([
      'deleteUser gha-1-1-abc',
      'deleteSignedInUser an-access-token',
      'refreshTokens a.b.c.d.e',
      'deleteSignedInUser fresh',
    ]);
    expect(result).toMatch(/with its own access token/);
  });

  it.each([
    ['deleted', deleted, 'with its own access token'],
    ['rejected', tokenRejected, 'An ephemeral user may stay in'],
  ])(
    'tries an access token that seems expired if the refresh is rejected: %s',
    async (_, deleteSignedInUser, words) => {
      const { calls, result } = await run(
        { userSession: { ...SESSION, expiresAt: EXPIRED_AT } },
        { deleteUser: deleteDenied, deleteSignedInUser, refreshTokens: failsWith('refresh-token-rejected') },
      );
      expect(calls.slice(1)).toStrictEqual(['refreshTokens a.b.c.d.e', 'deleteSignedInUser an-access-token']);
      expect(result).toContain(words);
    },
  );

  it('retries AWS credentials after a transient failure if the tokens are rejected as well', async () => {
    let tries = 0;
    const { calls, result } = await run(
      { userSession: SESSION },
      {
        deleteUser: () => (++tries === 1 ? failsWith('service-failed')() : Promise.resolve('deleted')),
        deleteSignedInUser: tokenRejected,
        refreshTokens: failsWith('refresh-token-rejected'),
      },
    );
    expect(calls).toStrictEqual([
      'deleteUser gha-1-1-abc',
      'deleteSignedInUser an-access-token',
      'refreshTokens a.b.c.d.e',
      'deleteUser gha-1-1-abc',
    ]);
    expect(result).toMatch(/^Deleted the ephemeral user from user pool eu-west-1_AbCdEf123\.$/);
  });

  it('gives the last reasons if the retry fails as well', async () => {
    const names = ['FirstException', 'LastException'];
    const { result } = await run(
      { userSession: SESSION },
      {
        deleteUser: () => failsWith('service-failed', names.shift())(),
        deleteSignedInUser: failsWith('access-token-unscoped', 'OwnTokenException'),
      },
    );
    expect(result).toMatch(/^user-left-behind, unreachable: .*LastException, HTTP 400\)\. Some on .*OwnTokenException/);
  });

  const both = /may stay in .*AccessDeniedException, HTTP 400\)\. Some on.*NotAuthorizedException/;
  const where = /^user-left-behind: An ephemeral user stays in .*eu-west-1_AbCdEf123: Some on user pool .* failed/;

  it.each<[string, Changes, () => Promise<'deleted' | 'not-found'>, RegExp]>([
    [
      'has nothing to delete if the access token finds no user pool',
      { userSession: SESSION },
      poolGone,
      /^User pool .* not exist/,
    ],
    [
      'does not report a user as deleted who was already gone',
      { userSession: SESSION },
      missing,
      /nothing to delete\.$/,
    ],
    [
      'gives both reasons if the token is rejected as well: the user may be gone',
      { userSession: SESSION },
      tokenRejected,
      both,
    ],
    [
      'finds the service unreachable if either way has no answer',
      { userSession: SESSION },
      failsWith('network-failed'),
      /^user-left-behind, unreachable/,
    ],
    ['says without tokens where the user stays', {}, deleted, where],
    ['says without tokens why, and what to run', {}, deleted, /AccessDeniedException, HTTP 400.*role-to-assume.*sweep/],
    [
      'does not advise a role if there is one',
      { userPool: { ...USER_POOL, role: ROLE } },
      deleted,
      /^user-left-behind: (?!.*role-to-assume)/,
    ],
    [
      'says that a user may stay whose creation only began',
      { creation: 'begun' },
      deleted,
      /An ephemeral user may stay/,
    ],
  ])('%s', async (_, changes, deleteSignedInUser, text) => {
    expect((await run(changes, { deleteUser: deleteDenied, deleteSignedInUser })).result).toMatch(text);
  });
});

describe('many users', () => {
  const names = Array.from({ length: 120 }, (_, index) => `gha-1-1-${index}`);
  const users: Changes = { usernames: packUsernames(names) };
  const signedIn: Changes = { ...users, userSession: SESSION };

  it('are all deleted, and counted in one sentence', async () => {
    const { result, linesOf } = await run(users);
    expect(result).toBe('Deleted 120 ephemeral users from user pool eu-west-1_AbCdEf123.');
    expect(linesOf('deleteUser')).toHaveLength(120);
  });

  it('learn from the first ones that AWS credentials are denied', async () => {
    const { result, linesOf } = await run(signedIn, { deleteUser: deleteDenied });
    expect(result).toMatch(
      /^Deleted 120 ephemeral users .* with their own access tokens\. Some on user pool .* failed/,
    );
    expect(linesOf('deleteUser').length).toBeLessThanOrEqual(50);
    expect(linesOf('deleteSignedInUser')).toHaveLength(120);
  });

  it('are not tried one by one with denied AWS credentials if they have no tokens', async () => {
    const { result, linesOf } = await run(users, { deleteUser: deleteDenied });
    expect(result).toMatch(/: 120 of 120 ephemeral users stay in .*the users\.$/);
    expect(linesOf('deleteUser').length).toBeLessThanOrEqual(50);
  });

  it('are looked for again for 20 seconds in total, not for 20 seconds each', async () => {
    const { result, linesOf } = await run(users, { deleteUser: missing });
    expect(result).toMatch(/120 of 120 ephemeral users may stay in user pool \S+: Cognito does not find them/);
    expect(linesOf('sleep').length).toBeLessThan(50 * 7);
  });

  it.each([
    [1, '1 ephemeral user is'],
    [2, '2 ephemeral users are'],
  ])('are reported by outcome, with %i who is not found', async (missingCount, text) => {
    let calls = 0;
    const deleteUser = () => Promise.resolve(++calls <= missingCount ? ('not-found' as const) : ('deleted' as const));
    const { result } = await run(signedIn, { deleteUser, deleteSignedInUser: tokenRejected });
    expect(result).toBe(
      `${text} not in user pool eu-west-1_AbCdEf123: nothing to delete. ` +
        `Deleted ${120 - missingCount} ephemeral users from user pool eu-west-1_AbCdEf123.`,
    );
  });

  it('are gone with their user pool', async () => {
    const { result } = await run(signedIn, { deleteUser: poolGone, deleteSignedInUser: poolGone });
    expect(result).toBe(POOL_GONE.replace('user does', 'users do'));
  });

  it('are deleted with their own access tokens, after the others, if a test changed their e-mail addresses', async () => {
    const { calls, result } = await run(signedIn, {
      deleteUser: (username) => Promise.resolve(username === 'gha-1-1-7' ? 'not-found' : 'deleted'),
    });
    expect(calls.slice(-2)).toStrictEqual(['deleteUser gha-1-1-119', 'deleteSignedInUser an-access-token']);
    expect(result).toBe('Deleted 120 ephemeral users from user pool eu-west-1_AbCdEf123.');
  });

  it.each(['network-failed', 'throttled', 'client-secret-lost'] as const)(
    'may stay under other names if their own access tokens fail: %s',
    async (code) => {
      const { result } = await run(signedIn, { deleteUser: missing, deleteSignedInUser: failsWith(code) });
      expect(result).toContain('120 of 120 ephemeral users may stay in');
    },
  );

  it('have kept their names if their own access tokens may not change them', async () => {
    const deleteSignedInUser = failsWith('access-token-unscoped');
    const { result } = await run(signedIn, { deleteUser: missing, deleteSignedInUser });
    expect(result).toMatch(/^120 ephemeral users are not in user pool .*: nothing to delete\.$/);
  });
});
