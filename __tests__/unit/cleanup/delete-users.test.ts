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

describe('a user that nobody has signed in as', () => {
  it('is looked for during 20 seconds with growing pauses, and may still appear afterwards', async () => {
    const { calls, linesOf, result } = await run({}, { deleteUser: missing });
    expect(linesOf('sleep')).toEqual([1000, 2000, 3000, 4000, 5000, 5000].map((pauseMs) => `sleep ${pauseMs}`));
    expect(calls.at(-1)).toBe('deleteUser gha-1-1-abc');
    expect(result).toMatch(
      /^user-left-behind: .* may stay in user pool eu-west-1_AbCdEf123: Cognito does not find it, but/,
    );
    expect(result).not.toContain('role-to-assume');
  });

  it('may still appear if there is no time left to look for it', async () => {
    const { calls, result } = await run({ seconds: 3 }, { deleteUser: missing });
    expect(calls).toStrictEqual(['deleteUser gha-1-1-abc', 'sleep 1000', 'deleteUser gha-1-1-abc']);
    expect(result).toContain('it may still appear');
  });

  it('counts as deleted if it is not found after a lost answer', async () => {
    let looks = 0;
    const deleteUser = () => (looks++ === 0 ? Promise.resolve('no-longer-found' as const) : missing());
    const { linesOf, result } = await run({}, { deleteUser });
    expect(linesOf('deleteUser')).toHaveLength(7);
    expect(result).toMatch(/^Deleted/);
  });

  it.each<[string, Changes, RegExp]>([
    [
      'stays, with the reason and what to run',
      {},
      /^user-left-behind: An ephemeral user stays in .*123: Some on user pool .*AccessDenied.*role-to-assume.*sweep/,
    ],
    [
      'needs no role if there is one',
      { userPool: { ...USER_POOL, role: ROLE } },
      /^user-left-behind: (?!.*role-to-as)/,
    ],
    ['may stay if its creation only began', { creation: 'begun' }, /An ephemeral user may stay/],
  ])('%s, if AWS credentials are denied', async (_, changes, text) => {
    expect((await run(changes, { deleteUser: deleteDenied })).result).toMatch(text);
  });

  it('may stay if AWS credentials do not find the user pool: they may be those of another account', async () => {
    const { calls, result } = await run({}, { deleteUser: poolGone });
    expect(calls).toEqual(['deleteUser gha-1-1-abc']);
    expect(result).toMatch(/^user-left-behind/);
  });
});

