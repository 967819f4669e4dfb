import { describe, expect, it } from '@jest/globals';
import type { EphemeralUser } from '../../../src/ephemeral-user.ts';
import { ActionError } from '../../../src/failures/action-error.ts';
import { Progress } from '../../../src/sign-in/progress.ts';
import { Roster } from '../../../src/sign-in/roster.ts';
import { type FakeCognitoOptions, fakeClock, type Journal, serviceFailure, unparsedTokens } from '../fakes.ts';
import { ephemeral } from '../given-inputs.ts';
import { runMain } from '../run-main.ts';

const TOKENS = { kind: 'tokens', tokens: unparsedTokens() } as const;

function run(users: number, cognito: FakeCognitoOptions = {}) {
  return runMain({ ...ephemeral, users: String(users) }, { cognito });
}

describe('many users', () => {
  it('are created and signed in as one task in the log', async () => {
    const { journal, error } = await run(3);
    expect(error).toBeUndefined();
    expect(journal.filter((line) => line.startsWith('info '))).toStrictEqual([
      'info create and sign in 3 users (0 ms)',
      'info The tokens are valid until 2026-01-01T00:30:00.000Z.',
    ]);
  });

  it.each([
    [2, serviceFailure('sign-in-locked'), 'Only 1 of 2 users were ready. Some on'],
    [60, serviceFailure('throttled'), ' of 60 users were ready. 60 users take at least 2 seconds at'],
    [
      2,
      new ActionError({ code: 'out-of-time', seconds: 60, step: 'main' }),
      'Only 1 of 2 users were ready. 2 users take at least 1 second at',
    ],
  ])('of whom one of %i fails with another error are counted in the message', async (users, failure, text) => {
    const { error } = await run(users, { authResponses: [TOKENS, failure] });
    expect(error).toMatchObject({ message: expect.stringContaining(text) });
  });

  it('are left alone after the first failure, and the state has only those that may exist', async () => {
    let created = 0;
    const { journal } = await run(3, {
      createUser: async ({ username }) => {
        created++;
        if (created === 1) {
          return { outcome: 'refused', failure: serviceFailure('access-denied') };
        }
        if (created === 2) {
          throw serviceFailure('network-failed');
        }
        await new Promise((settle) => setImmediate(settle));
        return { outcome: 'created', username };
      },
    });
    expect(journal.filter((line) => line.startsWith('setPermanentPassword'))).toStrictEqual([]);
    const [, parts = ''] = /"parts":"([^"]*)"/.exec(journal.findLast((line) => line.startsWith('state ')) ?? '') ?? [];
    expect(parts.split(' ')).toHaveLength(2);
  });
});

describe('the progress', () => {
  it('has the duration and the result of each task, and why one takes longer', async () => {
    const journal: Journal = [];
    const clock = fakeClock([]);
    const progress = new Progress(clock, (line) => journal.push(line));
    await progress.run('sign in', () => clock.sleep(52.4));
    progress.report('waiting');
    await progress.run(
      'probe',
      () => Promise.resolve(401),
      (status) => `${status} without a token`,
    );
    expect(journal).toStrictEqual(['sign in (52 ms)', 'waiting', 'probe (0 ms): 401 without a token']);
    expect(progress.timings).toStrictEqual([
      { name: 'sign in', milliseconds: 52 },
      { name: 'probe', milliseconds: 0 },
    ]);
  });

  it('of a task for many users is logged every 5 seconds until the task ends', async () => {
    const journal: Journal = [];
    const clock = fakeClock([]);
    const progress = new Progress(clock, (line) => journal.push(line));
    let ready = 0;
    await progress.runMany(
      'sign in',
      () => `${ready} are ready`,
      async (silent) => {
        for (const pauseMs of [4_999, 1, 4_999, 1]) {
          await silent.run('a task', () => clock.sleep(pauseMs));
          ready++;
        }
      },
    );
    clock.advance(60_000);
    expect(journal).toStrictEqual(['1 are ready', '3 are ready', 'sign in (10000 ms)']);
  });
});

/**
 * Keeps a roster of users who are named by numbers.
 *
 * @param steps as `begin 0 close`
 * @returns the reports, in which a question mark follows a user whose creation is uncertain
 */
function play(count: number, steps: string): string[][] {
  const users = Array.from({ length: count }, (_, index): EphemeralUser => {
    return { username: String(index), temporaryPassword: 'a', permanentPassword: 'b', attributes: {} };
  });
  const reports: string[][] = [];
  const roster = new Roster(users, (report) => {
    reports.push(report.map(({ username, poolUsername }) => poolUsername ?? `${username}?`));
  });
  for (const [, step, username] of steps.matchAll(/(begin|confirm|refuse|close) ?(\d*)/g)) {
    const user = users.find((candidate) => candidate.username === username);
    if (user === undefined) {
      roster.close();
    } else if (step === 'confirm') {
      roster.confirm(user, `id-${username}`);
    } else if (step === 'begin' || step === 'refuse') {
      roster[step](user);
    }
  }
  return reports;
}

describe('the roster', () => {
  it.each([
    ['the only user before and after its creation', 1, 'begin 0 confirm 0 close', 2, ['id-0']],
    ['nothing if no creation began', 1, 'close', 0, undefined],
    ['nobody once Cognito has refused the only user', 1, 'begin 0 refuse 0 close', 2, []],
    ['all but a refused user once that is certain', 2, 'begin 0 begin 1 refuse 1 confirm 0', 2, ['id-0']],
    [
      'all users once, when Cognito has confirmed them',
      2,
      'begin 0 begin 1 confirm 1 confirm 0 close',
      2,
      ['id-0', 'id-1'],
    ],
    ['at the end what it knows of uncertain users', 2, 'begin 0 begin 1 confirm 1 close', 2, ['0?', 'id-1']],
    ['at the end only those whose creation began', 150, 'begin 0 close', 2, ['0?']],
    ['at the end no refused user', 150, 'begin 0 begin 1 begin 2 confirm 0 refuse 1 close', 2, ['id-0', '2?']],
  ])('reports %s', (_, count, steps, reports, last) => {
    const played = play(count, steps);
    expect(played).toHaveLength(reports);
    expect(played.at(-1)).toStrictEqual(last);
  });

  it('reports each user before its creation, in batches, so that the state stays small', () => {
    const all = Array.from({ length: 250 }, (_, index) => `${index}?`);
    const reports = [1, 100, 101, 200, 201, 250].map((begun) => {
      const steps = Array.from({ length: begun }, (_, index) => `begin ${index}`);
      return play(250, steps.join(' ')).at(-1);
    });
    expect(reports).toStrictEqual([100, 100, 200, 200, 250, 250].map((listed) => all.slice(0, listed)));
  });
});
