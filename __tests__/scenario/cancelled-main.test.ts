// Verify that a cancelled main waits for a user creation in flight and ends soon with one error, and that post deletes
// the user.
import { describe, expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { cancelMain } from '../support/cancelled-main.ts';
import { StillClock } from '../support/clocks.ts';
import { cleanUp, type Fixture, operationsOf, runPost, useFixtures } from '../support/fixture.ts';
import { firstOf, sample } from '../support/sample.ts';
import { waitUntil } from '../support/wait-until.ts';

const startFixture = useFixtures();

// Windows has no signals: each of them terminates the process at once.
const onUnix = process.platform === 'win32' ? describe.skip : describe;

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** The calls that create a user, each with the value of create-with that selects it. */
const CREATIONS = [
  { call: 'AdminCreateUser', createWith: 'admin' },
  { call: 'SignUp', createWith: 'sign-up' },
] as const;
const CANCELLED_CREATIONS = CREATIONS.flatMap((creation) => SIGNALS.map((signal) => ({ ...creation, signal })));

function expectInterrupted({ emulator }: Fixture, main: StepResult, calls: readonly string[]): void {
  expect(main).toMatchObject({ exitCode: 1, signal: null, stderr: '' });
  expect(main.outputs).toStrictEqual({});
  expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringContaining('#interrupted') }]);
  expect(operationsOf(emulator)).toStrictEqual(calls);
}

onUnix('main', () => {
  it.each(sample(CANCELLED_CREATIONS, (_, index) => index % 3 === 0))(
    'waits for the answer to $call after $signal and makes no further call',
    async ({ call, createWith, signal }) => {
      const fixture = await startFixture();
      const inputs = { ...fixture.inputs, 'create-with': createWith };
      const { main } = await cancelMain(fixture, { with: inputs, signal, call, answer: 'late' });
      expectInterrupted(fixture, main, [call]);
      const [request] = fixture.emulator.requests;
      expect(request).toMatchObject({ fault: 'late', status: 200 });
      expect(request).not.toHaveProperty('abandoned');
      expect(fixture.pool.users).toHaveLength(1);
      await cleanUp(fixture.job, fixture.pool);
    },
  );

  it.each(firstOf(CREATIONS))('waits five seconds for $call, and no longer', async ({ call, createWith }) => {
    const fixture = await startFixture({ clockSpeed: 2 });
    const inputs = { ...fixture.inputs, 'create-with': createWith };
    const cancellation = { with: inputs, signal: 'SIGINT', call, answer: 'never' } as const;
    const { main, millisecondsToEnd } = await cancelMain(fixture, cancellation);
    expectInterrupted(fixture, main, [call]);
    // Timers may fire slightly early.
    expect(millisecondsToEnd).toBeGreaterThan(4_900);
    // The request timeout is 15 seconds.
    expect(millisecondsToEnd).toBeLessThan(12_000);
    await cleanUp(fixture.job, fixture.pool);
  });

  it('does not wait for a call that creates nothing', async () => {
    // Slow enough that only waiting can take seconds on this clock.
    const fixture = await startFixture({ clockSpeed: 0.2 });
    const { emulator, inputs } = fixture;
    const call = 'AdminSetUserPassword';
    const cancellation = { with: inputs, signal: 'SIGTERM', call, answer: 'never' } as const;
    const { main, millisecondsToEnd } = await cancelMain(fixture, cancellation);
    expectInterrupted(fixture, main, ['AdminCreateUser', call]);
    expect(millisecondsToEnd).toBeLessThan(4_900);
    await waitUntil(() => emulator.requests.at(-1)?.abandoned === true);
    await cleanUp(fixture.job, fixture.pool);
  });
});

it.each(firstOf(CREATIONS))(
  'post deletes a user that $call creates only after main was killed and post has tried once',
  async ({ call, createWith }) => {
    const { emulator, pool, job, inputs } = await startFixture({ clock: new StillClock() });
    const firstDeletion = emulator.nextRequest('AdminDeleteUser');
    emulator.injectFault({ operation: call, kind: 'late', until: firstDeletion, times: 1 });
    const main = await job.uses({
      with: { ...inputs, 'create-with': createWith },
      interrupt: { when: emulator.nextRequest(call), signal: 'SIGKILL' },
    });
    expect(main.outcome).toBe('failure');
    expect(pool.users).toStrictEqual([]);
    await runPost(job);
    const deletions = emulator.requests.filter(({ operation }) => operation === 'AdminDeleteUser');
    expect(deletions.map(({ error }) => error)).toStrictEqual(['UserNotFoundException', undefined]);
    expect(pool.users).toStrictEqual([]);
  },
);
