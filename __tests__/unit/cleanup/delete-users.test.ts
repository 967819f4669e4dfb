import { describe, expect, it } from '@jest/globals';
import { deleteEphemeralUsers } from '../../../src/cleanup/delete-users.ts';
import type { UserSession, UsersToDelete } from '../../../src/cleanup/state.ts';
import { NewestRefreshTokens } from '../../../src/cleanup/user-session.ts';
import { packUsernames } from '../../../src/cleanup/usernames.ts';
import { TimeLimit } from '../../../src/platform/time-limit.ts';
import {
  type FakeCognitoOptions,
  fakeClock,
  fakeCognito,
  type Journal,
  serviceFailure,
  unparsedTokens,
} from '../fakes.ts';

const NAME = 'gha-1-1-abc';

const user: UsersToDelete = {
  userPool: { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', role: undefined },
  usernames: packUsernames([NAME]),
  creation: 'confirmed',
  sessions: undefined,
};
/** The fake clock begins at 1970-01-01T00:00:59Z. */
const userSession: UserSession = {
  region: 'eu-west-1',
  clientId: '4kfr83e5pagh',
  accessToken: 'an-access-token',
  refreshToken: 'a-refresh-token',
  expiresAt: '1970-01-01T01:00:00.000Z',
};

interface Changes extends Partial<UsersToDelete> {
  readonly userSession?: UserSession;
  /** The time limit. */
  readonly seconds?: number;
}

async function run({ userSession: session, seconds = 50, ...changes }: Changes, cognito: FakeCognitoOptions = {}) {
  const journal: Journal = [];
  const clock = fakeClock(journal);
  const timeLimit = new TimeLimit(clock);
  timeLimit.set(seconds);
  const fixture = {
    cognito: fakeCognito(journal, cognito),
    clock,
    timeLimit,
    clientSecret: 'shh',
    newestRefreshTokens: new NewestRefreshTokens(),
    sessions: new Map(session === undefined ? [] : [[NAME, session]]),
  };
  const result: unknown = await deleteEphemeralUsers({ ...user, ...changes }, fixture).catch((error: unknown) => error);
  return { calls: journal.filter((line) => !/^(userPool|appClient) /.test(line)), result };
}

const denied = serviceFailure('access-denied', 'AccessDeniedException');

const poolNotFound = serviceFailure('user-pool-not-found', 'ResourceNotFoundException');
const POOL_GONE =
  'User pool eu-west-1_AbCdEf123 does not exist any more, so its ephemeral user does not either: nothing to delete.';

describe('with AWS credentials', () => {
  it.each(['begun', 'confirmed'] as const)(
    'looks for a missing user with growing pauses if nobody has signed in and its creation is %s',
    async (creation) => {
      let looks = 0;
      const { calls, result } = await run(
        { creation },
        { deleteUser: () => Promise.resolve(++looks === 5 ? 'deleted' : 'not-found') },
      );
      expect(calls.filter((line) => line.startsWith('sleep'))).toEqual([
        'sleep 1000',
        'sleep 2000',
        'sleep 3000',
        'sleep 4000',
      ]);
      expect(result).toMatch(/^Deleted/);
    },
  );

  it('warns that a new user may still appear after it looked for 20 seconds', async () => {
    const { calls, result } = await run({}, { deleteUser: () => Promise.resolve('not-found') });
    const pauses = calls.filter((line) => line.startsWith('sleep')).map((line) => Number(line.split(' ')[1]));
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
    const { calls, result } = await run({ seconds: 3 }, { deleteUser: () => Promise.resolve('not-found') });
    expect(calls).toStrictEqual(['deleteUser gha-1-1-abc', 'sleep 1000', 'deleteUser gha-1-1-abc']);
    expect(String(result)).toContain('it may still appear');
  });

  it('counts a new user as deleted whom it does not find after a lost answer', async () => {
    const outcomes = ['no-longer-found'] as const;
    let looks = 0;
    const { calls, result } = await run({}, { deleteUser: () => Promise.resolve(outcomes[looks++] ?? 'not-found') });
    expect(calls.filter((line) => line.startsWith('deleteUser'))).toHaveLength(7);
    expect(result).toMatch(/^Deleted/);
  });

  it('counts a user who had signed in as deleted after a lost answer', async () => {
    const { calls, result } = await run({ userSession }, { deleteUser: () => Promise.resolve('no-longer-found') });
    expect(calls).toEqual(['deleteUser gha-1-1-abc']);
    expect(result).toMatch(/^Deleted/);
  });

  it('does not look again for a missing user who had signed in', async () => {
    const { calls, result } = await run({ userSession }, { deleteUser: () => Promise.resolve('not-found') });
    expect(calls).toEqual(['deleteUser gha-1-1-abc']);
    expect(result).toMatch(/nothing to delete\.$/);
  });

  it('warns if the user pool is not found: the credentials may be those of another account', async () => {
    const { calls, result } = await run({}, { deleteUser: () => Promise.reject(poolNotFound) });
    expect(calls).toEqual(['deleteUser gha-1-1-abc']);
    expect(result).toMatchObject({ failure: { code: 'user-left-behind' } });
  });
});

describe('when AWS credentials do not find the user pool', () => {
  const deleteAs = (deleteSignedInUser: () => Promise<'deleted' | 'not-found'>) =>
    run({ userSession }, { deleteUser: () => Promise.reject(poolNotFound), deleteSignedInUser });

  it('deletes the user with its own access token: the credentials may be those of another account', async () => {
    expect((await deleteAs(() => Promise.resolve('deleted'))).result).toMatch(/^Deleted .* with its own access token/);
  });

  it.each(['user-pool-not-found', 'app-client-not-found'] as const)(
    'has nothing to delete if the access token is refused as %s',
    async (code) => {
      const refusal = serviceFailure(code, 'ResourceNotFoundException');
      expect((await deleteAs(() => Promise.reject(refusal))).result).toBe(POOL_GONE);
    },
  );

  it('warns if the access token fails for another reason', async () => {
    const { result } = await deleteAs(() => Promise.reject(serviceFailure('access-token-rejected')));
    expect(result).toMatchObject({ failure: { code: 'user-left-behind' } });
  });
});

describe('when AWS credentials fail', () => {
  it('deletes the user with its own access token', async () => {
    const { calls, result } = await run({ userSession }, { deleteUser: () => Promise.reject(denied) });
    expect(calls).toEqual(['deleteUser gha-1-1-abc', 'deleteSignedInUser an-access-token']);
    expect(result).toMatch(/with its own access token\. Some on user pool .* failed: .*AccessDeniedException/);
  });

  it.each(['1970-01-01T00:00:30.000Z', '1970-01-01T00:01:05.000Z', '1970-01-01T00:01:09.000Z'])(
    'refreshes an access token that expires at %s before it deletes the user',
    async (expiresAt) => {
      const { calls } = await run(
        { userSession: { ...userSession, expiresAt } },
        {
          deleteUser: () => Promise.reject(denied),
          refreshTokens: () => Promise.resolve(unparsedTokens({ accessToken: 'fresh' })),
        },
      );
      expect(calls[1]).toBe('refreshTokens a-refresh-token');
      expect(calls.at(-1)).toBe('deleteSignedInUser fresh');
    },
  );

  it('refreshes with the device that the refresh token belongs to', async () => {
    const { calls } = await run(
      { userSession: { ...userSession, expiresAt: '1970-01-01T00:00:30.000Z', deviceKey: 'a-device' } },
      { deleteUser: () => Promise.reject(denied) },
    );
    expect(calls[1]).toBe('refreshTokens a-refresh-token a-device');
  });

  it.each([
    [50, 20_000],
    [30, 15_000],
  ])('of %i s gives hanging AWS credentials %i ms before the access token deletes the user', async (seconds, ms) => {
    const journal: Journal = [];
    const clock = fakeClock(journal);
    const timeLimit = new TimeLimit(clock);
    timeLimit.set(seconds);
    const left: number[] = [];
    const slow = async () => {
      left.push(timeLimit.remainingMs());
      await clock.sleep(timeLimit.remainingMs());
      throw serviceFailure('network-failed', 'TimeoutError');
    };
    const cognito = fakeCognito(journal, { deleteUser: slow });
    const fixture = {
      cognito,
      clock,
      timeLimit,
      clientSecret: undefined,
      newestRefreshTokens: new NewestRefreshTokens(),
      sessions: new Map([[NAME, userSession]]),
    };
    expect(await deleteEphemeralUsers(user, fixture)).toMatch(/with its own access token/);
    expect(left).toEqual([ms]);
    expect(timeLimit.remainingMs()).toBe(seconds * 1000 - ms);
  });

  it('refreshes a rejected access token once, in case the clock of this machine is wrong', async () => {
    const { calls, result } = await run(
      { userSession },
      {
        deleteUser: () => Promise.reject(denied),
        deleteSignedInUser: (accessToken) =>
          accessToken === 'fresh'
            ? Promise.resolve('deleted')
            : Promise.reject(serviceFailure('access-token-rejected', 'NotAuthorizedException')),
        refreshTokens: () => Promise.resolve(unparsedTokens({ accessToken: 'fresh' })),
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
    ['deleted', 'with its own access token'],
    ['rejected', 'An ephemeral user may stay in'],
  ])('tries an access token that seems expired if the refresh is rejected, until it is %s', async (answer, words) => {
    const { calls, result } = await run(
      { userSession: { ...userSession, expiresAt: '1970-01-01T00:00:30.000Z' } },
      {
        deleteUser: () => Promise.reject(denied),
        deleteSignedInUser: () =>
          answer === 'deleted'
            ? Promise.resolve(answer)
            : Promise.reject(serviceFailure('access-token-rejected', 'NotAuthorizedException')),
        refreshTokens: () => Promise.reject(serviceFailure('refresh-token-rejected')),
      },
    );
    expect(calls.slice(1)).toStrictEqual(['refreshTokens a-refresh-token', 'deleteSignedInUser an-access-token']);
    expect(String(result)).toContain(words);
  });

  it('has nothing to delete if the access token finds no user pool', async () => {
    const { result } = await run(
      { userSession },
      {
        deleteUser: () => Promise.reject(denied),
        deleteSignedInUser: () => Promise.reject(serviceFailure('user-pool-not-found', 'ResourceNotFoundException')),
      },
    );
    expect(result).toBe(POOL_GONE);
  });

  it('retries AWS credentials after a transient failure if the tokens are rejected as well', async () => {
    let tries = 0;
    const { calls, result } = await run(
      { userSession },
      {
        deleteUser: () =>
          ++tries === 1 ? Promise.reject(serviceFailure('service-failed')) : Promise.resolve('deleted'),
        deleteSignedInUser: () => Promise.reject(serviceFailure('access-token-rejected')),
        refreshTokens: () => Promise.reject(serviceFailure('refresh-token-rejected')),
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
        deleteUser: () => Promise.reject(serviceFailure('service-failed', names.shift())),
        deleteSignedInUser: () => Promise.reject(serviceFailure('access-token-unscoped', 'OwnTokenException')),
      },
    );
    expect(result).toMatchObject({
      failure: { code: 'user-left-behind' },
      message: expect.stringMatching(/LastException, HTTP 400\)\. Some on .*OwnTokenException/),
    });
  });

  it('does not report a user as deleted who was already gone', async () => {
    const { result } = await run(
      { userSession },
      { deleteUser: () => Promise.reject(denied), deleteSignedInUser: () => Promise.resolve('not-found') },
    );
    expect(result).toMatch(/nothing to delete\.$/);
  });

  it('warns that a user may stay if its access token is rejected: the user may be gone', async () => {
    const deleteSignedInUser = () => Promise.reject(serviceFailure('access-token-rejected'));
    const { result } = await run({ userSession }, { deleteUser: () => Promise.reject(denied), deleteSignedInUser });
    expect(result).toMatchObject({ message: expect.stringContaining('An ephemeral user may stay in') });
  });

  it('fails without tokens with a message that says where the user stays, why, and what to run', async () => {
    const { result } = await run({}, { deleteUser: () => Promise.reject(denied) });
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
      {
        deleteUser: () => Promise.reject(serviceFailure('network-failed')),
        deleteSignedInUser: () => Promise.reject(serviceFailure('access-token-unscoped')),
      },
    );
    expect(result).toMatchObject({ failure: { isUnreachable: true } });
  });

  it('does not advise a role if there is one', async () => {
    const role = { arn: 'arn:aws:iam::111122223333:role/api-tests', audience: 'sts.amazonaws.com' };
    const advice = async (userPool: UsersToDelete['userPool']) =>
      String((await run({ userPool }, { deleteUser: () => Promise.reject(denied) })).result);
    expect(await advice(user.userPool)).toContain('role-to-assume');
    expect(await advice({ ...user.userPool, role })).not.toContain('role-to-assume');
  });

  it.each([
    ['begun', 'An ephemeral user may stay in'],
    ['confirmed', 'An ephemeral user stays in'],
  ] as const)('says for a user whose creation is %s: %s', async (creation, words) => {
    const { result } = await run({ creation }, { deleteUser: () => Promise.reject(denied) });
    expect(result).toMatchObject({ message: expect.stringContaining(words) });
  });

  it('gives both reasons if the tokens are rejected as well', async () => {
    const { result } = await run(
      { userSession },
      {
        deleteUser: () => Promise.reject(denied),
        deleteSignedInUser: () => Promise.reject(serviceFailure('sign-in-rejected', 'NotAuthorizedException')),
      },
    );
    expect(result).toMatchObject({
      message: expect.stringMatching(/AccessDeniedException, HTTP 400\)\. Some on.*NotAuthorizedException/),
    });
  });
});

