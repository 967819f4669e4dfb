// Verify that the sweep deletes only leftovers, continues through faults, and measures age by the time of the service.
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import type { PoolRequest } from 'cognito-emulator/pool-settings';
import type { UserPool } from 'cognito-emulator/user-pool';
import { StillClock } from '../support/clocks.ts';
import { type Fixture, operationsOf, runMain, useFixtures } from '../support/fixture.ts';
import { oidcVariables } from '../support/oidc-variables.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';
import { itDeep, sampleByKind } from '../support/sample.ts';
import { useHeadings } from './catalogue/headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings('sweep-incomplete', 'sweep-interrupted', 'username-format-elsewhere');

const SWEEP = join(REPOSITORY_ROOT, 'sweep');
const HOUR_MS = 3_600_000;
const PASSWORD = 'Analytical-Engine-1843';
const RANDOM_PART = 'a2b3c4d5e6f7g2h3i4j5k6l7mn';

function sweep(
  { job, pool }: Pick<Fixture, 'job' | 'pool'>,
  inputs: Readonly<Record<string, string>> = {},
): Promise<StepResult> {
  return job.uses({ action: SWEEP, with: { 'user-pool-id': pool.id, 'username-format': 'plain', ...inputs } });
}

/** Adds a user who was created so many hours ago. */
function addUser(pool: UserPool, username: string, hours = 25): void {
  pool.addUser({ username, password: PASSWORD, createdAt: new Date(Date.now() - hours * HOUR_MS) });
}

function plainName(run: number): string {
  return `gha-${run}-1-${RANDOM_PART}`;
}

/** Adds so many leftovers with plain usernames. */
function addLeftovers(pool: UserPool, count: number): void {
  for (let run = 1; run <= count; run++) {
    addUser(pool, plainName(run));
  }
}

/** Returns the names that the users of the pool sign in with. */
function namesIn(pool: UserPool): string[] {
  return pool.users.map(({ username, attributes: { sub, email, phone_number } }) =>
    username === sub ? (email ?? phone_number ?? '') : username,
  );
}

/** Leftovers and other users, by the format of their names. The unit tests have more names. */
const NAMES = {
  email: {
    leftovers: [`${plainName(1)}@example.com`, `success+${plainName(1)}@simulator.amazonses.com`],
    others: ['ada@example.com', `GHA-2-1-${RANDOM_PART}@example.com`],
  },
  plain: { leftovers: [plainName(1)], others: ['ada', `${plainName(3)}-4`] },
  'phone-number': { leftovers: ['+999012345678901'], others: ['+99901234567890', '+441234567890'] },
};

type Format = keyof typeof NAMES;

/** The format of the leftovers, how the users of the pool sign in, its settings, and the formats of its users. */
const POOLS: readonly (readonly [Format, string, PoolRequest, readonly Format[]])[] = [
  ['email', 'by e-mail', { usernameAttributes: ['email'] }, ['email']],
  ['email', 'by username', {}, ['email', 'plain', 'phone-number']],
  ['plain', 'by username or e-mail', { aliasAttributes: ['email'] }, ['plain']],
  ['phone-number', 'by either', { usernameAttributes: ['email', 'phone_number'] }, ['email', 'phone-number']],
  ['phone-number', 'by username', {}, ['email', 'plain', 'phone-number']],
];

