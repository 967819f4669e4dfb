// Verify that the sweep deletes only leftovers, keeps its pace, continues through faults, and stops when it is denied.
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import type { PoolRequest } from 'cognito-emulator/pool-settings';
import type { UserPool } from 'cognito-emulator/user-pool';
import { StillClock } from '../support/clocks.ts';
import { type Fixture, operationsOf, useFixtures } from '../support/fixture.ts';
import { oidcVariables } from '../support/oidc-variables.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';
import { firstOf, itDeep, sampleByKind } from '../support/sample.ts';
import { useHeadings } from './catalogue/headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings('sweep.test.ts');

const SWEEP = join(REPOSITORY_ROOT, 'sweep');
const HOUR_MS = 3_600_000;
const PASSWORD = 'Analytical-Engine-1843';
const RANDOM_PART = 'a2b3c4d5e6f7g2h3i4j5k6l7mn';

function sweep({ job, pool }: Fixture, inputs: Readonly<Record<string, string>> = {}): Promise<StepResult> {
  return job.uses({ action: SWEEP, with: { 'user-pool-id': pool.id, ...inputs } });
}

/** Adds a user who was created so many hours ago. */
function addUser(
  pool: UserPool,
  username: string,
  hours = 25,
  attributes: Readonly<Record<string, string>> = {},
): void {
  pool.addUser({ username, password: PASSWORD, attributes, createdAt: new Date(Date.now() - hours * HOUR_MS) });
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

interface PoolCase {
  readonly pool: PoolRequest;
  readonly leftovers: readonly string[];
  readonly others: readonly string[];
}

const EMAIL_LEFTOVERS = [
  `gha-1658821493-1-${RANDOM_PART}@example.com`,
  `gha-1-12-${RANDOM_PART}@mail.test`,
  `success+gha-1658821493-1-${RANDOM_PART}@simulator.amazonses.com`,
];
const EMAIL_OTHERS = [
  'ada@example.com',
  'gha-rry@example.com',
  `gha-1658821493-1-${RANDOM_PART}x@example.com`,
  `gha-1658821493-${RANDOM_PART}@example.com`,
  `GHA-2-1-${RANDOM_PART}@example.com`,
  `x-gha-1658821493-1-${RANDOM_PART}@example.com`,
  `success+gha-1-1-${RANDOM_PART}@example.com`,
  `gha-1658821493-1-${RANDOM_PART}@simulator.amazonses.com`,
];
const PHONE_LEFTOVERS = ['+999012345678901', '+999999999999999'];
const PHONE_OTHERS = ['+99901234567890', '+998012345678901', '+441234567890'];

const POOL_CASES: Readonly<Record<string, PoolCase>> = {
  'email, where users sign in by e-mail': {
    pool: { usernameAttributes: ['email'] },
    leftovers: EMAIL_LEFTOVERS,
    others: EMAIL_OTHERS,
  },
  'email, where users sign in by username': {
    pool: {},
    leftovers: EMAIL_LEFTOVERS,
    others: [...EMAIL_OTHERS, plainName(1)],
  },
  'plain, where users sign in by username': {
    pool: {},
    leftovers: [plainName(1658821493), plainName(2)],
    others: ['ada', 'gha-', `${plainName(3)}-4`, `gha-1-${RANDOM_PART}`, `GHA-5-1-${RANDOM_PART}`, ...EMAIL_LEFTOVERS],
  },
  'plain, where e-mail addresses are aliases': {
    pool: { aliasAttributes: ['email'] },
    leftovers: [plainName(1)],
    others: ['ada'],
  },
  'phone-number, where users sign in by phone number': {
    pool: { usernameAttributes: ['phone_number'] },
    leftovers: PHONE_LEFTOVERS,
    others: PHONE_OTHERS,
  },
  'phone-number, where users sign in by either': {
    pool: { usernameAttributes: ['email', 'phone_number'] },
    leftovers: PHONE_LEFTOVERS,
    others: [...PHONE_OTHERS, ...EMAIL_LEFTOVERS],
  },
  'phone-number, where users sign in by username': {
    pool: {},
    leftovers: PHONE_LEFTOVERS,
    others: [...PHONE_OTHERS, '+9990123456789012'],
  },
};

describe('the sweep', () => {
  it.each(sampleByKind(Object.entries(POOL_CASES), ([kind]) => kind.split(',')[0] ?? ''))(
    'deletes only leftovers with username-format %s',
    async (kind, { pool: request, leftovers, others }) => {
      const fixture = await startFixture({ pool: { ...request, emptyPages: 1 } });
      const { emulator, pool } = fixture;
      for (const name of [...leftovers, ...others]) {
        addUser(pool, name);
      }
      const step = await sweep(fixture, { 'username-format': kind.split(',')[0] ?? '', 'deletes-per-second': '25' });
      expect(step).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
      expect(step.state).toStrictEqual({});
      expect(namesIn(pool)).toStrictEqual(others);
      const count = String(leftovers.length);
      expect(step.outputs).toStrictEqual({ FOUND: count, DELETED: count, FAILED: '0' });
      expect(new Set(operationsOf(emulator))).toStrictEqual(new Set(['ListUsers', 'AdminDeleteUser']));
      for (const name of leftovers) {
        expect(step.stdout).not.toContain(name);
      }
    },
  );

  it('recognises users by the name that they sign in with, not by their e-mail address', async () => {
    const fixture = await startFixture();
    addUser(fixture.pool, 'ada', 25, { email: EMAIL_LEFTOVERS[0] ?? '' });
    addUser(fixture.pool, EMAIL_LEFTOVERS[1] ?? '', 25, { email: 'ada@example.com' });
    await sweep(fixture);
    expect(namesIn(fixture.pool)).toStrictEqual(['ada']);
  });

  it('deletes leftovers that are old enough, and adds the result to the job summary', async () => {
    const fixture = await startFixture();
    for (const [index, hours] of [0, 1.9, 2.01, 100].entries()) {
      addUser(fixture.pool, plainName(index), hours);
    }
    const step = await sweep(fixture, { 'username-format': 'plain', 'max-age-hours': '2', 'job-summary': 'true' });
    expect(step.outputs).toStrictEqual({ FOUND: '2', DELETED: '2', FAILED: '0' });
    expect(step.summary).toContain('Cognito sweep');
    expect(step.summary).toContain('<td>Deleted</td><td>2</td>');
    expect(namesIn(fixture.pool)).toStrictEqual([plainName(0), plainName(1)]);
  });

  it('deletes users that the action itself created, in each format', async () => {
    const fixture = await startFixture();
    for (const format of ['email', 'plain', 'phone-number']) {
      await fixture.job.uses({ with: { ...fixture.inputs, 'username-format': format } });
      expect(fixture.pool.users).toHaveLength(1);
      const step = await sweep(fixture, { 'username-format': format, 'max-age-hours': '0' });
      expect(step.outputs).toStrictEqual({ FOUND: '1', DELETED: '1', FAILED: '0' });
      expect(fixture.pool.users).toStrictEqual([]);
    }
  });

  itDeep('deletes the leftovers on all pages of a user pool', async () => {
    const fixture = await startFixture({ pool: { emptyPages: 2 }, clock: new StillClock() });
    for (let run = 1; run <= 200; run++) {
      addUser(fixture.pool, run % 2 === 0 ? plainName(run) : `gha-da-${run}`);
    }
    const step = await sweep(fixture, { 'username-format': 'plain' });
    expect(step.outputs).toStrictEqual({ FOUND: '100', DELETED: '100', FAILED: '0' });
    expect(fixture.pool.users).toHaveLength(100);
  });
});

it('reports in a dry run what it would delete, and deletes nothing', async () => {
  const fixture = await startFixture();
  addUser(fixture.pool, plainName(1), 30);
  addUser(fixture.pool, plainName(2), 50);
  const step = await sweep(fixture, { 'username-format': 'plain', 'dry-run': 'true', 'job-summary': 'true' });
  expect(step).toMatchObject({ outcome: 'success', annotations: [] });
  expect(step.outputs).toStrictEqual({ FOUND: '2', DELETED: '0', FAILED: '0' });
  expect(fixture.pool.users).toHaveLength(2);
  expect(operationsOf(fixture.emulator)).not.toContain('AdminDeleteUser');
  const oldest = fixture.pool.users[1]?.createdAt.toISOString();
  expect(step.log).toContain(
    `Leftover users in user pool ${fixture.pool.id}, older than max-age-hours (24): 2 found (oldest: `,
  );
  expect(step.log).toContain(`${oldest}). This is a dry run: nothing was deleted.`);
  expect(step.summary).toContain('none: a dry run');
});

it('never exceeds deletes-per-second, retries included', async () => {
  const fixture = await startFixture({ clock: new StillClock() });
  addLeftovers(fixture.pool, 12);
  fixture.emulator.injectFault({ operation: 'AdminDeleteUser', kind: 'lose-answer', times: 1 });
  const step = await sweep(fixture, { 'username-format': 'plain', 'deletes-per-second': '5' });
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
      const step = await sweep(fixture, { 'username-format': 'plain' });
      expect(step).toMatchObject({ outcome: 'success', annotations: [] });
      expect(step.outputs).toStrictEqual({ FOUND: '5', DELETED: '5', FAILED: '0' });
      expect(fixture.pool.users).toStrictEqual([]);
    },
  );

  itDeep('continues in an account over its quota', async () => {
    const fixture = await startFixture({ clock: new StillClock() });
    addLeftovers(fixture.pool, 40);
    fixture.emulator.setQuotas({ scale: 0.2 });
    const step = await sweep(fixture, { 'username-format': 'plain', 'deletes-per-second': '25' });
    expect(step.outputs).toStrictEqual({ FOUND: '40', DELETED: '40', FAILED: '0' });
    expect(fixture.pool.users).toStrictEqual([]);
  });

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
    const step = await sweep(fixture, { 'username-format': 'plain' });
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

  itDeep('gives up if every deletion fails', async () => {
    const fixture = await startFixture({ clock: new StillClock() });
    addLeftovers(fixture.pool, 20);
    fixture.emulator.injectFault({ operation: 'AdminDeleteUser', kind: 'error-500', times: 1000 });
    const step = await sweep(fixture, { 'username-format': 'plain' });
    expect(step.outputs).toStrictEqual({ FOUND: '10', DELETED: '0', FAILED: '10' });
    expect(step.annotations).toStrictEqual([{ level: 'error', message: expect.stringContaining('#service-failed') }]);
  });
});

