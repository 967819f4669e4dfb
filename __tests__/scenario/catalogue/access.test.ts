// Verify what main says of AWS credentials, IAM and roles that are not as they should be.

import { expect, it } from '@jest/globals';
import { useFixtures } from '../../support/fixture.ts';
import { ACCESS } from './access.ts';
import { tellOf } from './mistake.ts';

tellOf(ACCESS);

const startFixture = useFixtures();

it('keys that AWS_PROFILE hides are not missing', async () => {
  const { emulator, job, inputs } = await startFixture({ job: { env: { AWS_PROFILE: 'none' } } });
  const main = await job.uses({ with: inputs });
  expect(main.annotations).toEqual([{ level: 'error', message: expect.stringContaining('Remove AWS_PROFILE') }]);
  // The SDK says so, too.
  expect(main.stderr).toContain('Both AWS_PROFILE and the pair AWS_ACCESS_KEY_ID/AWS_SECRET_ACCESS_KEY');
  expect(emulator.requests).toEqual([]);
});
