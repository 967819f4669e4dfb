// Verify that a cancelled post step goes on for as long as the runner allows, and reports what it could not do.
import { describe, expect } from '@jest/globals';
import { type Fixture, operationsOf, runMain, useFixtures } from '../support/fixture.ts';
import { testsInTurn } from '../support/sample.ts';

const startFixture = useFixtures();

const SIGNALS = process.platform === 'win32' ? [] : (['SIGINT', 'SIGTERM'] as const);

async function signIn(): Promise<Fixture> {
  const fixture = await startFixture({ clockSpeed: 10 });
  await runMain(fixture.job, { ...fixture.inputs, 'postman-environment': 'true' });
  expect(fixture.job.files()).toHaveLength(1);
  return fixture;
}

describe.each(SIGNALS)('post after %s', (signal) => {
  const inTurn = testsInTurn(signal === 'SIGINT' ? 0 : 1, 2);

  inTurn('finishes a deletion that is in progress', async () => {
    const { emulator, pool, job } = await signIn();
    emulator.injectFault({ operation: 'AdminDeleteUser', kind: 'slow', milliseconds: 400, times: 1 });
    const [post] = await job.post({ interrupt: { when: emulator.nextRequest('AdminDeleteUser'), signal } });
    expect(post).toMatchObject({ exitCode: 0, signal: null, annotations: [], stderr: '' });
    expect(pool.users).toStrictEqual([]);
    expect(job.files()).toStrictEqual([]);
  });

  inTurn('deletes the user with its own token while AdminDeleteUser hangs', async () => {
    const { emulator, pool, job } = await signIn();
    emulator.injectFault({ operation: 'AdminDeleteUser', kind: 'hang', times: 99 });
    const [post] = await job.post({ interrupt: { when: emulator.nextRequest('AdminDeleteUser'), signal } });
    expect(post).toMatchObject({ exitCode: 0, signal: null, annotations: [], stderr: '' });
    expect(post?.log).toContain('with its own access token');
    expect(pool.users).toStrictEqual([]);
    expect(operationsOf(emulator).filter((operation) => operation === 'DeleteUser')).toHaveLength(1);
  });

  inTurn('keeps looking for a user that may still appear', async () => {
    const { emulator, pool, job, inputs } = await startFixture({ clockSpeed: 10 });
    const firstLook = emulator.nextRequest('AdminDeleteUser');
    const secondLook = firstLook.then(() => emulator.nextRequest('AdminDeleteUser'));
    emulator.injectFault({ operation: 'AdminCreateUser', kind: 'late', until: secondLook, times: 1 });
    await job.uses({ with: inputs, interrupt: { when: emulator.nextRequest('AdminCreateUser'), signal: 'SIGKILL' } });
    const [post] = await job.post({ interrupt: { when: firstLook, signal } });
    expect(post).toMatchObject({ exitCode: 0, signal: null, annotations: [], stderr: '' });
    expect(pool.users).toStrictEqual([]);
  });

  inTurn('warns that the user stays if no call is answered', async () => {
    const { emulator, pool, job } = await signIn();
    for (const operation of ['AdminDeleteUser', 'DeleteUser']) {
      emulator.injectFault({ operation, kind: 'hang', times: 99 });
    }
    const [post] = await job.post({ interrupt: { when: emulator.nextRequest('AdminDeleteUser'), signal } });
    expect(post).toMatchObject({ exitCode: 0, signal: null, stderr: '' });
    expect(post?.annotations).toStrictEqual([
      { level: 'warning', message: expect.stringContaining(`An ephemeral user stays in user pool ${pool.id}: `) },
    ]);
    expect(job.files()).toStrictEqual([]);
  });
});