describe('a user with an access token', () => {
  it('counts as deleted if AWS credentials do not find it after a lost answer', async () => {
    const deleteUser = () => Promise.resolve('no-longer-found' as const);
    const { calls, result } = await run({ userSession: SESSION }, { deleteUser });
    expect(calls).toEqual(['deleteUser gha-1-1-abc']);
    expect(result).toMatch(/^Deleted/);
  });

  it.each<[string, () => Promise<never>, () => Promise<'not-found'>, RegExp]>([
    ['has nothing to delete if neither finds the pool', poolGone, clientGone, /^User pool .* does not exist any more/],
    ['may stay if only AWS credentials do not find the pool', poolGone, deviceUnknown, /^user-left-behind/],
    ['may stay if only the token finds no app client', deleteDenied, clientGone, /^user-left-behind/],
    ['has nothing to delete if the token finds no pool', deleteDenied, poolGone, /^User pool .* not exist/],
    ['is not reported as deleted if it was already gone', deleteDenied, missing, /nothing to delete\.$/],
  ])('%s', async (_, deleteUser, deleteSignedInUser, text) => {
    expect((await run({ userSession: SESSION }, { deleteUser, deleteSignedInUser })).result).toMatch(text);
  });

  it('is deleted with a refreshed one if that is about to expire', async () => {
    const session = { ...SESSION, expiresAt: '1970-01-01T00:01:09.000Z' };
    const { calls } = await run({ userSession: session }, { deleteUser: deleteDenied, refreshTokens: freshTokens });
    expect(calls.slice(1)).toStrictEqual(['refreshTokens a.b.c.d.e', 'deleteSignedInUser fresh']);
  });

  it.each([
    [50, 20],
    [30, 15],
  ])('is deleted with it after AWS credentials have hung, which of %i s get %i s', async (seconds, share) => {
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

  it('is deleted with a refreshed one if that is rejected, in case the clock of this machine is wrong', async () => {
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
    ['is rejected', 'refresh-token-rejected', /may stay in .*Denied.* Some on .*NotAuthorizedException/],
    ['has no answer', 'network-failed', /^user-left-behind, unreachable: An ephemeral user stays in/],
  ] as const)('may stay if its expired token is rejected and the refresh %s', async (_, code, text) => {
    const { calls, result } = await run(
      { userSession: { ...SESSION, expiresAt: EXPIRED_AT } },
      { deleteUser: deleteDenied, deleteSignedInUser: tokenRejected, refreshTokens: failsWith(code) },
    );
    expect(calls.slice(1)).toStrictEqual(['refreshTokens a.b.c.d.e', 'deleteSignedInUser an-access-token']);
    expect(result).toMatch(text);
  });

  it.each([
    ['deleted', /^Deleted the ephemeral user from user pool eu-west-1_AbCdEf123\.$/],
    ['LastException', /^user-left-behind, unreachable: .*LastException, HTTP 400\)\. Some on .*OwnTokenException/],
  ])('is tried again with AWS credentials after they failed for a moment: %s', async (last, text) => {
    let tries = 0;
    const { result } = await run(
      { userSession: SESSION },
      {
        deleteUser: () => (++tries > 1 && last === 'deleted' ? deleted() : failsWith('service-failed', last)()),
        deleteSignedInUser: failsWith('access-token-unscoped', 'OwnTokenException'),
      },
    );
    expect(tries).toBe(2);
    expect(result).toMatch(text);
  });
});

describe('many users', () => {
  const names = Array.from({ length: 120 }, (_, index) => `gha-1-1-${index}`);
  const users: Changes = { usernames: packUsernames(names) };
  const signedIn: Changes = { ...users, userSession: SESSION };

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

  it('are reported by outcome', async () => {
    let calls = 0;
    const deleteUser = () => (++calls === 1 ? missing() : deleted());
    const { result } = await run(signedIn, { deleteUser, deleteSignedInUser: tokenRejected });
    expect(result).toBe(
      '1 ephemeral user is not in user pool eu-west-1_AbCdEf123: nothing to delete. ' +
        'Deleted 119 ephemeral users from user pool eu-west-1_AbCdEf123.',
    );
  });

  it('are gone with their user pool', async () => {
    const { result } = await run(signedIn, { deleteUser: poolGone, deleteSignedInUser: poolGone });
    expect(result).toBe(
      'User pool eu-west-1_AbCdEf123 does not exist any more, so its ephemeral users do not either: nothing to delete.',
    );
  });

  it('are deleted with their own access tokens, after the others, if a test changed their e-mail addresses', async () => {
    const { calls, result } = await run(signedIn, {
      deleteUser: (username) => (username === 'gha-1-1-7' ? missing() : deleted()),
    });
    expect(calls.slice(-2)).toStrictEqual(['deleteUser gha-1-1-119', 'deleteSignedInUser an-access-token']);
    expect(result).toBe('Deleted 120 ephemeral users from user pool eu-west-1_AbCdEf123.');
  });

  it('may stay under other names if their own access tokens fail', async () => {
    const deleteSignedInUser = failsWith('network-failed');
    const { result } = await run(signedIn, { deleteUser: missing, deleteSignedInUser });
    expect(result).toContain('120 of 120 ephemeral users may stay in');
  });

  it('have kept their names if their own access tokens may not change them', async () => {
    const deleteSignedInUser = failsWith('access-token-unscoped');
    const { result } = await run(signedIn, { deleteUser: missing, deleteSignedInUser });
    expect(result).toMatch(/^120 ephemeral users are not in user pool .*: nothing to delete\.$/);
  });
});
