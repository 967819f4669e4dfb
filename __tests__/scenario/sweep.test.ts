// Verify that the sweep deletes only leftovers, keeps its pace, continues through faults, and stops when it is denied.
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import type { PoolRequest } from 'cognito-emulator/pool-settings';
import type { UserPool } from 'cognito-emulator/user-pool';
import { StillClock } from '../support/clocks.ts';
import { type Fixture, operationsOf, runMain, useFixtures } from '../support/fixture.ts';
import { oidcVariables } from '../support/oidc-variables.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';
import { firstOf, itDeep, sampleByKind } from '../support/sample.ts';
import { useHeadings } from './catalogue/headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings('sweep-incomplete', 'sweep-interrupted', 'username-format-elsewhere');

const SWEEP = join(REPOSITORY_ROOT, 'sweep');
const HOUR_MS = 3_600_000;
const PASSWORD = 'Analytical-Engine-1843';
const RANDOM_PART = 'a2b3c4d5e6f7g2h3i4j5k6l7mn';

function sweep({ job, pool }: Fixture, inputs: Readonly<Record<string, string>> = {}): Promise<StepResult> {
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
    leftovers: [
      `gha-1658821493-1-${RANDOM_PART}@example.com`,
      `success+gha-1658821493-1-${RANDOM_PART}@simulator.amazonses.com`,
    ],
    others: ['ada@example.com', `GHA-2-1-${RANDOM_PART}@example.com`],
  },
  plain: { leftovers: [plainName(1658821493)], others: ['ada', `${plainName(3)}-4`] },
  'phone-number': { leftovers: ['+999012345678901'], others: ['+99901234567890', '+441234567890'] },
};

type Format = keyof typeof NAMES;

/** The format of the leftovers, how the users of the pool sign in, its settings, and the formats of its users. */
const POOLS: readonly (readonly [Format, string, PoolRequest, readonly Format[]])[] = [
  ['email', 'by e-mail', { usernameAttributes: ['email'] }, ['email']],
  ['email', 'by username', {}, ['email', 'plain', 'phone-number']],
  ['plain', 'by username', {}, ['email', 'plain', 'phone-number']],
  ['plain', 'by username or e-mail', { aliasAttributes: ['email'] }, ['plain']],
  ['phone-number', 'by phone number', { usernameAttributes: ['phone_number'] }, ['phone-number']],
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

it('never exceeds deletes-per-second, retries included', async () => {
  const fixture = await startFixture({ clock: new StillClock() });
  addLeftovers(fixture.pool, 12);
  fixture.emulator.injectFault({ operation: 'AdminDeleteUser', kind: 'lose-answer', times: 1 });
  const step = await sweep(fixture, { 'deletes-per-second': '5' });
  expect(step.outputs).toStrictEqual({ FOUND: '12', DELETED: '12', FAILED: '0' });

  const times = fixture.emulator.requests
    .filter(({ operation }) => operation === 'AdminDeleteUser')
    .map(({ at }) => at);
  expect(times).toHaveLength(13);
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? Number.NaN));
  expect(Math.min(...gaps)).toBe(200);
});

