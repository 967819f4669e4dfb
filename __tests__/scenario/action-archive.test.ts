// Verify that the archive of a commit, which is all that a runner downloads, is small, and enough to run the action and
// the sweep.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { filesIn } from '../../scripts/lib/files-in.ts';
import { MACHINE, machineInputs } from '../support/client-credentials.ts';
import { type Export, exportWorkTree } from '../support/export.ts';
import { cleanUp, operationsOf, useFixtures } from '../support/fixture.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';

const startFixture = useFixtures();

const MEGABYTE = 1_000_000;

let exported: Export;
beforeAll(() => {
  exported = exportWorkTree();
});
afterAll(() => exported.remove());

describe('the archive', () => {
  it('contains what the runner reads, and nothing else', () => {
    expect(filesIn(exported.folder).toSorted()).toStrictEqual(
      [
        'LICENSE',
        'README.md',
        'action.yml',
        'sweep/action.yml',
        ...filesIn(join(REPOSITORY_ROOT, 'dist')).map((path) => `dist/${path}`),
      ].toSorted(),
    );
  });

  it('is at most half a megabyte packed', () => {
    expect(exported.packedBytes).toBeLessThanOrEqual(0.5 * MEGABYTE);
  });

  it('runs main and post', async () => {
    const { emulator, pool, job, inputs } = await startFixture();
    const main = await job.uses({ action: exported.folder, with: { ...inputs, 'postman-environment': 'true' } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(pool.users).toHaveLength(1);

    await cleanUp(job, pool);
    expect(emulator.violations).toStrictEqual([]);
  });

  it('runs the parts that main loads on demand', async () => {
    const fixture = await startFixture(MACHINE);
    const { job, emulator } = fixture;
    const main = await job.uses({ action: exported.folder, with: machineInputs(fixture) });
    expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(operationsOf(emulator)).toStrictEqual(['oauth2/token']);
  });

  it('runs the sweep', async () => {
    const { emulator, pool, job } = await startFixture();
    const sweep = await job.uses({ action: join(exported.folder, 'sweep'), with: { 'user-pool-id': pool.id } });
    expect(sweep).toMatchObject({ outcome: 'success', annotations: [], stderr: '', outputs: { FOUND: '0' } });
    expect(operationsOf(emulator)).toContain('ListUsers');
  });
});