it('warns, after one more call, if the jobs use another username format', async () => {
  const fixture = await startFixture();
  addUser(fixture.pool, plainName(1));
  const step = await sweep(fixture);
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

it('keeps a user half a second before it is old enough, although dates in HTTP have no milliseconds', async () => {
  const clock = new StillClock();
  clock.pass(100);
  const fixture = await startFixture({ clock });
  for (const [run, milliseconds] of [500, -500].entries()) {
    const createdAt = new Date(clock.now() - 24 * HOUR_MS + milliseconds);
    fixture.pool.addUser({ username: plainName(run), password: PASSWORD, createdAt });
  }
  const step = await sweep(fixture, { 'username-format': 'plain' });
  expect(step).toMatchObject({ outcome: 'success', outputs: { DELETED: '1' } });
  expect(namesIn(fixture.pool)).toStrictEqual([plainName(0)]);
});

describe('on a machine whose clock is wrong', () => {
  it.each(firstOf([2, -2]))('measures age by the clock of the service if the clock is %d days fast', async (days) => {
    const clock = new StillClock();
    const fixture = await startFixture({ clock });
    addUser(fixture.pool, plainName(1), 5 / 60);
    addUser(fixture.pool, plainName(2), 23.9);
    addUser(fixture.pool, plainName(3), 24.1);
    Object.assign(fixture.job.env, clock.envFastBy(days * 24 * 60));
    const step = await sweep(fixture, { 'username-format': 'plain' });
    expect(step).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(step.outputs).toStrictEqual({ FOUND: '1', DELETED: '1', FAILED: '0' });
    expect(namesIn(fixture.pool)).toStrictEqual([plainName(1), plainName(2)]);
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
    const step = await sweep(fixture, { 'username-format': 'plain' });
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
    const step = await sweep({ emulator, pool, ...fixture }, { 'username-format': 'plain' });
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

  it('is assumed by the sweep itself', async () => {
    const fixture = await startScenario();
    addUser(fixture.pool, plainName(1));
    fixture.emulator.addRole({ arn: ARN, audience: 'my-audience' });
    const before = { ...fixture.job.env };
    const step = await sweep(fixture, { 'username-format': 'plain', 'role-to-assume': ARN, audience: 'my-audience' });
    expect(step).toMatchObject({ outcome: 'success', annotations: [] });
    expect(operationsOf(fixture.emulator)).toStrictEqual([
      'github-oidc',
      'AssumeRoleWithWebIdentity',
      'ListUsers',
      'AdminDeleteUser',
      'ListUsers',
    ]);
    expect(fixture.job.env).toStrictEqual(before);
  });

  it.each(firstOf([20, -20]))('is assumed once if the clock is %d minutes fast', async (minutes) => {
    const clock = new StillClock();
    const fixture = await startScenario(clock);
    Object.assign(fixture.job.env, clock.envFastBy(minutes));
    addLeftovers(fixture.pool, 40);
    const role = fixture.emulator.addRole({ arn: ARN });
    const step = await sweep(fixture, { 'username-format': 'plain', 'role-to-assume': ARN });
    expect(step.outputs).toStrictEqual({ FOUND: '40', DELETED: '40', FAILED: '0' });
    expect(role.sessions).toHaveLength(1);
  });

  itDeep('is assumed again if its credentials expire before the sweep ends', async () => {
    const fixture = await startScenario();
    addLeftovers(fixture.pool, 650);
    const role = fixture.emulator.addRole({ arn: ARN });
    const inputs = { 'username-format': 'plain', 'role-to-assume': ARN, 'deletes-per-second': '1' };
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