describe('many users', () => {
  const names = Array.from({ length: 120 }, (_, index) => `gha-1-1-${index}`);
  const users: UsersToDelete = { ...user, usernames: packUsernames(names) };

  async function runMany(cognito: FakeCognitoOptions, options: { readonly signedIn: boolean }) {
    const journal: Journal = [];
    const clock = fakeClock(journal);
    const timeLimit = new TimeLimit(clock);
    timeLimit.set(50);
    const sessions = new Map(options.signedIn ? names.map((name) => [name, userSession] as const) : []);
    const deps = {
      cognito: fakeCognito(journal, cognito),
      clock,
      timeLimit,
      clientSecret: undefined,
      newestRefreshTokens: new NewestRefreshTokens(),
      sessions,
    };
    const result: unknown = await deleteEphemeralUsers(users, deps).catch((error: unknown) => error);
    const count = (call: string) => journal.filter((line) => line.startsWith(`${call} `)).length;
    return { result, count };
  }

  it('are all deleted, and counted in one sentence', async () => {
    const { result, count } = await runMany({}, { signedIn: false });
    expect(result).toBe('Deleted 120 ephemeral users from user pool eu-west-1_AbCdEf123.');
    expect(count('deleteUser')).toBe(120);
  });

  it('learn from the first ones that AWS credentials are denied', async () => {
    const { result, count } = await runMany({ deleteUser: () => Promise.reject(denied) }, { signedIn: true });
    expect(result).toMatch(
      /^Deleted 120 ephemeral users .* with their own access tokens\. Some on user pool .* failed/,
    );
    expect(count('deleteUser')).toBeLessThanOrEqual(50);
    expect(count('deleteSignedInUser')).toBe(120);
  });

  it('are not tried one by one with denied AWS credentials if they have no tokens', async () => {
    const { result, count } = await runMany({ deleteUser: () => Promise.reject(denied) }, { signedIn: false });
    expect(result).toMatchObject({
      message: expect.stringMatching(/^120 of 120 ephemeral users stay in .*the users\.$/),
    });
    expect(count('deleteUser')).toBeLessThanOrEqual(50);
  });

  it('are looked for again for 20 seconds in total, not for 20 seconds each', async () => {
    const { result, count } = await runMany({ deleteUser: () => Promise.resolve('not-found') }, { signedIn: false });
    expect(result).toMatchObject({
      message: expect.stringContaining(
        '120 of 120 ephemeral users may stay in user pool eu-west-1_AbCdEf123: Cognito does not find them',
      ),
    });
    expect(count('sleep')).toBeLessThan(50 * 7);
  });

  it.each([
    [1, '1 ephemeral user is'],
    [2, '2 ephemeral users are'],
  ])('are reported by outcome, with %i who is not found', async (missing, users) => {
    let calls = 0;
    const deleteUser = () => Promise.resolve(++calls <= missing ? ('not-found' as const) : ('deleted' as const));
    const deleteSignedInUser = () => Promise.reject(serviceFailure('access-token-rejected', 'NotAuthorizedException'));
    const { result } = await runMany({ deleteUser, deleteSignedInUser }, { signedIn: true });
    expect(result).toBe(
      `${users} not in user pool eu-west-1_AbCdEf123: nothing to delete. ` +
        `Deleted ${120 - missing} ephemeral users from user pool eu-west-1_AbCdEf123.`,
    );
  });

  it('are gone with their user pool', async () => {
    const gone = () => Promise.reject(poolNotFound);
    const { result } = await runMany({ deleteUser: gone, deleteSignedInUser: gone }, { signedIn: true });
    expect(result).toBe(POOL_GONE.replace('user does', 'users do'));
  });

  it('are deleted with their own access tokens, after the others, if a test changed their e-mail addresses', async () => {
    const journal: string[] = [];
    const { result } = await runMany(
      {
        deleteUser: (username) => {
          journal.push(username);
          return Promise.resolve(username === 'gha-1-1-7' ? 'not-found' : 'deleted');
        },
        deleteSignedInUser: (accessToken) => {
          journal.push(accessToken);
          return Promise.resolve('deleted');
        },
      },
      { signedIn: true },
    );
    expect(journal.slice(-2)).toStrictEqual(['gha-1-1-119', 'an-access-token']);
    expect(result).toBe('Deleted 120 ephemeral users from user pool eu-west-1_AbCdEf123.');
  });
});
