// Verify that a cancelled step ends soon and in order: main waits for a user creation in flight, post goes on for as long
// as the runner allows, and both also while they load their modules. `__tests__/faults/` has the other calls.
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { cancelMain } from '../support/cancelled-main.ts';
import { StillClock } from '../support/clocks.ts';
import { cleanUp, type Fixture, operationsOf, runMain, useFixtures } from '../support/fixture.ts';
import { createIdentityPool } from '../support/identity-pool.ts';
import { preload } from '../support/preload.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';
import { waitUntil } from '../support/wait-until.ts';

const startFixture = useFixtures();

// Windows has no signals: each of them terminates the process at once.
const onUnix = process.platform === 'win32' ? describe.skip : describe;

/** Kills main during a creation that takes effect only after post has looked for the user twice. */
async function killDuringCreation(call: string, createWith: string) {
  const fixture = await startFixture({ clockSpeed: 10 });
  const { emulator, job, inputs } = fixture;
  const firstLook = emulator.nextRequest('AdminDeleteUser');
  const secondLook = firstLook.then(() => emulator.nextRequest('AdminDeleteUser'));
  emulator.injectFault({ operation: call, kind: 'late', until: secondLook, times: 1 });
  const interrupt = { when: emulator.nextRequest(call), signal: 'SIGKILL' } as const;
  const main = await job.uses({ with: { ...inputs, 'create-with': createWith }, interrupt });
  expect(main.signal).toBe('SIGKILL');
  return { ...fixture, firstLook };
}

onUnix('a cancelled main', () => {
  function expectInterrupted({ emulator }: Fixture, main: StepResult, calls: readonly string[]): void {
    expect(main).toMatchObject({ exitCode: 1, signal: null, stderr: '' });
    expect(main.outputs).toStrictEqual({});
    expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringContaining('#interrupted') }]);
    expect(operationsOf(emulator)).toStrictEqual(calls);
  }

  it('waits for the answer to AdminCreateUser, and makes no further call', async () => {
    const fixture = await startFixture();
    const call = 'AdminCreateUser';
    const main = await cancelMain(fixture, { with: fixture.inputs, signal: 'SIGINT', call, answer: 'late' });
    expectInterrupted(fixture, main, [call]);
    const [request] = fixture.emulator.requests;
    expect(request).toMatchObject({ fault: 'late', status: 200 });
    expect(request).not.toHaveProperty('abandoned');
    expect(fixture.pool.users).toHaveLength(1);
    await cleanUp(fixture.job, fixture.pool);
  });

  it.each([
    ['waits five seconds for AdminCreateUser, and no longer', 5_000, ['AdminCreateUser']],
    ['does not wait for a call that creates nothing', 0, ['AdminCreateUser', 'AdminSetUserPassword']],
  ])('%s', async (_, milliseconds, calls) => {
    const clock = new StillClock();
    const fixture = await startFixture({ clock });
    const start = clock.now();
    const call = calls.at(-1) ?? '';
    const main = await cancelMain(fixture, { with: fixture.inputs, signal: 'SIGTERM', call, answer: 'never' });
    expectInterrupted(fixture, main, calls);
    expect(clock.now() - start).toBe(milliseconds);
    await waitUntil(() => fixture.emulator.requests.at(-1)?.abandoned === true);
    await cleanUp(fixture.job, fixture.pool);
  });

  it('waits for the identity that Cognito is creating, so that post deletes it', async () => {
    const fixture = await startFixture();
    const identityPool = createIdentityPool(fixture);
    const inputs = { ...fixture.inputs, 'identity-pool-id': identityPool.id };
    const main = await cancelMain(fixture, { with: inputs, signal: 'SIGINT', call: 'GetId', answer: 'late' });
    expectInterrupted(fixture, main, ['AdminCreateUser', 'AdminSetUserPassword', 'InitiateAuth', 'GetId']);
    expect(identityPool.identities).toHaveLength(1);
    await cleanUp(fixture.job, fixture.pool);
    expect(identityPool.identities).toStrictEqual([]);
  });
});

