/** SignUp and AdminConfirmSignUp. */
import type { SignUpCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { answers, invalid, NO_USER, NOT_CONFIRMED, refusalOf } from './answers.ts';
import { attributesOf, type PoolRequest } from './pool.ts';
import { type Requests, useService } from './service.ts';

const EMAIL: PoolRequest = { UsernameAttributes: ['email'] };
const NOT_WRITABLE = 'NotAuthorizedException: A client attempted to write unauthorized attribute';

const service = await useService();

/** Creates a pool and an app client, without a user. */
function setUp(requests: Requests = {}) {
  return service.setUp({ ...requests, username: '' });
}

describe('SignUp', () => {
  it('creates a user whom an administrator must confirm', async () => {
    const { pool, client } = await setUp();
    const { UserConfirmed, UserSub, CodeDeliveryDetails } = await client.signUp();
    expect([UserConfirmed, CodeDeliveryDetails]).toStrictEqual([false, undefined]);
    const user = await pool.getUser();
    expect(user.UserStatus).toBe('UNCONFIRMED');
    expect(user.UserAttributes).toContainEqual({ Name: 'sub', Value: UserSub });
    expect(await refusalOf(client.signIn())).toBe(NOT_CONFIRMED);
    await pool.confirmUser();
    expect(await refusalOf(pool.confirmUser())).toBe(
      'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED',
    );
    expect(await client.signIn()).toHaveProperty('AuthenticationResult');
  });

  answers(setUp, {
    'refuses a username that differs from the username attribute': [
      ({ client }) => client.signUp('ada@example.com', { UserAttributes: attributesOf({ email: 'bob@example.com' }) }),
      invalid('Username and attribute email are not the same.'),
      { pool: EMAIL },
    ],
    'accepts the secret hash of a client with a secret': [
      ({ client }) => client.signUp('ada', { SecretHash: client.hash('ada') }),
      { UserSub: expect.any(String) },
      { client: { GenerateSecret: true } },
    ],
    'refuses a name that is taken': [
      async ({ client }) => {
        await client.signUp();
        await client.signUp();
      },
      'UsernameExistsException: User already exists',
    ],
    'refuses an address that is taken': [
      async ({ client }) => {
        await client.signUp('ada@example.com');
        await client.signUp('ada@example.com');
      },
      'UsernameExistsException: An account with the given email already exists.',
      { pool: EMAIL },
    ],
  });

  const withAttributes = (texts: Readonly<Record<string, string>>) => ({ UserAttributes: attributesOf(texts) });
  const required = ['email', 'name', 'gender'].map((Name) => ({ Name, Required: true, Mutable: true }));
  it.each<[string, Requests, Partial<SignUpCommandInput>, string]>([
    [
      'a pool where only administrators create users',
      { pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } } },
      {},
      'NotAuthorizedException: SignUp is not permitted for this user pool',
    ],
    [
      'a password against the policy',
      {},
      { Password: 'permanent-1' },
      'InvalidPasswordException: Password did not conform with policy: Password must have uppercase characters',
    ],
    [
      'a user without the required attributes',
      { pool: { Schema: required } },
      {},
      invalid(
        'Attributes did not conform to the schema: emails: The attribute emails is required, name.formatted: The attribute name.formatted is required, gender: The attribute gender is required',
      ),
    ],
    ['a verified address', {}, withAttributes({ email: 'ada@example.com', email_verified: 'true' }), NOT_WRITABLE],
    [
      'an attribute that the client may not write',
      { client: { WriteAttributes: ['email'] } },
      withAttributes({ name: 'Ada' }),
      NOT_WRITABLE,
    ],
    ['a username that does not fit the pool', { pool: EMAIL }, {}, invalid('Username should be an email.')],
    [
      'a client with a secret without its hash',
      { client: { GenerateSecret: true } },
      {},
      'NotAuthorizedException: Client CLIENT is configured with secret but SECRET_HASH was not received',
    ],
    [
      'a wrong secret hash',
      { client: { GenerateSecret: true } },
      { SecretHash: 'AAAA' },
      'NotAuthorizedException: Unable to verify secret hash for client CLIENT',
    ],
  ])('refuses %s', async (_, requests, more, refusal) => {
    const { pool, client } = await setUp(requests);
    expect(await refusalOf(client.signUp('ada', more))).toBe(refusal.replace('CLIENT', client.id));
    expect(await refusalOf(pool.getUser())).toBe(NO_USER);
  });
});
