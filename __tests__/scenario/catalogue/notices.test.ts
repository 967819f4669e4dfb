// Verify that main suggests improvements, each in one notice, and is silent if there are none.
import { expect, it } from '@jest/globals';
import { type Fixture, onlyPost, readableTextOf, useFixtures } from '../../support/fixture.ts';
import { firstOf } from '../../support/sample.ts';
import { useHeadings } from './headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings('catalogue/notices.test.ts');

const PASSWORD = 'Canary-Engine-1843';

type Texts = Readonly<Record<string, string>>;

interface Notice {
  readonly inputs?: (fixture: Fixture) => Texts;
  readonly env?: Texts;
  readonly code: Parameters<typeof expectHeading>[1];
  readonly says: readonly string[];
}

/** The name that the runner gives to a step of this action without an id. */
const NO_ID = { GITHUB_ACTION: '__org_cognito-token-action' };

/** Adds a user, and returns the inputs of mode `stored` with this spelling of its secrets. */
function stored({ inputs, pool }: Fixture, username: string, password: string): Texts {
  pool.addUser({ username: 'ada', password: PASSWORD });
  return { ...inputs, mode: 'stored', username, password };
}

const NOTICES: Readonly<Record<string, Notice>> = {
  'a step without an id': {
    env: NO_ID,
    code: 'step-without-id',
    says: ['has no id', 'id: cognito'],
  },
  'a version that is a branch': {
    env: { GITHUB_ACTION_REF: 'main' },
    code: 'version-not-pinned',
    says: ['at main', '@v1', 'commit'],
  },
  'a secret with a line break at its end': {
    inputs: (fixture) => stored(fixture, 'ada', `${PASSWORD}\n`),
    code: 'secret-trimmed',
    says: ['White space around password', 'line break'],
  },
};

it.each(Object.entries(NOTICES))('shows one for %s', async (_, { inputs, env = {}, code, says }) => {
  const fixture = await startFixture({ job: { debug: true } });
  const main = await fixture.job.uses({ with: inputs?.(fixture) ?? fixture.inputs, env });
  expect(main).toMatchObject({ outcome: 'success', stderr: '' });
  expect(main.annotations).toStrictEqual([{ level: 'notice', message: expect.stringContaining(says[0] ?? code) }]);
  const message = main.annotations[0]?.message ?? '';
  for (const words of says) {
    expect(message).toContain(words);
  }
  const ref = env['GITHUB_ACTION_REF'] ?? 'v1';
  expect(message).toMatch(new RegExp(` See https://github\\.com/org/cognito-token-action/blob/${ref}/\\S+#${code}$`));
  expectHeading(main, code);
  expect(readableTextOf(main)).not.toContain(PASSWORD);
  expect(Object.keys(main.outputs)).toHaveLength(7);
  expect(await onlyPost(fixture.job)).toMatchObject({ outcome: 'success', annotations: [] });
});

it('shows all of them, each in its own notice', async () => {
  const fixture = await startFixture();
  const main = await fixture.job.uses({
    with: stored(fixture, 'ada\n', ` ${PASSWORD}`),
    env: { ...NO_ID, GITHUB_ACTION_REF: 'main' },
  });
  const codes = main.annotations.map(({ level, message }) => `${level} ${message.replace(/.*#/, '')}`);
  expect(codes.toSorted()).toStrictEqual([
    'notice secret-trimmed',
    'notice step-without-id',
    'notice version-not-pinned',
  ]);
});

it.each<[string, Texts, Texts]>(
  firstOf([
    ['a step with an id, at a version', {}, {}],
    ['a step without an id that exports its outputs', { 'env-prefix': 'PORTMAN_' }, NO_ID],
    ['the full ID of a commit', {}, { GITHUB_ACTION_REF: '8f4b7f84864484a7bf31766abe9204da3cbe65b3' }],
    // The runner gives it the name of the step around it: https://github.com/actions/runner/pull/615
    [
      'a step inside a composite action',
      {},
      { ...NO_ID, GITHUB_ACTION_PATH: '/home/runner/work/_actions/org/wrapper/v1' },
    ],
    ['an action in a folder of the repository', {}, { GITHUB_ACTION_REF: '', GITHUB_ACTION_REPOSITORY: '' }],
  ]),
)('shows none for %s', async (_, inputs, env) => {
  const fixture = await startFixture();
  const main = await fixture.job.uses({ with: { ...fixture.inputs, ...inputs }, env });
  expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
});

it('shows none for a step that fails', async () => {
  const { job, inputs } = await startFixture({ client: { flows: ['ALLOW_USER_SRP_AUTH'] } });
  const main = await job.uses({ with: inputs, env: { ...NO_ID, GITHUB_ACTION_REF: 'main' } });
  expect(main.exitCode).toBe(1);
  expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringContaining('#auth-flow-disabled') }]);
});