describe('the sweep', () => {
  it.each(sampleByKind(POOLS, ([format]) => format))(
    'deletes only leftovers with username-format %s where users sign in %s',
    async (format, _, settings, formats) => {
      const fixture = await startFixture({ pool: { ...settings, emptyPages: 1 } });
      const { emulator, pool } = fixture;
      const { leftovers } = NAMES[format];
      const names = formats.flatMap((each) => [...NAMES[each].leftovers, ...NAMES[each].others]);
      for (const name of names) {
        addUser(pool, name);
      }
      const step = await sweep(fixture, { 'username-format': format, 'deletes-per-second': '25' });
      expect(step).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
      expect(step.state).toStrictEqual({});
      expect(namesIn(pool)).toStrictEqual(names.filter((name) => !leftovers.includes(name)));
      const count = String(leftovers.length);
      expect(step.outputs).toStrictEqual({ FOUND: count, DELETED: count, FAILED: '0' });
      expect(new Set(operationsOf(emulator))).toStrictEqual(new Set(['ListUsers', 'AdminDeleteUser']));
      for (const name of leftovers) {
        expect(step.stdout).not.toContain(name);
      }
    },
  );

  it('deletes leftovers that are old enough, which a dry run only reports', async () => {
    const fixture = await startFixture();
    for (const [index, hours] of [0, 1.9, 2.01, 100].entries()) {
      addUser(fixture.pool, plainName(index), hours);
    }
    const oldest = fixture.pool.users[3]?.createdAt.toISOString();
    const inputs = { 'max-age-hours': '2', 'job-summary': 'true' };
    const dryRun = await sweep(fixture, { ...inputs, 'dry-run': 'true' });
    expect(dryRun).toMatchObject({ outcome: 'success', annotations: [] });
    expect(dryRun.outputs).toStrictEqual({ FOUND: '2', DELETED: '0', FAILED: '0' });
    expect(fixture.pool.users).toHaveLength(4);
    expect(dryRun.log).toContain(
      `Leftover users in user pool ${fixture.pool.id}, older than max-age-hours (2): 2 found (oldest: ${oldest}). This is a dry run: nothing was deleted.`,
    );
    expect(dryRun.summary).toContain('none: a dry run');

    const step = await sweep(fixture, inputs);
    expect(step.outputs).toStrictEqual({ FOUND: '2', DELETED: '2', FAILED: '0' });
    expect(step.summary).toContain('Cognito sweep');
    expect(step.summary).toContain('<td>Deleted</td><td>2</td>');
    expect(namesIn(fixture.pool)).toStrictEqual([plainName(0), plainName(1)]);
  });

  it('deletes users that the action itself created, in each format', async () => {
    const fixture = await startFixture();
    for (const format of ['email', 'plain', 'phone-number']) {
      await runMain(fixture.job, { ...fixture.inputs, 'username-format': format });
      expect(fixture.pool.users).toHaveLength(1);
      const step = await sweep(fixture, { 'username-format': format, 'max-age-hours': '0' });
      expect(step.outputs).toStrictEqual({ FOUND: '1', DELETED: '1', FAILED: '0' });
      expect(fixture.pool.users).toStrictEqual([]);
    }
  });
});

