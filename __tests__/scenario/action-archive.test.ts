// Verify that the archive of a commit, which is all that a runner downloads, is small, and enough to run the action and
// the sweep.
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { filesIn } from '../../scripts/lib/files-in.ts';
import { MACHINE, machineInputs } from '../support/client-credentials.ts';
import { exportWorkTree } from '../support/export.ts';
import { operationsOf, useFixtures } from '../support/fixture.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';

const startFixture = useFixtures();

const exported = exportWorkTree();
afterAll(() => exported.remove());

describe('the archive', () => {
  it('contains what the runner reads, and nothing else', () => {
    const bundled = filesIn(join(REPOSITORY_ROOT, 'dist')).map((path) => `dist/${path}`);
    expect(filesIn(exported.folder).toSorted()).toStrictEqual(
      ['LICENSE', 'README.md', 'action.yml', 'sweep/action.yml', ...bundled].toSorted(),
    );
  });

  it('is at most half a megabyte packed', () => {
    expect(exported.packedBytes).toBeLessThanOrEqual(500_000);
  });

  it('runs main, the parts that main loads on demand, the sweep, and post', async () => {
    const fixture = await startFixture(MACHINE);
    const { emulator, pool, job, inputs } = fixture;
    for (const [folder, given] of [
      ['', { ...inputs, 'postman-environment': 'true' }],
      ['', machineInputs(fixture)],
      ['sweep', { 'user-pool-id': pool.id }],
    ] as const) {
      const step = await job.uses({ action: join(exported.folder, folder), with: given });
      expect(step).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    }
    expect(operationsOf(emulator).slice(0, 5)).toStrictEqual([
      'AdminCreateUser',
      'AdminSetUserPassword',
      'InitiateAuth',
      'oauth2/token',
      'ListUsers',
    ]);
    expect(await job.post()).toMatchObject(Array(2).fill({ outcome: 'success', annotations: [], stderr: '' }));
    expect(pool.users).toStrictEqual([]);
    expect(emulator.violations).toStrictEqual([]);
  });
});