onUnix('a cancelled post', () => {
  const ENDED_WELL = { exitCode: 0, signal: null, annotations: [], stderr: '' };

  async function signIn(): Promise<Fixture> {
    const fixture = await startFixture({ clockSpeed: 10 });
    await runMain(fixture.job, { ...fixture.inputs, 'postman-environment': 'true' });
    expect(fixture.job.files()).toHaveLength(1);
    return fixture;
  }

  it.each([
    ['finishes a deletion that is in progress', { kind: 'slow', milliseconds: 400, times: 1 }, 'Deleted the'],
    ['deletes the user with its token if AdminDeleteUser hangs', { kind: 'hang', times: 99 }, 'its own access token'],
  ] as const)('%s', async (_, fault, text) => {
    const { emulator, pool, job } = await signIn();
    emulator.injectFault({ operation: 'AdminDeleteUser', ...fault });
    const when = emulator.nextRequest('AdminDeleteUser');
    expect(await job.post({ interrupt: { when, signal: 'SIGINT' } })).toMatchObject([
      { ...ENDED_WELL, log: expect.stringContaining(text) },
    ]);
    expect(pool.users).toStrictEqual([]);
    expect(job.files()).toStrictEqual([]);
  });

  it('keeps looking for a user that may still appear', async () => {
    const { pool, job, firstLook } = await killDuringCreation('AdminCreateUser', 'admin');
    expect(await job.post({ interrupt: { when: firstLook, signal: 'SIGINT' } })).toMatchObject([ENDED_WELL]);
    expect(pool.users).toStrictEqual([]);
  });

  it('warns that the user stays if no call is answered', async () => {
    const { emulator, pool, job } = await signIn();
    emulator.injectFault({ operation: '*', kind: 'hang', times: 99 });
    const when = emulator.nextRequest('AdminDeleteUser');
    const message = expect.stringContaining(`stays in user pool ${pool.id}: The post step ran out of time`);
    expect(await job.post({ interrupt: { when, signal: 'SIGTERM' } })).toMatchObject([
      { ...ENDED_WELL, annotations: [{ level: 'warning', message }] },
    ]);
    expect(job.files()).toStrictEqual([]);
  });
});

it.each([
  ['AdminCreateUser', 'admin'],
  ['SignUp', 'sign-up'],
])('post deletes a user whom %s creates only after main was killed and post has begun', async (call, createWith) => {
  const { emulator, pool, job } = await killDuringCreation(call, createWith);
  await cleanUp(job, pool);
  const looks = emulator.requests.filter(({ operation }) => operation === 'AdminDeleteUser');
  const missing = 'UserNotFoundException';
  expect(looks.map(({ error }) => error)).toStrictEqual([missing, missing, undefined]);
});

onUnix('a signal while modules load', () => {
  const NODE_OPTIONS = preload(join(import.meta.dirname, '..', 'support', 'signal-at-load.mjs'));
  const WITH_SIGNAL = { NODE_OPTIONS, SIGNAL_AT_LOAD: 'SIGINT' };

  it('lets post delete the user and the files', async () => {
    const { pool, job, inputs } = await startFixture();
    await job.uses({ with: { ...inputs, 'postman-environment': 'true' } });
    expect([pool.users.length, job.files().length]).toStrictEqual([1, 1]);
    Object.assign(job.env, WITH_SIGNAL);
    await cleanUp(job, pool);
    expect(job.files()).toStrictEqual([]);
  });

  it.each([
    ['main', '', 'interrupted', {}],
    ['the sweep', 'sweep', 'sweep-interrupted', { FOUND: '0', DELETED: '0', FAILED: '0' }],
  ])('cancels %s before it changes anything', async (_, folder, heading, outputs) => {
    const { emulator, pool, job, inputs } = await startFixture();
    const given = folder === '' ? inputs : { 'user-pool-id': pool.id };
    const action = join(REPOSITORY_ROOT, folder);
    const step = await job.uses({ action, with: given, env: { ...WITH_SIGNAL, SIGNAL_AT_LOAD: 'SIGTERM' } });
    expect(step).toMatchObject({ exitCode: 1, signal: null, stderr: '' });
    expect(step.annotations).toMatchObject([{ level: 'error', message: expect.stringMatching(`#${heading}$`) }]);
    expect(step.outputs).toStrictEqual(outputs);
    // The sweep loads so little that its first call may begin before it notices the signal.
    expect(operationsOf(emulator).filter((operation) => operation !== 'ListUsers')).toStrictEqual([]);
  });
});
