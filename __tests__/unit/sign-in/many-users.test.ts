import { describe, expect, it } from '@jest/globals';
import { ActionError } from '../../../src/failures/action-error.ts';
import { Progress } from '../../../src/sign-in/progress.ts';
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
    [
      2,
      serviceFailure('throttled'),
      "Only 1 of 2 users were ready. 2 users take at least 1 second at Cognito's default",
    ],
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
