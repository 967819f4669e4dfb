// Verify for every call and every fault that the sign-in succeeds if it can, ends in time if it cannot, and leaves no
// user behind.
import { describe, expect, it } from '@jest/globals';
import type { SeenRequest } from 'cognito-emulator';
import type { InstantFaultKind } from 'cognito-emulator/faults';
import { cleanUp, NO_CREDENTIALS, onlyPost, runMain, runPost } from '../support/fixture.ts';
import {
  CALLS,
  CONFIRMATION,
  FAST,
  FAULTS,
  MAIN_JOBS,
  MAY_APPEAR,
  SILENT_FAULTS,
  useMainJobs,
} from '../support/main-jobs.ts';

const startMainJob = useMainJobs();

function clockFor(kind: InstantFaultKind) {
  return SILENT_FAULTS.includes(kind) ? FAST : undefined;
}

/** Returns the time from the first to the last request, in milliseconds of the emulator's clock. */
function durationOf(requests: readonly SeenRequest[]): number {
  return (requests.at(-1)?.at ?? Number.NaN) - (requests[0]?.at ?? Number.NaN);
}

describe.each(CALLS)('$call', ({ call, mainJob }) => {
  // GitHub's own client of its OIDC endpoint reads an endless answer until its time is up.
  it.each<InstantFaultKind>(call === 'github-oidc' ? FAULTS : [...FAULTS, 'endless'])(
    'recovers from %s twice',
    async (kind) => {
      const { emulator, pool, job, with: inputs } = await startMainJob(mainJob, clockFor(kind));
      emulator.injectFault({ operation: call, kind, times: 2 });
      await runMain(job, inputs);
      const faulty = emulator.requests.filter(({ fault }) => fault !== undefined);
      expect(faulty).toHaveLength(2);
      if (kind === 'endless') {
        // Main stops reading long before the 15 seconds of an attempt are up.
        expect(durationOf(faulty)).toBeLessThan(10_000);
      }
      expect(emulator.violations).toStrictEqual([]);
      expect(pool.users).toHaveLength(1);

      await cleanUp(job, pool);
    },
  );
});

const LASTING_FAULTS = ['reset', 'lose-answer', 'hang', 'throttled'] as const;

describe.each(CALLS.filter(({ call }) => call !== CONFIRMATION))('$call', ({ call, mainJob }) => {
  it.each(LASTING_FAULTS)('ends in time if it always fails with %s', async (kind) => {
    const { emulator, pool, job, with: inputs } = await startMainJob(mainJob, clockFor(kind));
    emulator.injectFault({ operation: call, kind, times: 10_000 });
    const main = await job.uses({ with: { ...inputs, 'timeout-seconds': '30' } });
    expect(main).toMatchObject({ exitCode: 1, annotations: [{ level: 'error' }] });
    expect(main.outputs).toStrictEqual({});
    expect(main.annotations).toHaveLength(1);
    const attempts = emulator.requests.filter(({ operation }) => operation === call);
    if (kind === 'hang') {
      // Each attempt takes 10 seconds or more.
      expect(attempts.length).toBeLessThanOrEqual(3);
    } else {
      expect(durationOf(attempts)).toBeGreaterThan(15_000);
      expect(durationOf(emulator.requests)).toBeLessThanOrEqual(30_000);
    }

    emulator.clearFaults();
    // No answer said whether there is a user, unless the lost answer was that of a creation.
    const isUncertain = ['AdminCreateUser', 'SignUp'].includes(call) && kind !== 'lose-answer';
    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: isUncertain ? [MAY_APPEAR] : [] });
    expect(pool.users).toStrictEqual([]);
  });
});

describe.each(CALLS.filter(({ call }) => call === CONFIRMATION))('$call', ({ call, mainJob }) => {
  it.each(LASTING_FAULTS.filter((kind) => kind !== 'lose-answer'))(
    'is skipped with a notice if it always fails with %s',
    async (kind) => {
      const { emulator, pool, job, with: inputs } = await startMainJob(mainJob, clockFor(kind));
      emulator.injectFault({ operation: call, kind, times: 10_000 });
      const main = await job.uses({ with: { ...inputs, 'timeout-seconds': '30' } });
      expect(main).toMatchObject({ outcome: 'success', annotations: [{ level: 'notice' }], stderr: '' });
      expect(main.outputs).toHaveProperty('ACCESS_TOKEN');
      expect(main.outputs).not.toHaveProperty('DEVICE_KEY');
      await cleanUp(job, pool);
    },
  );
});

const { 'a user in a group': ephemeralUser, 'an identity pool': identityPoolJob, 'a role': role } = MAIN_JOBS;

describe('post', () => {
  it.each(FAULTS)('succeeds without a warning even if DeleteIdentities fails twice with %s', async (kind) => {
    const { emulator, pool, job, with: inputs } = await startMainJob(identityPoolJob, clockFor(kind));
    await job.uses({ with: inputs });
    emulator.injectFault({ operation: 'DeleteIdentities', kind, times: 2 });
    const post = await runPost(job);
    expect(post.log).toContain('Deleted the identity of the ephemeral user');
    expect(pool.users).toStrictEqual([]);
  });

  it.each(['reset', 'hang', 'throttled'] as const)(
    'ends in time and without a warning if DeleteIdentities always fails with %s',
    async (kind) => {
      const { emulator, pool, job, with: inputs } = await startMainJob(identityPoolJob, clockFor(kind));
      await job.uses({ with: inputs });
      const before = emulator.requests.length;
      emulator.injectFault({ operation: 'DeleteIdentities', kind, times: 10_000 });
      const post = await runPost(job);
      expect(post.log).toContain('The identity of the ephemeral user stays');
      expect(durationOf(emulator.requests.slice(before))).toBeLessThan(60_000);
      expect(pool.users).toStrictEqual([]);
    },
  );

  const deletions = FAULTS.flatMap((kind) => [
    { kind, operation: 'AdminDeleteUser', env: {} },
    { kind, operation: 'DeleteUser', env: NO_CREDENTIALS },
  ]);
  it.each(deletions)('deletes the user even if $operation fails twice with $kind', async ({ kind, operation, env }) => {
    const { emulator, pool, job, with: inputs } = await startMainJob(ephemeralUser, clockFor(kind));
    await job.uses({ with: inputs });
    Object.assign(job.env, env);
    emulator.injectFault({ operation, kind, times: 2 });
    await cleanUp(job, pool);
  });

  it.each(role.calls)('deletes the user with its own access token while %s hangs', async (operation) => {
    const { emulator, pool, job, with: inputs } = await startMainJob(role, clockFor('hang'));
    await runMain(job, inputs);
    const before = emulator.requests.length;
    emulator.injectFault({ operation, kind: 'hang', times: 99 });
    const post = await cleanUp(job, pool);
    expect(post.log).toContain('with its own access token');
    expect(durationOf(emulator.requests.slice(before))).toBeLessThan(30_000);
  });

  it.each(['reset', 'hang', 'throttled'] as const)(
    'ends in time, with one warning, if every call fails with %s',
    async (kind) => {
      const { emulator, job, with: inputs } = await startMainJob(ephemeralUser, clockFor(kind));
      await job.uses({ with: inputs });
      const before = emulator.requests.length;
      emulator.injectFault({ operation: '*', kind, times: 10_000 });
      const post = await onlyPost(job);
      expect(post).toMatchObject({ outcome: 'success', annotations: [{ level: 'warning' }] });
      expect(post.annotations).toHaveLength(1);
      expect(durationOf(emulator.requests.slice(before))).toBeLessThan(60_000);
    },
  );
});
