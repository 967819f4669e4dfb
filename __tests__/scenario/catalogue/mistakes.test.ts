// Verify for each mistake of the catalogue that main or the sweep ends with one message that says what to change, shows
// no secret and no stack trace, and makes no unnecessary call, and that post leaves no user behind. Verify that a
// scenario meets every heading of troubleshooting.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import type { Secret } from 'cognito-emulator/secrets';
import type { UserPool } from 'cognito-emulator/user-pool';
import { StillClock } from '../../support/clocks.ts';
import { credentialVariables } from '../../support/credential-variables.ts';
import { headings, readDocument } from '../../support/documents.ts';
import { type Fixture, operationsOf, readableTextOf, useFixtures } from '../../support/fixture.ts';
import { withRole } from '../../support/oidc-variables.ts';
import { REPOSITORY_ROOT } from '../../support/repository.ts';
import { sample } from '../../support/sample.ts';
import { givenSecrets, shownBy } from '../../support/secrets.ts';
import { useCleanup } from '../../support/use-cleanup.ts';
import { ACCESS } from './access.ts';
import { CONNECTION } from './connection.ts';
import { callsOf, type Mistake, type Mistakes, STORED_USER } from './mistake.ts';
import { fullDiskFor, OUTPUTS } from './outputs.ts';
import { SIGN_IN } from './sign-in.ts';
import { TOKENS } from './tokens.ts';
import { USER_POOL } from './user-pool.ts';

const CATALOGUE = [ACCESS, CONNECTION, OUTPUTS, SIGN_IN, TOKENS, USER_POOL].flatMap((mistakes) =>
  Object.entries(mistakes),
);

/** Windows has no signals to cancel a step with. */
const HAS_SIGNALS = process.platform !== 'win32';

/** `npm test` runs every fourth row. */
const ROWS = sample(CATALOGUE, (_, index) => index % 4 === 0);

/**
 * No message links to these: the first is only a part of `user-left-behind`, as login-page.test.ts verifies, and main
 * treats the second as success, as notices.test.ts verifies.
 */
const WITHOUT_LINK = ['access-token-unscoped', 'user-confirmed-already'];

/** The heading for problems that the action cannot see. */
const NO_CODE = 'Without a message';

const startFixture = useFixtures();
const atEnd = useCleanup();

it('the catalogue and the other scenarios meet every heading', () => {
  const elsewhere = globSync('**/*.test.ts', { cwd: join(import.meta.dirname, '..') }).flatMap((path) => {
    const [, met = ''] =
      /useHeadings\(([^)]*)\)/.exec(readFileSync(join(import.meta.dirname, '..', path), 'utf8')) ?? [];
    return [...met.matchAll(/'([\w-]+)'/g)].map(([, heading]) => heading);
  });
  const met = new Set([...CATALOGUE.map(([name]) => codeOf(name)), ...elsewhere, ...WITHOUT_LINK, NO_CODE]);
  expect([...met].toSorted()).toStrictEqual(headings('##', readDocument('docs/troubleshooting.md')).toSorted());
});

it.each(ROWS.filter(([, { interrupt }]) => interrupt === undefined || HAS_SIGNALS))(
  'explains %s',
  async (name, mistake) => {
    const { fixture: options } = mistake;
    const fixture = await startFixture({ clock: new StillClock(), ...options, job: { debug: true, ...options?.job } });
    const { emulator, pool, job } = fixture;
    const context = { ...fixture, atEnd };
    if (mistake.fault !== undefined) {
      emulator.injectFault(mistake.fault);
    }
    const inputs =
      typeof mistake.inputs === 'function' ? mistake.inputs(context) : { ...fixture.inputs, ...mistake.inputs };
    const usersBefore = usernamesIn(pool);
    const env = { ...job.env };
    Object.assign(job.env, await mistake.env?.(context));
    const main = await job.uses({
      with: inputs,
      ...(mistake.interrupt === undefined ? {} : { interrupt: mistake.interrupt(fixture) }),
    });
    expect([main.outputs, main.exported, main.summary]).toStrictEqual([{}, {}, '']);
    expectOneMessage(main, codeOf(name), mistake, [...givenSecrets(inputs, job.env), ...emulator.secrets]);
    expectCalls(fixture, mistake, main);

    undoMistake(fixture, env);
    const [post] = await job.post();
    const annotations = mistake.mayLeaveUser
      ? [{ level: 'warning', message: expect.stringContaining('may stay') }]
      : [];
    expect(post).toMatchObject({ exitCode: 0, annotations, stderr: '' });
    expect(usernamesIn(pool)).toStrictEqual(usersBefore);
    expect(emulator.violations).toStrictEqual([]);
  },
);

// No row of the catalogue, because the outputs have been written.
it('a disk that is full when the environment is written fails main, and post deletes the user', async () => {
  const { job, pool, inputs } = await startFixture();
  Object.assign(job.env, fullDiskFor('GITHUB_ENV')());
  const main = await job.uses({ with: { ...inputs, 'env-prefix': 'PORTMAN_' } });
  expect(main.exitCode).toBe(1);
  expect(main.exported).toStrictEqual({});
  expect(main.annotations).toEqual([
    { level: 'error', message: expect.stringContaining('GITHUB_ENV cannot be written (ENOSPC)') },
  ]);
  await job.post();
  expect(pool.users).toEqual([]);
});

