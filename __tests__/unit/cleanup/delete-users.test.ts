import { describe, expect, it } from '@jest/globals';
import { deleteEphemeralUsers } from '../../../src/cleanup/delete-users.ts';
import type { UserSession, UsersToDelete } from '../../../src/cleanup/state.ts';
import { NewestRefreshTokens } from '../../../src/cleanup/user-session.ts';
import { packUsernames, unpackUsernames } from '../../../src/cleanup/usernames.ts';
import {
  type FakeCognitoAnswers,
  failsWith,
  type Journal,
  serviceFailure,
  startFakes,
  unparsedTokens,
} from '../fakes.ts';

const user: UsersToDelete = {
  userPool: { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', role: undefined },
  usernames: packUsernames(['gha-1-1-abc']),
  creation: 'confirmed',
  sessions: undefined,
};
const userSession: UserSession = {
  region: 'eu-west-1',
  clientId: '4kfr83e5pagh',
  accessToken: 'an-access-token',
  refreshToken: 'a-refresh-token',
  expiresAt: '1970-01-01T01:00:00.000Z',
};
/** The fake clock begins at 1970-01-01T00:00:59Z. */
const EXPIRED = '1970-01-01T00:00:30.000Z';

interface Changes extends Partial<UsersToDelete> {
  /** The session of each user. */
  readonly userSession?: UserSession;
  /** The time limit. */
  readonly seconds?: number;
}

async function run({ userSession: session, seconds = 50, ...changes }: Changes, cognito?: FakeCognitoAnswers) {
  const journal: Journal = [];
  const users = { ...user, ...changes };
  const deps = startFakes(journal, cognito, seconds);
  const result: unknown = await deleteEphemeralUsers(users, {
    ...deps,
    clientSecret: 'shh',
    newestRefreshTokens: new NewestRefreshTokens(),
    sessions: new Map(session && unpackUsernames(users.usernames).map((name) => [name, session])),
  }).catch((error: unknown) => error);
  const calls = journal.filter((line) => !/^(userPool|appClient) /.test(line));
  const linesOf = (call: string) => calls.filter((line) => line.startsWith(`${call} `));
  return { calls, linesOf, result, secondsLeft: deps.timeLimit.remainingMs() / 1000 };
}

const deleteDenied = failsWith('access-denied', 'AccessDeniedException');
const missing = () => Promise.resolve('not-found' as const);
const poolGone = failsWith('user-pool-not-found', 'ResourceNotFoundException');
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
    expect(result).toMatchObject({
      failure: { code: 'user-left-behind' },
      message: expect.stringContaining(
        'may stay in user pool eu-west-1_AbCdEf123: Cognito does not find it, but it may',
      ),
    });
    expect(String(result)).not.toContain('role-to-assume');
  });

  it('warns in time that a new user may still appear', async () => {
    const { calls, result } = await run({ seconds: 3 }, { deleteUser: missing });
    expect(calls).toStrictEqual(['deleteUser gha-1-1-abc', 'sleep 1000', 'deleteUser gha-1-1-abc']);
    expect(String(result)).toContain('it may still appear');
  });

  it('counts a new user as deleted whom it does not find after a lost answer', async () => {
    const outcomes = ['no-longer-found'] as const;
    let looks = 0;
    const { linesOf, result } = await run({}, { deleteUser: () => Promise.resolve(outcomes[looks++] ?? 'not-found') });
    expect(linesOf('deleteUser')).toHaveLength(7);
    expect(result).toMatch(/^Deleted/);
  });

  it.each([
    ['counts as deleted after a lost answer', 'no-longer-found', /^Deleted/],
    ['is not looked for again if missing', 'not-found', /nothing to delete\.$/],
  ] as const)('a user who had signed in %s', async (_, outcome, text) => {
    const { calls, result } = await run({ userSession }, { deleteUser: () => Promise.resolve(outcome) });
    expect(calls).toEqual(['deleteUser gha-1-1-abc']);
    expect(result).toMatch(text);
  });

  it('warns if the user pool is not found: the credentials may be those of another account', async () => {
    const { calls, result } = await run({}, { deleteUser: poolGone });
    expect(calls).toEqual(['deleteUser gha-1-1-abc']);
    expect(result).toMatchObject({ failure: { code: 'user-left-behind' } });
  });
});