describe('the sweep under faults', () => {
  it.each(firstOf(['throttled', 'lose-answer', 'reset', 'error-500', 'error-503', 'html']))(
    'continues through %s',
    async (kind) => {
      const fixture = await startFixture({ clock: new StillClock() });
      addLeftovers(fixture.pool, 5);
      fixture.emulator.injectFault({ operation: 'ListUsers', kind, times: 2 });
      fixture.emulator.injectFault({ operation: 'AdminDeleteUser', kind, times: 4 });
      const step = await sweep(fixture);
      expect(step).toMatchObject({ outcome: 'success', annotations: [] });
      expect(step.outputs).toStrictEqual({ FOUND: '5', DELETED: '5', FAILED: '0' });
      expect(fixture.pool.users).toStrictEqual([]);
    },
  );

  it('fails in the end if a user could not be deleted', async () => {
    const fixture = await startFixture({ clock: new StillClock() });
    addLeftovers(fixture.pool, 3);
    // The first user fails, the two others are deleted, and the first one fails again in the second pass.
    for (const [kind, times] of [
      ['throttled', 6],
      ['none', 2],
      ['throttled', 6],
    ] as const) {
      fixture.emulator.injectFault({ operation: 'AdminDeleteUser', kind, times });
    }
    const step = await sweep(fixture);
    expect(step).toMatchObject({ exitCode: 1, stderr: '' });
    expect(step.outputs).toStrictEqual({ FOUND: '3', DELETED: '2', FAILED: '1' });
    expect(step.annotations).toStrictEqual([
      {
        level: 'error',
        message: expect.stringMatching(/^1 of 3 leftover users .* could not .*TooManyRequestsException/),
      },
    ]);
    expectHeading(step, 'sweep-incomplete');
    expect(namesIn(fixture.pool)).toStrictEqual([plainName(1)]);
  });
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

const SIGNALS = process.platform === 'win32' ? [] : (['SIGINT', 'SIGTERM'] as const);

it.each(firstOf(SIGNALS))('sets its outputs and its summary after %s', async (signal) => {
  const fixture = await startFixture();
  addLeftovers(fixture.pool, 3);
  fixture.emulator.injectFault({ operation: 'AdminDeleteUser', kind: 'slow', milliseconds: 300, times: 1 });
  const step = await fixture.job.uses({
    action: SWEEP,
    with: { 'user-pool-id': fixture.pool.id, 'username-format': 'plain', 'job-summary': 'true' },
    interrupt: { when: fixture.emulator.nextRequest('AdminDeleteUser'), signal },
  });
  expect(step).toMatchObject({ exitCode: 1, signal: null, stderr: '' });
  expect(step.annotations).toMatchObject([{ level: 'error' }]);
  expectHeading(step, 'sweep-interrupted');
  expect(step.outputs).toStrictEqual({ FOUND: '2', DELETED: '1', FAILED: '1' });
  expect(step.log).toContain('1 deleted, 1 failed');
  expect(step.summary).toContain('Deleted');
  expect(fixture.pool.users).toHaveLength(2);
});

describe('on a machine whose clock is wrong', () => {
  it.each(firstOf([2, -2]))('measures age by the clock of the service if the clock is %d days fast', async (days) => {
    const clock = new StillClock();
    // Dates in HTTP have no milliseconds.
    clock.pass(100);
    const fixture = await startFixture({ clock });
    for (const [run, milliseconds] of [500, -500].entries()) {
      const createdAt = new Date(clock.now() - 24 * HOUR_MS + milliseconds);
      fixture.pool.addUser({ username: plainName(run), password: PASSWORD, createdAt });
    }
    Object.assign(fixture.job.env, clock.envFastBy(days * 24 * 60));
    const step = await sweep(fixture);
    expect(step).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(step.outputs).toStrictEqual({ FOUND: '1', DELETED: '1', FAILED: '0' });
    expect(namesIn(fixture.pool)).toStrictEqual([plainName(0)]);
  });

  it.each(
    firstOf([
      ['', 'answer-unreadable'],
      ['today', 'answer-unreadable'],
      ['Thu, 99 Jan 2099 00:00:00 GMT', 'answer-unreadable'],
      // The SDK takes the year for a date and signs with it.
      ['2099', 'clock-wrong'],
    ]),
  )('deletes nobody if the Date header is "%s"', async (date, heading) => {
    const fixture = await startFixture({ clock: new StillClock() });
    addUser(fixture.pool, plainName(1));
    fixture.emulator.setDateHeader(date);
    const step = await sweep(fixture);
    expect(step).toMatchObject({ exitCode: 1, stderr: '', outputs: { FOUND: '0', DELETED: '0', FAILED: '0' } });
    expect(step.annotations).toStrictEqual([
      { level: 'error', message: expect.stringMatching(new RegExp(`^ListUsers .*#${heading}$`)) },
    ]);
    expect(new Set(operationsOf(fixture.emulator))).toStrictEqual(new Set(['ListUsers']));
    expect(fixture.pool.users).toHaveLength(1);
  });

  it('does not take the time from an answer that does not come from AWS', async () => {
    const { emulator, pool, ...fixture } = await startFixture({ clock: new StillClock() });
    addUser(pool, plainName(1), 1);
    emulator.setDateHeader(new Date(Date.now() + 48 * HOUR_MS).toUTCString());
    emulator.injectFault({ operation: 'ListUsers', kind: 'page', status: 200, body: '', times: 1 });
    const second = emulator.nextRequest('ListUsers').then(() => emulator.nextRequest('ListUsers'));
    // Answers without a date, so that a time from the first one would count.
    void second.then(() => emulator.setDateHeader(''));
    const step = await sweep({ emulator, pool, ...fixture });
    expect(step.annotations).toStrictEqual([
      { level: 'error', message: expect.stringMatching(/^ListUsers .*#answer-unreadable$/) },
    ]);
    expect(emulator.requests[0]).toMatchObject({ fault: 'page' });
    expect(pool.users).toHaveLength(1);
  });
});

describe('an assumed role', () => {
  const ARN = 'arn:aws:iam::123456789012:role/sweep';

  async function startScenario(clock = new StillClock()): Promise<Fixture> {
    const fixture = await startFixture({ credentials: false, clock });
    Object.assign(fixture.job.env, oidcVariables(fixture.emulator.oidc));
    return fixture;
  }

  it.each(firstOf([20, -20]))('is assumed once if the clock is %d minutes fast', async (minutes) => {
    const clock = new StillClock();
    const fixture = await startScenario(clock);
    Object.assign(fixture.job.env, clock.envFastBy(minutes));
    addLeftovers(fixture.pool, 40);
    const role = fixture.emulator.addRole({ arn: ARN, audience: 'my-audience' });
    const before = { ...fixture.job.env };
    const step = await sweep(fixture, { 'role-to-assume': ARN, audience: 'my-audience' });
    expect(step).toMatchObject({ outcome: 'success', annotations: [] });
    expect(step.outputs).toStrictEqual({ FOUND: '40', DELETED: '40', FAILED: '0' });
    expect(role.sessions).toHaveLength(1);
    expect(operationsOf(fixture.emulator).slice(0, 2)).toStrictEqual(['github-oidc', 'AssumeRoleWithWebIdentity']);
    expect(fixture.job.env).toStrictEqual(before);
  });

  itDeep('is assumed again if its credentials expire before the sweep ends', async () => {
    const fixture = await startScenario();
    addLeftovers(fixture.pool, 650);
    const role = fixture.emulator.addRole({ arn: ARN });
    const inputs = { 'role-to-assume': ARN, 'deletes-per-second': '1' };
    const step = await sweep(fixture, inputs);
    expect(step).toMatchObject({ outcome: 'success', annotations: [] });
    expect(step.outputs).toStrictEqual({ FOUND: '650', DELETED: '650', FAILED: '0' });
    expect(role.sessions.length).toBeGreaterThan(1);
  });
});

it('reports every problem of its inputs at once, and makes no call', async () => {
  const fixture = await startFixture();
  const step = await fixture.job.uses({
    action: SWEEP,
    with: { 'username-format': 'e-mail', 'max-age-hours': '1.5', 'dry-run': 'yes', 'deletes-per-second': '1000' },
  });
  expect(step).toMatchObject({ exitCode: 1, stderr: '' });
  expect(step.outputs).toStrictEqual({});
  const problems = ['user-pool-id is', 'username-format is', 'max-age-hours is', 'dry-run is', 'deletes-per-second is'];
  const message = expect.stringMatching(new RegExp(`${problems.join('.*')}.*#inputs-invalid$`));
  expect(step.annotations).toStrictEqual([{ level: 'error', message }]);
  expect(fixture.emulator.requests).toStrictEqual([]);
});
