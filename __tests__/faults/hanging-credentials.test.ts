// Verify that post deletes the user even if the credentials that it requests never arrive.
import { expect, it } from '@jest/globals';
import { onlyPost, useFixtures } from '../support/fixture.ts';
import { withRole } from '../support/oidc-variables.ts';

const startFixture = useFixtures();

it.each(['github-oidc', 'AssumeRoleWithWebIdentity'])(
  'post deletes the user with its own access token while %s hangs',
  async (operation) => {
    const fixture = await startFixture({ credentials: false, clockSpeed: 5 });
    const { emulator, pool, job } = fixture;
    const main = await job.uses({ with: withRole(fixture) });
    expect(main).toMatchObject({ outcome: 'success' });
    const before = emulator.requests.length;
    emulator.injectFault({ operation, kind: 'hang', times: 99 });
    const post = await onlyPost(job);
    expect(post).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(post.log).toContain('with its own access token');
    expect(pool.users).toStrictEqual([]);
    const [first, ...others] = emulator.requests.slice(before);
    expect(Number(others.at(-1)?.at) - Number(first?.at)).toBeLessThan(30_000);
  },
);
