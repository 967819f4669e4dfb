import { expect, it } from '@jest/globals';
import { connectIdentityPool } from '../../../src/cognito/identity-pool.ts';
import { fakeService } from './fake-service.ts';

const TARGET = { region: 'us-east-1', identityPoolId: 'us-east-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d' };
const LOGIN = { userPoolId: 'eusc-de-east-1_AbCdEf123', idToken: 'an-id-token' };
/** Names the user pool by its issuer. */
const LOGINS = { 'cognito-idp.eusc-de-east-1.amazonaws.eu/eusc-de-east-1_AbCdEf123': 'an-id-token' };
const FIELDS = { AccessKeyId: 'ASIA', SecretKey: 'a-secret', SessionToken: 'a-token', Expiration: 1_767_225_600 };

function connect(output: object) {
  const { config, options, ...seen } = fakeService([{ output }]);
  return { pool: connectIdentityPool(config, TARGET, options), ...seen };
}

it('finds an identity in its own region, unsigned, and finishes that when the run is cancelled', async () => {
  const { pool, requests, asked } = connect({ IdentityId: 'us-east-1:an-identity' });
  expect(await pool.findIdentity(LOGIN)).toBe('us-east-1:an-identity');
  expect(requests).toStrictEqual([
    {
      host: 'cognito-identity.us-east-1.amazonaws.com',
      isSigned: false,
      body: { IdentityPoolId: TARGET.identityPoolId, Logins: LOGINS },
    },
  ]);
  expect(asked).toMatchObject([{ operation: 'GetId', finishOnCancel: true }]);
});

it.each([{}, { CustomRoleArn: 'arn:aws:iam::111122223333:role/readers' }])(
  'fetches and masks credentials, unsigned, with the role %j',
  async (role) => {
    const { pool, requests, masks, asked } = connect({ Credentials: FIELDS });
    expect(await pool.fetchCredentials('us-east-1:an-identity', LOGIN, role.CustomRoleArn)).toStrictEqual({
      accessKeyId: 'ASIA',
      secretAccessKey: 'a-secret',
      sessionToken: 'a-token',
      expiresAt: new Date('2026-01-01T00:00:00Z'),
    });
    expect(requests).toMatchObject([
      { isSigned: false, body: { IdentityId: 'us-east-1:an-identity', Logins: LOGINS, ...role } },
    ]);
    expect(asked).toMatchObject([{ operation: 'GetCredentialsForIdentity' }]);
    expect(masks).toStrictEqual(['ASIA', 'a-secret', 'a-token']);
  },
);

it.each([{}, ...Object.keys(FIELDS).map((name) => ({ Credentials: { ...FIELDS, [name]: undefined } }))])(
  'rejects incomplete credentials: %j',
  async (output) => {
    const { pool } = connect(output);
    await expect(pool.fetchCredentials('us-east-1:an-identity', LOGIN, undefined)).rejects.toMatchObject({
      failure: { code: 'answer-unreadable' },
    });
  },
);

it('rejects an answer without an identity', async () => {
  const { pool } = connect({});
  await expect(pool.findIdentity(LOGIN)).rejects.toMatchObject({ failure: { code: 'answer-unreadable' } });
});

it('deletes 60 identities per signed call, the most that Cognito takes', async () => {
  const { pool, requests, asked } = connect({});
  const ids = Array.from({ length: 120 }, (_, index) => `us-east-1:${index}`);
  await pool.deleteIdentities(ids);
  expect(requests).toMatchObject(
    [ids.slice(0, 60), ids.slice(60)].map((part) => ({ isSigned: true, body: { IdentityIdsToDelete: part } })),
  );
  expect(asked).toMatchObject(Array(2).fill({ operation: 'DeleteIdentities' }));
});

it.each([
  ['access-denied', ['InternalServerError', 'AccessDenied']],
  ['service-failed', ['InternalServerError']],
])('rejects with %s a deletion that was not done although the answer has status 200: %j', async (code, errors) => {
  const unprocessed = errors.map((ErrorCode) => ({ IdentityId: 'us-east-1:an-identity', ErrorCode }));
  const { pool } = connect({ UnprocessedIdentityIds: unprocessed });
  await expect(pool.deleteIdentities(['us-east-1:an-identity'])).rejects.toMatchObject({ failure: { code } });
});
