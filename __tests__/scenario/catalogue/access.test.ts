// Verify main's messages for mistakes with AWS credentials, IAM and roles.

import { expect, it } from '@jest/globals';
import { useFixtures } from '../../support/fixture.ts';
import { ACCESS } from './access.ts';
import { testMistakes } from './mistake.ts';

testMistakes(ACCESS);

const startFixture = useFixtures();

it('does not report keys as missing that AWS_PROFILE hides', async () => {
  const { emulator, job, inputs } = await startFixture({ job: { env: { AWS_PROFILE: 'none' } } });
  const main = await job.uses({ with: inputs });
  expect(main.annotations).toEqual([{ level: 'error', message: expect.stringContaining('Remove AWS_PROFILE') }]);
  // The SDK warns too.
  expect(main.stderr).toContain('Both AWS_PROFILE and the pair AWS_ACCESS_KEY_ID/AWS_SECRET_ACCESS_KEY');
  expect(emulator.requests).toEqual([]);
});
