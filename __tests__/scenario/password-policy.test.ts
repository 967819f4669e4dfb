// Verify that the password meets every password policy that a user pool can have.
import { expect, it } from '@jest/globals';
import { useFixtures } from '../support/fixture.ts';
import { firstOf } from '../support/sample.ts';

const startFixture = useFixtures();

const EVERY_CLASS = { requireUppercase: true, requireLowercase: true, requireNumbers: true, requireSymbols: true };

it.each(
  firstOf([
    [64, {}],
    [99, { 'password-length': '99' }],
    [8, { 'password-length': '8' }],
    [8, { 'password-length': '256' }],
  ]),
)(
  'under a policy that requires every character class the password meets a minimum of %i characters with the inputs %j',
  async (minimumLength, change) => {
    const { job, inputs } = await startFixture({ pool: { passwordPolicy: { ...EVERY_CLASS, minimumLength } } });
    const main = await job.uses({ with: { ...inputs, ...change } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
    expect(main.outputs['PASSWORD']).toHaveLength(Number(Object(change)['password-length'] ?? 64));
    expect(main.outputs['PASSWORD']).toMatch(/^[A-Za-z0-9-_.~]+$/);
  },
);

it('the password meets a password history of 24', async () => {
  const { job, inputs } = await startFixture({ pool: { passwordPolicy: { historySize: 24 } } });
  expect(await job.uses({ with: inputs })).toMatchObject({ outcome: 'success', annotations: [] });
});