it('reports all problems of its inputs at once, and makes no call', async () => {
  const { emulator, job } = await startFixture();
  const step = await job.uses({ action: SWEEP, with: { 'max-age-hours': '1.5', 'dry-run': 'yes' } });
  const message = expect.stringMatching(/user-pool-id is .*max-age-hours is .*dry-run is .*#inputs-invalid$/);
  expect(step.annotations).toStrictEqual([{ level: 'error', message }]);
  expect(step.outputs).toStrictEqual({});
  expect(emulator.requests).toStrictEqual([]);
});

it('continues through faults at its pace, and fails in the end if a user could not be deleted', async () => {
  const fixture = await startFixture({ clock: new StillClock() });
  addLeftovers(fixture.pool, 3);
  fixture.emulator.injectFault({ operation: 'ListUsers', kind: 'throttled', times: 2 });
  // The first user fails, the two others are deleted, and the first one fails again in the second pass.
  for (const [kind, times] of [
    ['throttled', 6],
    ['lose-answer', 1],
    ['none', 2],
    ['throttled', 6],
  ] as const) {
    fixture.emulator.injectFault({ operation: 'AdminDeleteUser', kind, times });
  }
  const step = await sweep(fixture, { 'deletes-per-second': '5' });
  expect(step).toMatchObject({ exitCode: 1, stderr: '' });
  expect(step.outputs).toStrictEqual({ FOUND: '3', DELETED: '2', FAILED: '1' });
  const deletions = fixture.emulator.requests.filter(({ operation }) => operation === 'AdminDeleteUser');
  const gaps = deletions.slice(1).map(({ at }, index) => at - (deletions[index]?.at ?? Number.NaN));
  expect(gaps).toHaveLength(14);
  expect(Math.min(...gaps)).toBe(200);
  const message = expect.stringMatching(/^1 of 3 leftover users .* could not .*TooManyRequestsException/);
  expect(step.annotations).toStrictEqual([{ level: 'error', message }]);
  expectHeading(step, 'sweep-incomplete');
  expect(namesIn(fixture.pool)).toStrictEqual([plainName(1)]);
});

it('warns, after one more call, if the jobs use another username format', async () => {
  const fixture = await startFixture();
  addUser(fixture.pool, plainName(1));
  const step = await sweep(fixture, { 'username-format': 'email' });
  expect(step).toMatchObject({ outcome: 'success', outputs: { FOUND: '0', DELETED: '0', FAILED: '0' } });
  expect(step.annotations).toMatchObject([{ level: 'warning' }]);
  expectHeading(step, 'username-format-elsewhere');
  const limits = fixture.emulator.requests.map(({ body }) => Object(body).Limit);
  expect(limits).toStrictEqual([60, 60, 60, 60, 1]);
  expect(fixture.pool.users).toHaveLength(1);
});

(process.platform === 'win32' ? it.skip : it)('sets its outputs and its summary after SIGINT', async () => {
  const fixture = await startFixture();
  const { emulator, pool, job } = fixture;
  addLeftovers(pool, 3);
  emulator.injectFault({ operation: 'AdminDeleteUser', kind: 'slow', milliseconds: 300, times: 1 });
  const step = await job.uses({
    action: SWEEP,
    with: { 'user-pool-id': pool.id, 'username-format': 'plain', 'job-summary': 'true' },
    interrupt: { when: emulator.nextRequest('AdminDeleteUser'), signal: 'SIGINT' },
  });
  expect(step).toMatchObject({ exitCode: 1, signal: null, stderr: '', annotations: [{ level: 'error' }] });
  expectHeading(step, 'sweep-interrupted');
  expect(step.outputs).toStrictEqual({ FOUND: '2', DELETED: '1', FAILED: '1' });
  expect(step.log).toContain('1 deleted, 1 failed');
  expect(step.summary).toContain('Deleted');
  expect(pool.users).toHaveLength(2);
});

describe('the time of the service', () => {
  it.each([
    ['', 'answer-unreadable'],
    // The SDK takes the year for a date and signs with it.
    ['2099', 'clock-wrong'],
  ])('cannot be "%s": nobody is deleted', async (date, heading) => {
    const fixture = await startFixture({ clock: new StillClock() });
    addUser(fixture.pool, plainName(1));
    fixture.emulator.setDateHeader(date);
    const step = await sweep(fixture);
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { FOUND: '0', DELETED: '0', FAILED: '0' } });
    const message = expect.stringMatching(`^ListUsers .*#${heading}$`);
    expect(step.annotations).toStrictEqual([{ level: 'error', message }]);
    expect(fixture.pool.users).toHaveLength(1);
  });

  it('is not taken from an answer that does not come from AWS', async () => {
    const { emulator, pool, job } = await startFixture({ clock: new StillClock() });
    addUser(pool, plainName(1), 1);
    emulator.setDateHeader(new Date(Date.now() + 48 * HOUR_MS).toUTCString());
    emulator.injectFault({ operation: 'ListUsers', kind: 'page', status: 200, body: '', times: 1 });
    const second = emulator.nextRequest('ListUsers').then(() => emulator.nextRequest('ListUsers'));
    // Answers without a date, so that a time from the first one would count.
    void second.then(() => emulator.setDateHeader(''));
    const step = await sweep({ job, pool });
    expect(step.annotations).toStrictEqual([
      { level: 'error', message: expect.stringMatching(/^ListUsers .*#answer-unreadable$/) },
    ]);
    expect(emulator.requests[0]).toMatchObject({ fault: 'page' });
    expect(pool.users).toHaveLength(1);
  });
});

describe('an assumed role', () => {
  const ARN = 'arn:aws:iam::123456789012:role/sweep';

  async function startScenario() {
    const clock = new StillClock();
    const fixture = await startFixture({ credentials: false, clock });
    Object.assign(fixture.job.env, oidcVariables(fixture.emulator.oidc));
    const role = fixture.emulator.addRole({ arn: ARN, audience: 'my-audience' });
    return { ...fixture, clock, role, inputs: { 'role-to-assume': ARN, audience: 'my-audience' } };
  }

  it('is assumed once, and measures age by the clock of the service, if the clock is two days fast', async () => {
    const { clock, role, inputs, ...fixture } = await startScenario();
    const { emulator, pool, job } = fixture;
    // Dates in HTTP have no milliseconds.
    clock.pass(100);
    for (const [run, milliseconds] of [500, -500].entries()) {
      const createdAt = new Date(clock.now() - 24 * HOUR_MS + milliseconds);
      pool.addUser({ username: plainName(run), password: PASSWORD, createdAt });
    }
    Object.assign(job.env, clock.envFastBy(2 * 24 * 60));
    const before = { ...job.env };
    const step = await sweep(fixture, inputs);
    expect(step).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(step.outputs).toStrictEqual({ FOUND: '1', DELETED: '1', FAILED: '0' });
    expect(namesIn(pool)).toStrictEqual([plainName(0)]);
    expect(role.sessions).toHaveLength(1);
    expect(operationsOf(emulator).slice(0, 2)).toStrictEqual(['github-oidc', 'AssumeRoleWithWebIdentity']);
    expect(job.env).toStrictEqual(before);
  });

  itDeep('is assumed again if its credentials expire before the sweep ends', async () => {
    const fixture = await startScenario();
    addLeftovers(fixture.pool, 650);
    const step = await sweep(fixture, { ...fixture.inputs, 'deletes-per-second': '1' });
    expect(step).toMatchObject({ outcome: 'success', annotations: [] });
    expect(step.outputs).toStrictEqual({ FOUND: '650', DELETED: '650', FAILED: '0' });
    expect(fixture.role.sessions.length).toBeGreaterThan(1);
  });
});