const SWEEP_ROLE = 'arn:aws:iam::123456789012:role/sweep';

/** Mistakes of a workflow that sweeps. The calls and their errors are those of main. */
const SWEEP_MISTAKES: Mistakes = {
  'access-denied: no permission to delete': {
    env: ({ emulator }) => credentialVariables(emulator.addPrincipal({ denied: ['AdminDeleteUser'] })),
    says: ['AdminDeleteUser on user pool'],
  },
  'access-denied: no permission to list': {
    env: ({ emulator }) => credentialVariables(emulator.addPrincipal({ denied: ['ListUsers'] })),
    says: ['ListUsers on user pool'],
  },
  'role-not-assumed: a role that does not trust the job': {
    fixture: { credentials: false },
    inputs: { 'role-to-assume': SWEEP_ROLE },
    env: (fixture) => {
      withRole(fixture, { arn: SWEEP_ROLE, allowedSub: 'repo:octo-org/other-repo:*' });
      return {};
    },
    says: [`AssumeRoleWithWebIdentity on role ${SWEEP_ROLE}`],
  },
  'credentials-missing: a run by Dependabot, which gets no AWS credentials': {
    fixture: { credentials: false, job: { env: { GITHUB_ACTOR: 'dependabot[bot]' } } },
    says: ['Dependabot secrets'],
  },
};

it.each(sample(Object.entries(SWEEP_MISTAKES), (_, index) => index === 0))(
  'explains to the sweep %s',
  async (name, mistake) => {
    const { fixture: options, inputs } = mistake;
    const fixture = await startFixture({ clock: new StillClock(), ...options, job: { debug: true, ...options?.job } });
    const { emulator, pool, job } = fixture;
    for (const run of [1, 2]) {
      const username = `gha-${run}-1-canarycanarycanarycanary23`;
      pool.addUser({ username, password: STORED_USER.password, createdAt: new Date(Date.now() - 72 * 3_600_000) });
    }
    const required = { 'user-pool-id': pool.id, 'username-format': 'plain', 'job-summary': 'true' };
    const env = await mistake.env?.({ ...fixture, atEnd });
    const action = join(REPOSITORY_ROOT, 'sweep');
    const step = await job.uses({ action, with: { ...required, ...inputs }, env: { ...env } });
    const { FOUND } = step.outputs;
    expect(step.outputs).toStrictEqual({ FOUND, DELETED: '0', FAILED: FOUND });
    expectOneMessage(step, codeOf(name), mistake, emulator.secrets);
    expectCalls(fixture, mistake, step);
    expect(pool.users).toHaveLength(2);
    expect(emulator.violations).toStrictEqual([]);
  },
);

function codeOf(name: string): string {
  return name.replace(/: .*$/, '');
}

/** Looks at the text without masking commands: a secret in it would be visible with one mask less. */
function expectOneMessage(
  step: StepResult,
  code: string,
  { says = [], saysNot = [] }: Mistake,
  secrets: readonly Secret[],
): void {
  expect(step).toMatchObject({ exitCode: 1, stderr: '' });
  expect(step.annotations).toStrictEqual([{ level: 'error', message: expect.any(String) }]);
  const message = step.annotations[0]?.message ?? '';
  for (const words of says) {
    expect(message).toContain(words);
  }
  for (const words of saysNot) {
    expect(message).not.toContain(words);
  }
  const heading = `https://github.com/org/cognito-token-action/blob/v1/docs/troubleshooting.md#${code}`;
  expect(message.split(' See ').at(-1)).toBe(heading);
  expect(message).not.toContain('\n');
  expect(step.stdout).not.toMatch(/^\s+at /m);
  expect(shownBy(step, secrets)).toStrictEqual([]);
  expect(readableTextOf(step)).not.toMatch(/canary/i);
}

function expectCalls({ emulator }: Fixture, mistake: Mistake, main: StepResult): void {
  const operations = operationsOf(emulator);
  const refusedAt = emulator.requests.findIndex(({ error }) => error !== undefined);
  // Each call is made once, and none after the one that is refused.
  const calls = callsOf(mistake) ?? [...new Set(operations.slice(0, refusedAt + 1))];
  const distinct = mistake.isRetried
    ? operations.filter((operation, index) => operation !== operations[index - 1])
    : operations;
  expect(distinct.toSorted()).toStrictEqual(calls.toSorted());
  // AWS's support finds a call by its ID.
  const evidence = emulator.requests.flatMap(({ error, status, requestId }) =>
    error === undefined || requestId === undefined ? [] : `HTTP ${status}, request ${requestId})`,
  );
  if (evidence.length > 0) {
    expect(evidence.filter((words) => main.annotations[0]?.message.includes(words))).not.toStrictEqual([]);
  }
}

/** Undoes the mistake, so that post finds the job as it should be. */
function undoMistake({ emulator, job }: Fixture, env: Readonly<Record<string, string>>): void {
  emulator.clearFaults();
  for (const name of Object.keys(job.env)) {
    delete job.env[name];
  }
  Object.assign(job.env, env, { AWS_ENDPOINT_URL: emulator.url, ...credentialVariables(emulator.credentials) });
}

function usernamesIn(pool: UserPool): string[] {
  return pool.users.map(({ username }) => username);
}