describe('when AWS credentials do not find the user pool', () => {
  const deleteAs = async (deleteSignedInUser: () => Promise<'deleted'>) =>
    (await run({ userSession }, { deleteUser: poolGone, deleteSignedInUser })).result;

  it('deletes the user with its own access token: the credentials may be those of another account', async () => {
    expect(await deleteAs(() => Promise.resolve('deleted'))).toMatch(/^Deleted .* with its own access token/);
  });

  it.each(['user-pool-not-found', 'app-client-not-found'] as const)(
    'has nothing to delete if the access token is refused as %s',
    async (code) => {
      expect(await deleteAs(failsWith(code, 'ResourceNotFoundException'))).toBe(POOL_GONE);
    },
  );

  it.each([
    ['another reason', tokenRejected],
    ['its device, which has the same exception', failsWith('device-unknown', 'ResourceNotFoundException')],
  ])('warns if the access token fails for %s', async (_, deleteSignedInUser) => {
    expect(await deleteAs(deleteSignedInUser)).toMatchObject({ failure: { code: 'user-left-behind' } });
  });
});

describe('when AWS credentials fail', () => {
  it('deletes the user with its own access token', async () => {
    const { calls, result } = await run({ userSession }, { deleteUser: deleteDenied });
    expect(calls).toEqual(['deleteUser gha-1-1-abc', 'deleteSignedInUser an-access-token']);
    expect(result).toMatch(/with its own access token\. Some on user pool .* failed: .*AccessDeniedException/);
  });

  it.each([EXPIRED, '1970-01-01T00:01:05.000Z', '1970-01-01T00:01:09.000Z'])(
    'refreshes an access token that expires at %s before it deletes the user',
    async (expiresAt) => {
      const session = { ...userSession, expiresAt };
      const { calls } = await run({ userSession: session }, { deleteUser: deleteDenied, refreshTokens: freshTokens });
      expect(calls[1]).toBe('refreshTokens a-refresh-token');
      expect(calls.at(-1)).toBe('deleteSignedInUser fresh');
    },
  );

  it('refreshes with the device that the refresh token belongs to', async () => {
    const session = { ...userSession, expiresAt: EXPIRED, deviceKey: 'a-device' };
    const { calls } = await run({ userSession: session }, { deleteUser: deleteDenied });
    expect(calls[1]).toBe('refreshTokens a-refresh-token a-device');
  });

  it.each([
    [50, 20],
    [30, 15],
  ])('of %i s gives hanging AWS credentials %i s before the access token deletes the user', async (seconds, share) => {
    const left: number[] = [];
    const { result, secondsLeft } = await run({ userSession, seconds }, ({ clock, timeLimit }) => ({
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
      { userSession },
      {
        deleteUser: deleteDenied,
        deleteSignedInUser: (accessToken) => (accessToken === 'fresh' ? Promise.resolve('deleted') : tokenRejected()),
        refreshTokens: freshTokens,
      },
    );
    expect(calls).toStrictEqual([
      'deleteUser gha-1-1-abc',
      'deleteSignedInUser an-access-token',
      'refreshTokens a-refresh-token',
      'deleteSignedInUser fresh',
    ]);
    expect(result).toMatch(/with its own access token/);
  });

  it.each([
    ['deleted', () => Promise.resolve('deleted' as const), 'with its own access token'],
    ['rejected', tokenRejected, 'An ephemeral user may stay in'],
  ])(
    'tries an access token that seems expired if the refresh is rejected: %s',
    async (_, deleteSignedInUser, words) => {
      const { calls, result } = await run(
        { userSession: { ...userSession, expiresAt: EXPIRED } },
        { deleteUser: deleteDenied, deleteSignedInUser, refreshTokens: failsWith('refresh-token-rejected') },
      );
      expect(calls.slice(1)).toStrictEqual(['refreshTokens a-refresh-token', 'deleteSignedInUser an-access-token']);
      expect(String(result)).toContain(words);
    },
  );

  it('has nothing to delete if the access token finds no user pool', async () => {
    const { result } = await run({ userSession }, { deleteUser: deleteDenied, deleteSignedInUser: poolGone });
    expect(result).toBe(POOL_GONE);
  });

  it('retries AWS credentials after a transient failure if the tokens are rejected as well', async () => {
    let tries = 0;
    const { calls, result } = await run(
      { userSession },
      {
        deleteUser: () => (++tries === 1 ? failsWith('service-failed')() : Promise.resolve('deleted')),
        deleteSignedInUser: tokenRejected,
        refreshTokens: failsWith('refresh-token-rejected'),
      },
    );
    expect(calls).toStrictEqual([
      'deleteUser gha-1-1-abc',
      'deleteSignedInUser an-access-token',
      'refreshTokens a-refresh-token',
      'deleteUser gha-1-1-abc',
    ]);
    expect(result).toMatch(/^Deleted the ephemeral user from user pool eu-west-1_AbCdEf123\.$/);
  });

  it('gives the last reasons if the retry fails as well', async () => {
    const names = ['FirstException', 'LastException'];
    const { result } = await run(
      { userSession },
      {
        deleteUser: () => failsWith('service-failed', names.shift())(),
        deleteSignedInUser: failsWith('access-token-unscoped', 'OwnTokenException'),
      },
    );
    expect(result).toMatchObject({
      failure: { code: 'user-left-behind' },
      message: expect.stringMatching(/LastException, HTTP 400\)\. Some on .*OwnTokenException/),
    });
  });

  it('does not report a user as deleted who was already gone', async () => {
    const { result } = await run({ userSession }, { deleteUser: deleteDenied, deleteSignedInUser: missing });
    expect(result).toMatch(/nothing to delete\.$/);
  });

  it('warns that a user may stay if its access token is rejected: the user may be gone', async () => {
    const { result } = await run({ userSession }, { deleteUser: deleteDenied, deleteSignedInUser: tokenRejected });
    expect(result).toMatchObject({ message: expect.stringContaining('An ephemeral user may stay in') });
  });

  it('fails without tokens with a message that says where the user stays, why, and what to run', async () => {
    const { result } = await run({}, { deleteUser: deleteDenied });
    expect(result).toMatchObject({
      failure: { code: 'user-left-behind' },
      message: expect.stringMatching(
        /eu-west-1_AbCdEf123: Some on user pool .* failed.*AccessDeniedException, HTTP 400.*sweep/,
      ),
    });
  });

  it('finds the service unreachable if either way has no answer', async () => {
    const { result } = await run(
      { userSession },
      { deleteUser: failsWith('network-failed'), deleteSignedInUser: failsWith('access-token-unscoped') },
    );
    expect(result).toMatchObject({ failure: { isUnreachable: true } });
  });

  it('does not advise a role if there is one', async () => {
    const role = { arn: 'arn:aws:iam::111122223333:role/api-tests', audience: 'sts.amazonaws.com' };
    const advice = async (userPool: UsersToDelete['userPool']) =>
      String((await run({ userPool }, { deleteUser: deleteDenied })).result);
    expect(await advice(user.userPool)).toContain('role-to-assume');
    expect(await advice({ ...user.userPool, role })).not.toContain('role-to-assume');
  });

  it.each([
    ['begun', 'An ephemeral user may stay in'],
    ['confirmed', 'An ephemeral user stays in'],
  ] as const)('says for a user whose creation is %s: %s', async (creation, words) => {
    const { result } = await run({ creation }, { deleteUser: deleteDenied });
    expect(result).toMatchObject({ message: expect.stringContaining(words) });
  });

  it('gives both reasons if the tokens are rejected as well', async () => {
    const deleteSignedInUser = failsWith('sign-in-rejected', 'NotAuthorizedException');
    const { result } = await run({ userSession }, { deleteUser: deleteDenied, deleteSignedInUser });
    expect(result).toMatchObject({
      message: expect.stringMatching(/AccessDeniedException, HTTP 400\)\. Some on.*NotAuthorizedException/),
    });
  });
});

describe('many users', () => {
  const names = Array.from({ length: 120 }, (_, index) => `gha-1-1-${index}`);
  const users: Changes = { usernames: packUsernames(names) };
  const signedIn: Changes = { ...users, userSession };

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
    expect(result).toMatchObject({
      message: expect.stringMatching(/^120 of 120 ephemeral users stay in .*the users\.$/),
    });
    expect(linesOf('deleteUser').length).toBeLessThanOrEqual(50);
  });

  it('are looked for again for 20 seconds in total, not for 20 seconds each', async () => {
    const { result, linesOf } = await run(users, { deleteUser: missing });
    expect(result).toMatchObject({
      message: expect.stringContaining(
        '120 of 120 ephemeral users may stay in user pool eu-west-1_AbCdEf123: Cognito does not find them',
      ),
    });
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
      expect(String(result)).toContain('120 of 120 ephemeral users may stay in');
    },
  );

  it('have kept their names if their own access tokens may not change them', async () => {
    const deleteSignedInUser = failsWith('access-token-unscoped');
    const { result } = await run(signedIn, { deleteUser: missing, deleteSignedInUser });
    expect(result).toMatch(/^120 ephemeral users are not in user pool .*: nothing to delete\.$/);
  });
});
