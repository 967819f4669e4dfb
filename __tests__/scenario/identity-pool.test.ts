// Verify that main exchanges the ID token for AWS credentials that later steps can sign with, and that post deletes the
// identity of the ephemeral user.
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { credentialVariables } from '../support/credential-variables.ts';
import { cleanUp, runMain, useFixtures } from '../support/fixture.ts';
import { createIdentityPool, IDENTITY_CALLS } from '../support/identity-pool.ts';

const startFixture = useFixtures();

const READERS = 'arn:aws:iam::123456789012:role/readers';

it("writes credentials of identity-role where all outputs go, and leaves the job's own as they are", async () => {
  const fixture = await startFixture({ pool: { groups: ['readers', 'writers'] } });
  const { emulator, pool, job, inputs } = fixture;
  emulator.addIdentityRole({ arn: READERS });
  pool.groupRoles.set('readers', { arn: READERS, precedence: 2 });
  pool.groupRoles.set('writers', { arn: 'arn:aws:iam::123456789012:role/writers', precedence: 1 });
  const identityPool = createIdentityPool(fixture);
  const { outputs, exported, log } = await runMain(job, {
    ...inputs,
    groups: 'readers, writers',
    'identity-pool-id': identityPool.id,
    'identity-role': READERS,
    'env-prefix': 'API_',
    'postman-environment': 'true',
  });
  expect(log).toContain(`The tokens and AWS credentials are valid until ${outputs['EXPIRES_AT']}.`);
  const calls = emulator.requests.slice(-2);
  expect(calls.map(({ operation, signed }) => [operation, signed])).toStrictEqual(
    IDENTITY_CALLS.map((operation) => [operation, false]),
  );
  expect(calls[0]?.connection).toBe(calls[1]?.connection);
  expect(emulator.principalOf(outputs['AWS_ACCESS_KEY_ID'] ?? '')?.arn).toBe(
    'arn:aws:sts::123456789012:assumed-role/readers/CognitoIdentityCredentials',
  );
  const granted = emulator.secrets.filter(({ kind }) => kind === 'AWS credentials of a user').map(({ text }) => text);
  const { values } = JSON.parse(readFileSync(outputs['POSTMAN_ENVIRONMENT'] ?? '', 'utf8'));
  for (const [key, name] of Object.entries({
    awsAccessKeyId: 'AWS_ACCESS_KEY_ID',
    awsSecretAccessKey: 'AWS_SECRET_ACCESS_KEY',
    awsSessionToken: 'AWS_SESSION_TOKEN',
  })) {
    expect(granted).toContain(outputs[name]);
    expect(job.masks).toContain(outputs[name]);
    expect(values).toContainEqual({ key, value: outputs[name], type: 'secret', enabled: true });
  }
  expect(exported).toStrictEqual(
    Object.fromEntries(Object.entries(outputs).map(([name, value]) => [`API_${name}`, value])),
  );
  expect(outputs).toHaveProperty('IDENTITY_ID', identityPool.identities[0]?.id);
  expect(job.env).toMatchObject(credentialVariables(emulator.credentials));
  expect(job.env).not.toHaveProperty('AWS_SESSION_TOKEN');

  const post = await cleanUp(job, pool);
  expect(post.log).toContain(`Deleted the identity of the ephemeral user from identity pool ${identityPool.id}.`);
  expect(emulator.requests.slice(-2)).toMatchObject([
    { operation: 'AdminDeleteUser', status: 200 },
    { operation: 'DeleteIdentities', signed: true, status: 200 },
  ]);
  expect(identityPool.identities).toStrictEqual([]);
  expect(emulator.violations).toStrictEqual([]);
});
