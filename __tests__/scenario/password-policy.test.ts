// Verify that the password meets every policy that a user pool can have.
import { describe, expect, it } from '@jest/globals';
import { useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

const everyClass = { requireUppercase: true, requireLowercase: true, requireNumbers: true, requireSymbols: true };

describe('under a policy that wants every class and', () => {
  it.each([
    ['64 characters, the default does', 64, {}],
    ['99 characters, password-length: 99 does', 99, { 'password-length': '99' }],
    ['8 characters, password-length: 8 does', 8, { 'password-length': '8' }],
    ['8 characters, password-length: 256 does', 8, { 'password-length': '256' }],
  ])('%s', async (_, minimumLength, change) => {
    const { job, inputs } = await startFixture({ pool: { passwordPolicy: { ...everyClass, minimumLength } } });
    const main = await job.uses({ with: { ...inputs, ...change } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [] });
    expect(main.outputs['PASSWORD']).toHaveLength(Number(Object(change)['password-length'] ?? 64));
    expect(main.outputs['PASSWORD']).toMatch(/^[A-Za-z0-9-_.~]+$/);
  });

  it('99 characters, the default fails, and the message names the input', async () => {
    const { pool, job, inputs } = await startFixture({
      pool: { passwordPolicy: { ...everyClass, minimumLength: 99 } },
    });
    const main = await job.uses({ with: inputs });
    expect(main.outcome).toBe('failure');
    expect(main.annotations).toStrictEqual([
      { level: 'error', message: expect.stringContaining('Raise password-length') },
    ]);
    expect(pool.users).toStrictEqual([]);
  });
});

it('a password history of 24 is no hindrance', async () => {
  const { job, inputs } = await startFixture({ pool: { passwordPolicy: { historySize: 24 } } });
  expect(await job.uses({ with: inputs })).toMatchObject({ outcome: 'success', annotations: [] });
});
