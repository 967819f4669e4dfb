// Verify that a run that is cancelled in the midst of any call ends soon, and that post leaves nobody behind.
import { describe, expect, it } from '@jest/globals';
import { cancelMain } from '../support/cancelled-main.ts';
import { onlyPost } from '../support/fixture.ts';
import { CALLS, useStories } from './scenarios.ts';

const begin = useStories();

const isWindows = process.platform === 'win32';

/** What main lets settle: nobody would know otherwise whether there is a user. */
const CREATIONS = ['AdminCreateUser', 'SignUp'];

describe.each(CALLS)('cancelled in the midst of $call', ({ call, story }) => {
  it.each(isWindows ? [] : (['SIGINT', 'SIGTERM'] as const))(
    'by %s, main ends by itself, and post cleans up',
    async (signal) => {
      const fixture = await begin(story);
      const answer = CREATIONS.includes(call) ? 'late' : 'never';
      const { main } = await cancelMain(fixture, { with: fixture.with, signal, call, answer });
      expect(main).toMatchObject({ exitCode: 1, signal: null, stderr: '' });
      expect(main.outputs).toStrictEqual({});
      expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringContaining('#interrupted') }]);

      expect(await onlyPost(fixture.job)).toMatchObject({ outcome: 'success', annotations: [] });
      expect(fixture.pool.users).toStrictEqual([]);
    },
  );

  it('by SIGKILL, post cleans up', async () => {
    const { emulator, pool, job, with: inputs } = await begin(story);
    emulator.injectFault({ operation: call, kind: 'slow', until: new Promise(() => undefined), times: 1 });
    const main = await job.uses({ with: inputs, interrupt: { when: emulator.nextRequest(call), signal: 'SIGKILL' } });
    expect(main).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
    expect(pool.users).toStrictEqual([]);
  });
});
