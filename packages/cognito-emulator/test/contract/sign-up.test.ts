/** SignUp and AdminConfirmSignUp. */
import {
  AdminConfirmSignUpCommand,
  type CreateUserPoolCommandInput,
  SignUpCommand,
  type SignUpCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { attributesOf, type ClientRequest, PASSWORD } from './pool.ts';
import { refusalOf, useService } from './service.ts';

type PoolRequest = Partial<CreateUserPoolCommandInput>;

const SCHEMA = 'InvalidParameterException: Attributes did not conform to the schema: ';

const service = await useService();

async function setUp(poolRequest: PoolRequest = {}, clientRequest: ClientRequest = {}) {
  const pool = await service.createPool(poolRequest);
  const client = await pool.createClient(clientRequest);
  const signUp = (more: Partial<SignUpCommandInput> = {}) =>
    service.sdk.send(new SignUpCommand({ ClientId: client.id, Username: 'ada', Password: PASSWORD, ...more }));
  const confirm = (Username = 'ada') =>
    service.sdk.send(new AdminConfirmSignUpCommand({ UserPoolId: pool.id, Username }));
  return { pool, client, signUp, confirm };
}

describe('SignUp', () => {
  it('creates a user whom an administrator must confirm', async () => {
    const { pool, client, signUp, confirm } = await setUp();
    const { UserConfirmed, UserSub, CodeDeliveryDetails } = await signUp();
    expect([UserConfirmed, CodeDeliveryDetails]).toStrictEqual([false, undefined]);
    const user = await pool.getUser('ada');
    expect(user.UserStatus).toBe('UNCONFIRMED');
    expect(user.UserAttributes).toContainEqual({ Name: 'sub', Value: UserSub });
    expect(await refusalOf(client.signIn())).toBe('UserNotConfirmedException: User is not confirmed.');
    await confirm();
    expect(await refusalOf(confirm())).toBe(
      'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED',
    );
    expect(await client.signIn()).toHaveProperty('AuthenticationResult');
  });

  it('refuses a username that differs from the username attribute', async () => {
    const { signUp } = await setUp({ UsernameAttributes: ['email'] });
    const UserAttributes = attributesOf({ email: 'grace@example.com' });
    const call = signUp({ Username: 'ada@example.com', UserAttributes });
    expect(await refusalOf(call)).toMatch('Username and attribute email are not the same.');
  });

  it('requires the secret hash of a client with a secret', async () => {
    const { client, signUp } = await setUp({}, { GenerateSecret: true });
    expect(await refusalOf(signUp())).toBe(
      `NotAuthorizedException: Client ${client.id} is configured with secret but SECRET_HASH was not received`,
    );
    expect(await refusalOf(signUp({ SecretHash: 'AAAA' }))).toBe(
      `NotAuthorizedException: Unable to verify secret hash for client ${client.id}`,
    );
    expect(await signUp({ SecretHash: client.hash('ada') })).toHaveProperty('UserSub');
  });

  it.each<[string, PoolRequest, ClientRequest, Partial<SignUpCommandInput>, string]>([
    [
      'a pool where only administrators create users',
      { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
      {},
      {},
      'NotAuthorizedException: SignUp is not permitted for this user pool',
    ],
    [
      'a password against the policy',
      {},
      {},
      { Password: 'permanent-1' },
      'InvalidPasswordException: Password did not conform with policy: Password must have uppercase characters',
    ],
    [
      'a user without the required attributes',
      { Schema: ['email', 'name', 'gender'].map((Name) => ({ Name, Required: true, Mutable: true })) },
      {},
      {},
      `${SCHEMA}emails: The attribute emails is required, name.formatted: The attribute name.formatted is required, gender: The attribute gender is required`,
    ],
    [
      'a verified address',
      {},
      {},
      { UserAttributes: attributesOf({ email: 'ada@example.com', email_verified: 'true' }) },
      'NotAuthorizedException: A client attempted to write unauthorized attribute',
    ],
    [
      'an attribute that the client may not write',
      {},
      { WriteAttributes: ['email'] },
      { UserAttributes: attributesOf({ name: 'Ada' }) },
      'NotAuthorizedException: A client attempted to write unauthorized attribute',
    ],
    [
      'a username that does not fit the pool',
      { UsernameAttributes: ['email'] },
      {},
      {},
      'InvalidParameterException: Username should be an email.',
    ],
  ])('refuses %s', async (_, poolRequest, clientRequest, more, refusal) => {
    const { pool, signUp } = await setUp(poolRequest, clientRequest);
    expect(await refusalOf(signUp(more))).toBe(refusal);
    expect(await refusalOf(pool.getUser('ada'))).toBe('UserNotFoundException: User does not exist.');
  });

  it.each<[PoolRequest, string, string]>([
    [{}, 'ada', 'UsernameExistsException: User already exists'],
    [
      { UsernameAttributes: ['email'] },
      'ada@example.com',
      'UsernameExistsException: An account with the given email already exists.',
    ],
  ])('refuses a name that is taken (pool %j)', async (poolRequest, Username, refusal) => {
    const { signUp } = await setUp(poolRequest);
    await signUp({ Username });
    expect(await refusalOf(signUp({ Username }))).toBe(refusal);
  });
});

describe('AdminConfirmSignUp', () => {
  it('refuses an unknown user', async () => {
    const { confirm } = await setUp();
    expect(await refusalOf(confirm('nobody'))).toBe('UserNotFoundException: User does not exist.');
  });
});
