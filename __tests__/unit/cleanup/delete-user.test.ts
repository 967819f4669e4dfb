import { describe, expect, it } from '@jest/globals';
import { deleteEphemeralUser } from '../../../src/cleanup/delete-user.ts';
import type { UserSession, UserToDelete } from '../../../src/cleanup/state.ts';
import { TimeLimit } from '../../../src/platform/time-limit.ts';
import {
  type FakeCognitoOptions,
  fakeClock,
  fakeCognito,
  type Journal,
  serviceFailure,
  unparsedTokens,
} from '../fakes.ts';

const user: UserToDelete = {
  userPool: { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', role: undefined },
  username: 'gha-1-1-abc',
  creation: 'confirmed',
  userSession: undefined,
};
/** The fake clock begins at 1970-01-01T00:00:59Z. */
const userSession: UserSession = {
  region: 'eu-west-1',
  clientId: '4kfr83e5pagh',
  accessToken: 'an-access-token',
  refreshToken: 'a-refresh-token',
  expiresAt: '1970-01-01T01:00:00.000Z',
};

async function run(changes: Partial<UserToDelete>, cognito: FakeCognitoOptions = {}) {
  const journal: Journal = [];
  const clock = fakeClock(journal);
  const fixture = {
    cognito: fakeCognito(journal, cognito),
    clock,
    timeLimit: new TimeLimit(clock),
    clientSecret: 'shh',
  };
  const result: unknown = await deleteEphemeralUser({ ...user, ...changes }, fixture).catch((error: unknown) => error);
  return { calls: journal.filter((line) => !/^(userPool|appClient) /.test(line)), result };
}

const denied = serviceFailure('access-denied', 'AccessDeniedException');

describe('with AWS credentials', () => {
  it('looks for a missing user again if its creation was never confirmed', async () => {
    const answers: ('deleted' | 'not-found')[] = ['not-found', 'deleted'];
    const { calls, result } = await run(
      { creation: 'begun' },
      { deleteUser: () => Promise.resolve(answers.shift() ?? 'not-found') },
    );
    expect(calls).toEqual(['deleteUser gha-1-1-abc', 'sleep 2000', 'deleteUser gha-1-1-abc']);
    expect(result).toMatch(/^Deleted/);
  });

  it('does not look again for a missing user whose creation was confirmed', async () => {
    const { calls, result } = await run({}, { deleteUser: () => Promise.resolve('not-found') });
    expect(calls).toEqual(['deleteUser gha-1-1-abc']);
    expect(result).toMatch(/nothing to delete\.$/);
  });
});

describe('when AWS credentials fail', () => {
  it('deletes the user with its own access token', async () => {
    const { calls, result } = await run({ userSession }, { deleteUser: () => Promise.reject(denied) });
    expect(calls).toEqual(['deleteUser gha-1-1-abc', 'deleteSignedInUser an-access-token']);
    expect(result).toMatch(/with its own access token\. Some on user pool .* failed: .*AccessDeniedException/);
  });

  it.each(['1970-01-01T00:00:30.000Z', '1970-01-01T00:01:05.000Z'])(
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

  it('gives hanging AWS credentials 20 seconds before the access token deletes the user', async () => {
    const journal: Journal = [];
    const clock = fakeClock(journal);
    const timeLimit = new TimeLimit(clock);
    timeLimit.set(50);
    const left: number[] = [];
    const slow = async () => {
      left.push(timeLimit.remainingMs());
      await clock.sleep(timeLimit.remainingMs());
      throw serviceFailure('network-failed', 'TimeoutError');
    };
    const cognito = fakeCognito(journal, { deleteUser: slow });
    const fixture = { cognito, clock, timeLimit, clientSecret: undefined };
    expect(await deleteEphemeralUser({ ...user, userSession }, fixture)).toMatch(/with its own access token/);
    expect(left).toEqual([20_000]);
    expect(timeLimit.remainingMs()).toBe(30_000);
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

  it('does not advise a role if there is one', async () => {
    const role = { arn: 'arn:aws:iam::111122223333:role/api-tests', audience: 'sts.amazonaws.com' };
    const advice = async (userPool: UserToDelete['userPool']) =>
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
    expect(result).toMatchObject({ message: expect.stringMatching(/AccessDeniedException.*NotAuthorizedException/) });
  });
});
