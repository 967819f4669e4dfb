// Verify that a run that is cancelled in the midst of any call ends soon, and that post leaves nobody behind.
import { describe, expect, it } from '@jest/globals';
import { onlyPost } from '../support/world.ts';
import { CALLS, useStories } from './stories.ts';

const begin = useStories();

/** What the runner waits between SIGINT and SIGTERM is 7.5 seconds, and 2.5 more until it kills. */
const MOST_MILLISECONDS = 8000;

const isWindows = process.platform === 'win32';

describe.each(CALLS)('cancelled in the midst of $call', ({ call, story }) => {
  it.each(isWindows ? [] : (['SIGINT', 'SIGTERM'] as const))(
    'by %s, main fails soon, and post cleans up',
    async (signal) => {
      const { emulator, pool, job, with: inputs } = await begin(story);
      emulator.injectFault({ operation: call, kind: 'slow', milliseconds: 400, times: 1 });
      const main = await job.uses({ with: inputs, interrupt: { when: emulator.nextRequest(call), signal } });
      expect(main).toMatchObject({ exitCode: 1, signal: null, stderr: '' });
      expect(main.outputs).toEqual({});
      expect(main.annotations).toEqual([{ level: 'error', message: expect.stringContaining('#interrupted') }]);
      expect(main.milliseconds).toBeLessThan(MOST_MILLISECONDS);

      expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
      expect(pool.users).toEqual([]);
    },
  );

  it('by SIGKILL, post cleans up', async () => {
    const { emulator, pool, job, with: inputs } = await begin(story);
    emulator.injectFault({ operation: call, kind: 'slow', milliseconds: 400, times: 1 });
    const main = await job.uses({ with: inputs, interrupt: { when: emulator.nextRequest(call), signal: 'SIGKILL' } });
    expect(main.outcome).toBe('failure');
    expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
    expect(pool.users).toEqual([]);
  });
});

describe.each(['AdminCreateUser', 'SignUp'])('a user that %s makes late', (call) => {
  const [made] = CALLS.filter((entry) => entry.call === call);
  if (made === undefined) {
    throw new Error(`no story makes the call ${call}`);
  }

  it('is waited for, and deleted', async () => {
    const { emulator, pool, job, with: inputs } = await begin(made.story);
    emulator.injectFault({ operation: call, kind: 'late', milliseconds: 200, times: 1 });
    await job.uses({ with: inputs, interrupt: { when: emulator.nextRequest(call), signal: 'SIGINT' } });
    await job.post();
    expect(pool.users).toEqual([]);
  });

  it('is deleted although it appears after post has looked for it the first time', async () => {
    const { emulator, pool, job, with: inputs } = await begin(made.story);
    // Of real time: by the fast clock, post looks again after a tenth of a second.
    job.env['FAST_CLOCK_SPEED'] = '1';
    emulator.injectFault({ operation: call, kind: 'late', milliseconds: 1500, times: 1 });
    await job.uses({ with: inputs, interrupt: { when: emulator.nextRequest(call), signal: 'SIGKILL' } });
    await job.post();
    expect(pool.users).toEqual([]);
    expect(
      emulator.requests.filter(({ operation }) => operation === 'AdminDeleteUser').map(({ error }) => error),
    ).toEqual(['UserNotFoundException', undefined]);
  });
});
