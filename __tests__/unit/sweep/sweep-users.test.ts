import { describe, expect, it } from '@jest/globals';
import type { ListedUser } from '../../../src/cognito/types.ts';
import { ActionError } from '../../../src/failures/action-error.ts';
import type { Random } from '../../../src/platform/ports.ts';
import { retry } from '../../../src/platform/retry.ts';
import { TimeLimit } from '../../../src/platform/time-limit.ts';
import { createSweepRetryPolicy } from '../../../src/sweep/retry-policy.ts';
import { sweepUsers } from '../../../src/sweep/sweep-users.ts';
import {
  type FakeCognitoAnswers,
  type FakeCognitoOptions,
  failsWith,
  fakeClock,
  fakeRunner,
  type Journal,
  seededRandom,
  serviceFailure,
  startFakes,
} from '../fakes.ts';
import type { Given } from '../given-inputs.ts';

/** The fake clock starts at 1970-01-01T00:00:59Z. */
const DAY_BEFORE = new Date('1969-12-31T00:00:59Z');

function leftover(number: number): ListedUser {
  const username = `gha-${number}-1-${'a'.repeat(26)}`;
  return { username, sub: `sub-${number}`, email: '', phoneNumber: '', createdAt: DAY_BEFORE };
}

const ada: ListedUser = { ...leftover(0), username: 'gha-da' };

/** Lists these pages, with the page tokens `t1`, `t2` and so on. */
function pagesOf(...pages: readonly (readonly ListedUser[])[]): Pick<FakeCognitoOptions, 'listUsers'> {
  return {
    listUsers: (_, { pageToken }) => {
      const index = Number(pageToken?.slice(1) ?? 0);
      const nextPageToken = index + 1 < pages.length ? `t${index + 1}` : undefined;
      return Promise.resolve({ users: pages[index] ?? [], nextPageToken });
    },
  };
}

interface Scenario {
  readonly inputs?: Given;
  readonly cognito?: FakeCognitoAnswers;
  readonly random?: Random;
}

async function run({ inputs = {}, cognito, random = seededRandom(1) }: Scenario) {
  const journal: Journal = [];
  const given = { 'user-pool-id': 'eu-west-1_AbCdEf123', 'username-format': 'plain', ...inputs };
  const runner = fakeRunner(journal, { inputs: given });
  const sweeping = sweepUsers({ ...startFakes(journal, cognito), runner, random });
  const error: unknown = await sweeping.catch((reason: unknown) => reason);
  return { journal, error };
}

function linesOf(journal: Journal, ...verbs: string[]): Journal {
  return journal.filter((line) => verbs.some((verb) => line.startsWith(`${verb} `)));
}

