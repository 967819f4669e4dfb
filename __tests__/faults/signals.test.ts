// Verify that main ends soon when it is cancelled during any call, and that post leaves no user behind.
import { describe, expect, it } from '@jest/globals';
import { cancelMain } from '../support/cancelled-main.ts';
import { cleanUp, onlyPost } from '../support/fixture.ts';
import { CALLS, MAY_APPEAR, useMainJobs } from '../support/main-jobs.ts';

const startMainJob = useMainJobs();

const isWindows = process.platform === 'win32';

/** The calls whose answer main awaits, because it would not know otherwise what there is to delete. */
const CREATIONS = ['AdminCreateUser', 'SignUp', 'GetId'];

describe.each(CALLS)('main during $call', ({ call, mainJob }) => {
  it.each(isWindows ? [] : (['SIGINT', 'SIGTERM'] as const))(
    'ends by itself after %s, and post cleans up',
    async (signal) => {
      const fixture = await startMainJob(mainJob);
      const answer = CREATIONS.includes(call) ? 'late' : 'never';
      const main = await cancelMain(fixture, { with: fixture.with, signal, call, answer });
      expect(main).toMatchObject({ exitCode: 1, signal: null, stderr: '' });
      expect(main.outputs).toStrictEqual({});
      expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringContaining('#interrupted') }]);

      await cleanUp(fixture.job, fixture.pool);
    },
  );

  it('leaves the user to post after SIGKILL', async () => {
    const { emulator, pool, job, with: inputs } = await startMainJob(mainJob);
    emulator.injectFault({ operation: call, kind: 'slow', until: new Promise(() => undefined), times: 1 });
    const main = await job.uses({ with: inputs, interrupt: { when: emulator.nextRequest(call), signal: 'SIGKILL' } });
    expect(main).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
    const isBeforeCreation = ['github-oidc', 'AssumeRoleWithWebIdentity'].includes(call);
    const annotations = isBeforeCreation ? [MAY_APPEAR] : [];
    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations });
    expect(pool.users).toStrictEqual([]);
  });
});
