// Verify that a job with many users recovers from faults, and leaves no user behind wherever it is killed. And that
// parallel jobs succeed within a part of Cognito's quotas.
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startJob } from 'action-runner';
import { cleanUp, onlyPost, operationsOf, runMain, useFixtures } from '../support/fixture.ts';
import { FAST, FAULTS } from '../support/main-jobs.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';
import { waitUntil } from '../support/wait-until.ts';

const startFixture = useFixtures();

const USERS = 30;
const CALLS = ['AdminCreateUser', 'AdminSetUserPassword', 'AdminAddUserToGroup', 'InitiateAuth'] as const;

describe.each(CALLS)('%s of many users', (call) => {
  it.each(FAULTS)('recovers from %s ten times', async (kind) => {
    const { emulator, pool, job, inputs } = await startFixture({
      pool: { groups: ['admins'] },
      ...(kind === 'hang' ? FAST : {}),
    });
    emulator.injectFault({ operation: call, kind, times: 10 });
    await runMain(job, { ...inputs, users: String(USERS), groups: 'admins', 'timeout-seconds': '600' });
    expect(pool.users).toHaveLength(USERS);
    await cleanUp(job, pool);
    expect(emulator.violations).toStrictEqual([]);
  });
});

describe.each(['AdminDeleteUser', 'DeleteUser'])('%s of many users', (call) => {
  it.each(FAULTS)('recovers from %s ten times', async (kind) => {
    const { emulator, pool, job, inputs } = await startFixture(kind === 'hang' ? FAST : {});
    await job.uses({ with: { ...inputs, users: String(USERS) } });
    if (call === 'DeleteUser') {
      emulator.deny(emulator.credentials, ['AdminDeleteUser']);
    }
    emulator.injectFault({ operation: call, kind, times: 10 });
    await cleanUp(job, pool);
  });
});

it.each([1, 10, 29, 30, 31, 45, 60, 75, 89, 90])('no user stays if main is killed at request %d', async (requests) => {
  const { emulator, pool, job, inputs } = await startFixture({ clockSpeed: 10 });
  const when = waitUntil(() => operationsOf(emulator).length >= requests);
  await job.uses({ with: { ...inputs, users: String(USERS) }, interrupt: { when, signal: 'SIGKILL' } });
  await onlyPost(job);
  expect(pool.users).toStrictEqual([]);
});

it.each([10, 45, 80])('the sweep deletes the users of a runner that is killed at request %d', async (requests) => {
  const { emulator, pool, job, inputs } = await startFixture({ pool: { usernameAttributes: ['email'] } });
  const when = waitUntil(() => operationsOf(emulator).length >= requests);
  await job.uses({ with: { ...inputs, users: String(USERS) }, interrupt: { when, signal: 'SIGKILL' } });
  expect(pool.users).not.toStrictEqual([]);
  const sweep = await job.uses({
    action: join(REPOSITORY_ROOT, 'sweep'),
    with: { 'user-pool-id': pool.id, 'max-age-hours': '0', 'deletes-per-second': '25' },
  });
  expect(sweep).toMatchObject({ outcome: 'success', annotations: [] });
  expect(pool.users).toStrictEqual([]);
});

it.each([
  // Slower than real time, so that no deadline passes while a busy machine starts the processes.
  { jobs: 40, users: '1', scale: 0.25, clockSpeed: 0.25 },
  { jobs: 2, users: '30', scale: 0.5, clockSpeed: 1 },
])(
  '$jobs parallel jobs, with $users users each, succeed within $scale of the quotas',
  async (row) => {
    const { emulator, pool, env, inputs } = await startFixture({ clockSpeed: row.clockSpeed });
    emulator.setQuotas({ scale: row.scale });
    const outcomes = await Promise.all(
      Array.from({ length: row.jobs }, async () => {
        const job = startJob({ env });
        const main = await job.uses({ with: { ...inputs, users: row.users } });
        const [post] = await job.end();
        return [main.outcome, main.annotations, post?.outcome, post?.annotations];
      }),
    );
    expect(outcomes).toStrictEqual(Array(row.jobs).fill(['success', [], 'success', []]));
    expect(pool.users).toStrictEqual([]);
  },
  600_000,
);