describe('sweepUsers', () => {
  it('deletes the leftovers on all pages at its pace, also after empty pages', async () => {
    const { journal, error } = await run({ cognito: pagesOf([], [leftover(1), ada], [], [leftover(2)], []) });
    expect(error).toBeUndefined();
    expect(journal).toEqual([
      'userPool eu-west-1_AbCdEf123 in eu-west-1',
      'listUsers username gha- first',
      'listUsers username gha- t1',
      `deleteUser ${leftover(1).username}`,
      'listUsers username gha- t2',
      'listUsers username gha- t3',
      'sleep 100',
      `deleteUser ${leftover(2).username}`,
      'listUsers username gha- t4',
      // The pass that finds no leftover is the last one.
      'listUsers username gha- first',
      'listUsers username gha- t1',
      'listUsers username gha- t2',
      'listUsers username gha- t3',
      'listUsers username gha- t4',
      'info Leftover users in user pool eu-west-1_AbCdEf123, older than max-age-hours (24): 2 found (oldest: 1969-12-31T00:00:59.000Z), 2 deleted, 0 failed.',
      'output FOUND=2',
      'output DELETED=2',
      'output FAILED=0',
    ]);
  });

  it('keeps its pace when it retries at once', async () => {
    const failures = [serviceFailure('throttled'), serviceFailure('throttled')];
    const deleteUser = () => {
      const failure = failures.shift();
      return failure === undefined ? Promise.resolve('deleted' as const) : Promise.reject(failure);
    };
    const { journal } = await run({
      random: { integerBelow: () => 0 },
      cognito: { ...pagesOf([leftover(1)]), deleteUser },
    });
    const deletion = `deleteUser ${leftover(1).username}`;
    const pause = ['sleep 0', 'sleep 100'];
    expect(linesOf(journal, 'deleteUser', 'sleep')).toStrictEqual([deletion, ...pause, deletion, ...pause, deletion]);
  });

  it('continues after a user who cannot be deleted, and fails in the end', async () => {
    const { journal, error } = await run({
      cognito: {
        ...pagesOf([leftover(1), leftover(2), leftover(3)]),
        deleteUser: (username) =>
          username === leftover(2).username
            ? failsWith('call-refused', 'InvalidParameterException')()
            : Promise.resolve('deleted'),
      },
    });
    expect(error).toMatchObject({
      failure: {
        code: 'sweep-incomplete',
        found: 3,
        failed: 1,
        reason: expect.stringContaining('(InvalidParameterException, HTTP 400).'),
      },
    });
    expect(linesOf(journal, 'deleteUser')).toHaveLength(3);
    expect(linesOf(journal, 'output')).toEqual(['output FOUND=3', 'output DELETED=2', 'output FAILED=1']);
    expect(linesOf(journal, 'info', 'warning').join()).not.toContain(leftover(2).username);
  });

  it('stops if ten users in a row cannot be deleted, but not if ten in all cannot', async () => {
    const failure = serviceFailure('call-refused');
    const users = Array.from({ length: 30 }, (_, index) => leftover(index));
    const allFail = await run({ cognito: { ...pagesOf(users), deleteUser: () => Promise.reject(failure) } });
    expect(allFail.error).toBe(failure);
    expect(linesOf(allFail.journal, 'output')).toEqual(['output FOUND=10', 'output DELETED=0', 'output FAILED=10']);

    const everyOtherFails = await run({
      cognito: {
        ...pagesOf(users),
        deleteUser: (username) =>
          /^gha-\d*[02468]-/.test(username) ? Promise.reject(failure) : Promise.resolve('deleted'),
      },
    });
    expect(everyOtherFails.error).toMatchObject({ failure: { code: 'sweep-incomplete', found: 30, failed: 15 } });
  });

  it.each([
    ['repeated', 't1', ['first', 't1']],
    ['empty', '', ['first']],
  ])('ends a pass at %s page tokens', async (_, nextPageToken, tokens) => {
    const listUsers = () => Promise.resolve({ users: [], nextPageToken });
    const { journal, error } = await run({ cognito: { listUsers } });
    expect(error).toBeUndefined();
    expect(linesOf(journal, 'listUsers').slice(0, -1)).toEqual(
      tokens.map((token) => `listUsers username gha- ${token}`),
    );
  });

  it('counts a user once although a pass in between does not list the user', async () => {
    const [one, other] = [leftover(1), leftover(2)];
    const passes = [[one], [other], [one, other], []];
    const deleteUser = (username: string) =>
      username === one.username ? Promise.reject(serviceFailure('throttled')) : Promise.resolve('deleted' as const);
    const listUsers = () => Promise.resolve({ users: passes.shift() ?? [], nextPageToken: undefined });
    const { journal } = await run({ cognito: { listUsers, deleteUser } });
    expect(linesOf(journal, 'output')).toStrictEqual(['output FOUND=2', 'output DELETED=1', 'output FAILED=1']);
  });

  it('retries a user in the next pass after a transient failure', async () => {
    let attempts = 0;
    // A pass makes six attempts.
    const deleteUser = () =>
      ++attempts <= 6 ? Promise.reject(serviceFailure('throttled')) : Promise.resolve('deleted' as const);
    const { journal, error } = await run({ cognito: { ...pagesOf([leftover(1)]), deleteUser } });
    expect(error).toBeUndefined();
    expect(linesOf(journal, 'output')).toStrictEqual(['output FOUND=1', 'output DELETED=1', 'output FAILED=0']);
  });

  it('says that it was cancelled also if that happens in its last search', async () => {
    const { journal, error } = await run({
      cognito: ({ timeLimit }) => ({
        listUsers: () => {
          timeLimit.interrupt();
          return Promise.resolve({ users: [], nextPageToken: undefined });
        },
      }),
    });
    expect(error).toMatchObject({ failure: { code: 'sweep-interrupted' } });
    expect(linesOf(journal, 'listUsers')).toHaveLength(1);
    expect(linesOf(journal, 'output')).toStrictEqual(['output FOUND=0', 'output DELETED=0', 'output FAILED=0']);
  });

  it.each<[string, Partial<ListedUser>, RegExp | undefined]>([
    [
      'warns of users with e-mail addresses',
      { username: 'a-sub', sub: 'a-sub', email: `gha-1-1-${'a'.repeat(26)}@example.com` },
      /username-format: plain, but .* Set username-format: email.*#username-format-elsewhere$/,
    ],
    [
      'does not warn of users whom the action did not create',
      { username: 'a-sub', sub: 'a-sub', email: 'gha-rry@example.com' },
      undefined,
    ],
  ])('%s if it finds no leftovers, after one more call', async (_, changes, warning) => {
    const listUsers: FakeCognitoOptions['listUsers'] = ({ field }) =>
      Promise.resolve({ users: field === 'email' ? [{ ...leftover(1), ...changes }] : [], nextPageToken: undefined });
    const { journal, error } = await run({ cognito: { listUsers } });
    expect(error).toBeUndefined();
    expect(linesOf(journal, 'listUsers')).toStrictEqual([
      'listUsers username gha- first',
      'listUsers email gha- 1 user',
    ]);
    const warnings = warning === undefined ? [] : [expect.stringMatching(warning)];
    expect(linesOf(journal, 'warning')).toStrictEqual(warnings);
  });

  it('makes no call if an endpoint is unusable', async () => {
    const failure = new ActionError({ code: 'endpoint-unusable', setting: 'AWS_ENDPOINT_URL' });
    const { journal, error } = await run({ cognito: { readEndpoints: () => Promise.reject(failure) } });
    expect(error).toBe(failure);
    expect(linesOf(journal, 'listUsers')).toStrictEqual([]);
  });

  it('stops at an unexpected error', async () => {
    const bug = new TypeError('bug');
    const { error } = await run({ cognito: { ...pagesOf([leftover(1)]), deleteUser: () => Promise.reject(bug) } });
    expect(error).toBe(bug);
  });

  it('reports its progress every 30 seconds', async () => {
    const users = Array.from({ length: 61 }, (_, index) => leftover(index));
    const { journal } = await run({ inputs: { 'deletes-per-second': '1' }, cognito: pagesOf(users) });
    expect(linesOf(journal, 'info').map((line) => / (\d+) deleted/.exec(line)?.[1])).toEqual(['31', '61', '61']);
  });

  it('writes a job summary if asked to', async () => {
    const { journal } = await run({ inputs: { 'job-summary': 'true' }, cognito: pagesOf([leftover(1)]) });
    expect(journal.at(-1)).toBe(
      'summary Cognito sweep [["User pool","eu-west-1_AbCdEf123"],["Username format","plain"],["Minimum age","24 hours"],' +
        '["Found","1"],["Oldest","1969-12-31T00:00:59.000Z"],["Deleted","1"],["Failed","0"]]',
    );
  });
});

it('the sweep makes six attempts, with random pauses of up to 1, 2, 4, 8 and 16 seconds between them', async () => {
  const journal: Journal = [];
  const longest = { integerBelow: (limit: number) => limit - 1 };
  const failures = Array.from({ length: 6 }, () => serviceFailure('throttled'));
  const remaining = [...failures];
  const policy = createSweepRetryPolicy(longest, new TimeLimit(fakeClock(journal)));
  await expect(retry(() => Promise.reject(remaining.shift()), policy)).rejects.toBe(failures[5]);
  expect(journal).toStrictEqual(['sleep 999', 'sleep 1999', 'sleep 3999', 'sleep 7999', 'sleep 15999']);
});
