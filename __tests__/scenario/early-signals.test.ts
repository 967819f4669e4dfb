// Verify that a signal that arrives while a step still loads its modules cancels it as any later one does.
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Fixture, onlyPost, useFixtures } from '../support/fixture.ts';
import { preload } from '../support/preload.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';

const startFixture = useFixtures();

const SIGNALS = process.platform === 'win32' ? [] : (['SIGINT', 'SIGTERM'] as const);
const NODE_OPTIONS = preload(join(import.meta.dirname, '..', 'support', 'signal-at-load.mjs'));

async function cancelFromNowOn(signal: string): Promise<Fixture> {
  const fixture = await startFixture();
  Object.assign(fixture.job.env, { NODE_OPTIONS, SIGNAL_AT_LOAD: signal });
  return fixture;
}

describe.each(SIGNALS)('%s while modules load', (signal) => {
  it('lets post delete the user and the files', async () => {
    const { pool, job, inputs } = await startFixture();
    await job.uses({ with: { ...inputs, 'postman-environment': 'true' } });
    expect([pool.users.length, job.files().length]).toStrictEqual([1, 1]);
    Object.assign(job.env, { NODE_OPTIONS, SIGNAL_AT_LOAD: signal });
    expect(await onlyPost(job)).toMatchObject({ exitCode: 0, signal: null, annotations: [], stderr: '' });
    expect(pool.users).toStrictEqual([]);
    expect(job.files()).toStrictEqual([]);
  });

  it('cancels main before its first call', async () => {
    const { emulator, job, inputs } = await cancelFromNowOn(signal);
    const main = await job.uses({ with: inputs });
    expect(main).toMatchObject({ exitCode: 1, signal: null, stderr: '' });
    expect(main.annotations).toStrictEqual([{ level: 'error', message: expect.stringMatching(/#interrupted$/) }]);
    expect(emulator.requests).toStrictEqual([]);
  });

  it('ends the sweep in order', async () => {
    const { pool, job } = await cancelFromNowOn(signal);
    const action = join(REPOSITORY_ROOT, 'sweep');
    const sweep = await job.uses({ action, with: { 'user-pool-id': pool.id } });
    expect(sweep).toMatchObject({ exitCode: 1, signal: null, stderr: '' });
    expect(sweep.annotations).toStrictEqual([
      { level: 'error', message: expect.stringMatching(/#sweep-interrupted$/) },
    ]);
    expect(sweep.outputs).toStrictEqual({ FOUND: '0', DELETED: '0', FAILED: '0' });
  });
});
