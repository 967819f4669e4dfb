// Verify that main suggests improvements, each in one notice, and is silent if there are none.
import { expect, it } from '@jest/globals';
import { readableTextOf, runPost, useFixtures } from '../../support/fixture.ts';
import { firstOf } from '../../support/sample.ts';
import { useHeadings } from './headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings('secret-trimmed', 'step-without-id', 'version-not-pinned');

const PASSWORD = 'Canary-Engine-1843';

type Texts = Readonly<Record<string, string>>;

/** The name that the runner gives to a step of this action without an id. */
const NO_ID = { GITHUB_ACTION: '__org_cognito-token-action' };

const NOTICES = [
  ['secret-trimmed', ['White space around username and password', 'line break']],
  ['step-without-id', ['has no id', 'id: cognito']],
  ['version-not-pinned', ['at main', '@v1', 'commit']],
] as const;

it('shows each suggestion in its own notice, and no secret', async () => {
  const { pool, job, inputs } = await startFixture({ job: { debug: true } });
  pool.addUser({ username: 'ada', password: PASSWORD });
  const main = await job.uses({
    with: { ...inputs, mode: 'stored', username: 'ada\n', password: ` ${PASSWORD}` },
    env: { ...NO_ID, GITHUB_ACTION_REF: 'main' },
  });
  expect(main).toMatchObject({ outcome: 'success', stderr: '' });
  expect(main.annotations.map(({ level }) => level)).toStrictEqual(NOTICES.map(() => 'notice'));
  for (const [code, says] of NOTICES) {
    expectHeading(main, code);
    const { message } = main.annotations.find((annotation) => annotation.message.endsWith(`#${code}`)) ?? {};
    expect(message).toContain(' See https://github.com/org/cognito-token-action/blob/main/');
    for (const words of says) {
      expect(message).toContain(words);
    }
  }
  expect(readableTextOf(main)).not.toContain(PASSWORD);
  expect(Object.keys(main.outputs)).toHaveLength(7);
  await runPost(job);
});

it.each<[string, Texts]>(
  firstOf([
    ['a step with an id, at a version', {}],
    // The runner gives it the name of the step around it: https://github.com/actions/runner/pull/615
    ['a step inside a composite action', { ...NO_ID, GITHUB_ACTION_PATH: '/home/runner/work/_actions/org/wrapper/v1' }],
    ['an action in a folder of the repository', { GITHUB_ACTION_REF: '', GITHUB_ACTION_REPOSITORY: '' }],
  ]),
)('shows none for %s', async (_, env) => {
  const fixture = await startFixture();
  const main = await fixture.job.uses({ with: fixture.inputs, env });
  expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
});

it('shows none for a step that fails', async () => {
  const { job, inputs } = await startFixture({ client: { flows: ['ALLOW_USER_SRP_AUTH'] } });
  const main = await job.uses({ with: inputs, env: { ...NO_ID, GITHUB_ACTION_REF: 'main' } });
  expect(main.exitCode).toBe(1);
  expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringContaining('#auth-flow-disabled') }]);
});
