import {
  AdminAddUserToGroupCommand,
  AdminConfirmSignUpCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { type AppClientRequest, secretHash } from '../src/app-client.ts';
import { decodeClaims } from '../src/decode-claims.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import type { TriggerFailure, TriggerSource } from '../src/triggers.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { createUser, refusalOf, sdkFor, start } from './sdk.ts';

const prefix = 'InvalidParameterException: Attributes did not conform to the schema: ';

const given = emulatorPerTest();

const setUp = (poolRequest: PoolRequest = {}, clientRequest: AppClientRequest = {}) => {
  const pool = given.emulator.createPool(poolRequest);
  const client = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH'], ...clientRequest });
  const sdk = sdkFor(given.emulator);
  const ada = { ClientId: client.id, Username: 'ada', Password: 'Permanent-1' };
  return {
    pool,
    client,
    sdk,
    signUp: (more: object = {}) => sdk.send(new SignUpCommand({ ...ada, ...more })),
    confirm: (more: object = {}) =>
      sdk.send(new AdminConfirmSignUpCommand({ UserPoolId: pool.id, Username: 'ada', ...more })),
    signIn: (more: Record<string, string> = {}) =>
      start(sdk, client, 'USER_PASSWORD_AUTH', { USERNAME: 'ada', PASSWORD: 'Permanent-1', ...more }),
  };
};

const attributes = (values: Record<string, string>) => ({
  UserAttributes: Object.entries(values).map(([Name, Value]) => ({ Name, Value })),
});

describe('SignUp', () => {
  it('creates a user whom an administrator must confirm', async () => {
    const { pool, signUp, confirm, signIn } = setUp();
    const answer = await signUp();
    expect(answer).toMatchObject({ UserConfirmed: false, UserSub: pool.users[0]?.attributes['sub'] });
    expect(await refusalOf(signIn())).toBe('UserNotConfirmedException: User is not confirmed.');
    await confirm();
    expect(await refusalOf(confirm())).toBe(
      'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED',
    );
    expect(await signIn()).toHaveProperty('AuthenticationResult');
    expect(given.emulator.requests.map(({ operation, signed }) => [operation, signed]).slice(0, 3)).toStrictEqual([
      ['SignUp', false],
      ['InitiateAuth', false],
      ['AdminConfirmSignUp', true],
    ]);
  });

  it('sends a code to the attribute that the pool verifies automatically', async () => {
    const { pool, signUp } = setUp({ usernameAttributes: ['email'], autoVerifiedAttributes: ['email'] });
    const answer = await signUp({ Username: 'ada@example.com' });
    expect(answer.CodeDeliveryDetails).toStrictEqual({
      AttributeName: 'email',
      DeliveryMedium: 'EMAIL',
      Destination: 'a***@e***',
    });
    expect(pool.messages).toStrictEqual([
      { medium: 'EMAIL', to: 'ada@example.com', code: expect.stringMatching(/^\d{6}$/), occasion: 'SignUp' },
    ]);
  });

  it('shows the last four digits of the phone number that gets a code', async () => {
    const { signUp } = setUp({ usernameAttributes: ['phone_number'], autoVerifiedAttributes: ['phone_number'] });
    const { CodeDeliveryDetails } = await signUp({ Username: '+15550104477' });
    expect(CodeDeliveryDetails).toMatchObject({ DeliveryMedium: 'SMS', Destination: '+*******4477' });
  });

  it('refuses a username that differs from the username attribute', async () => {
    const { signUp } = setUp({ usernameAttributes: ['email'] });
    const call = signUp({ Username: 'ada@example.com', ...attributes({ email: 'grace@example.com' }) });
    expect(await refusalOf(call)).toMatch('Username and attribute email are not the same.');
  });

  it('can let the attribute win, so that only the sub and the attribute find the user', async () => {
    const { pool, signUp, confirm } = setUp({
      usernameAttributes: ['email'],
      differentUsernameAttribute: 'attribute-wins',
    });
    const { UserSub } = await signUp({ Username: 'ada@example.com', ...attributes({ email: 'grace@example.com' }) });
    expect(await refusalOf(confirm({ Username: 'ada@example.com' }))).toBe(
      'UserNotFoundException: User does not exist.',
    );
    await confirm({ Username: UserSub });
    expect(pool.users).toMatchObject([{ username: UserSub, status: 'CONFIRMED' }]);
  });

  it('requires the secret hash of a client with a secret', async () => {
    const { client, signUp } = setUp({}, { secret: true });
    expect(await refusalOf(signUp())).toBe(
      `NotAuthorizedException: Client ${client.id} is configured with secret but SECRET_HASH was not received`,
    );
    expect(await refusalOf(signUp({ SecretHash: 'AAAA' }))).toBe(
      `NotAuthorizedException: Unable to verify secret hash for client ${client.id}`,
    );
    const SecretHash = secretHash(client.secret ?? '', 'ada', client.id);
    await expect(signUp({ SecretHash })).resolves.toHaveProperty('UserSub');
  });

  it.each<[string, PoolRequest, AppClientRequest, object, string]>([
    [
      'a pool where only administrators create users',
      { allowAdminCreateUserOnly: true },
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
      { requiredAttributes: ['email', 'name', 'gender'] },
      {},
      {},
      `${prefix}emails: The attribute emails is required, name.formatted: The attribute name.formatted is required, gender: The attribute gender is required`,
    ],
    [
      'a user without the required attributes, with the older wording',
      { requiredAttributes: ['email', 'given_name'], wording: 'older' },
      {},
      {},
      `${prefix}email: The attribute is required\ngiven_name: The attribute is required`,
    ],
    [
      'a verified address',
      {},
      {},
      attributes({ email: 'ada@example.com', email_verified: 'true' }),
      'NotAuthorizedException: A client attempted to write unauthorized attribute',
    ],
    [
      'an attribute that the client may not write',
      {},
      { writeAttributes: ['email'] },
      attributes({ name: 'Ada' }),
      'NotAuthorizedException: A client attempted to write unauthorized attribute',
    ],
    [
      'a username that does not fit the pool',
      { usernameAttributes: ['email'] },
      {},
      {},
      'InvalidParameterException: Username should be an email.',
    ],
  ])('refuses %s', async (_, poolRequest, clientRequest, more, refusal) => {
    const { pool, signUp } = setUp(poolRequest, clientRequest);
    expect(await refusalOf(signUp(more))).toBe(refusal);
    expect(pool.users).toStrictEqual([]);
  });

  it.each<[PoolRequest, string, string]>([
    [{}, 'ada', 'UsernameExistsException: User already exists'],
    [
      { usernameAttributes: ['email'] },
      'ada@example.com',
      'UsernameExistsException: An account with the given email already exists.',
    ],
  ])('refuses a name that is taken (pool %j)', async (poolRequest, Username, refusal) => {
    const { signUp } = setUp(poolRequest);
    await signUp({ Username });
    expect(await refusalOf(signUp({ Username }))).toBe(refusal);
  });

  it('requires attributes that AdminCreateUser does not require', async () => {
    const { pool, sdk } = setUp({ requiredAttributes: ['name'] });
    await expect(sdk.send(createUser(pool.id, 'bob'))).resolves.toHaveProperty('User');
  });
});

describe('Lambda triggers', () => {
  const ClientMetadata = { stage: 'test' };
  const clientMetadata = ClientMetadata;

  it('run on SignUp, AdminConfirmSignUp and InitiateAuth', async () => {
    const { pool, client, sdk, signUp, confirm } = setUp();
    await signUp({ ClientMetadata, ValidationData: [{ Name: 'token', Value: 'abc' }] });
    await confirm({ ClientMetadata });
    const AuthParameters = { USERNAME: 'ada', PASSWORD: 'Permanent-1' };
    await sdk.send(
      new InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: client.id, AuthParameters, ClientMetadata }),
    );
    expect(pool.triggerCalls).toStrictEqual([
      { source: 'PreSignUp_SignUp', username: 'ada', clientMetadata, validationData: { token: 'abc' } },
      { source: 'PostConfirmation_ConfirmSignUp', username: 'ada', clientMetadata },
      { source: 'PreAuthentication_Authentication', username: 'ada', validationData: clientMetadata },
      { source: 'PostAuthentication_Authentication', username: 'ada' },
      { source: 'TokenGeneration_Authentication', username: 'ada' },
    ]);
  });

  it('run only before sign-up on AdminCreateUser', async () => {
    const { pool, sdk } = setUp();
    await sdk.send(createUser(pool.id, 'ada', { ClientMetadata }));
    expect(pool.triggerCalls).toStrictEqual([{ source: 'PreSignUp_AdminCreateUser', username: 'ada', clientMetadata }]);
  });

  it.each<[TriggerSource, TriggerFailure, string]>([
    [
      'PreSignUp_SignUp',
      { kind: 'error', message: 'no such plan' },
      'UserLambdaValidationException: PreSignUp failed with error no such plan.',
    ],
    [
      'PostConfirmation_ConfirmSignUp',
      { kind: 'timeout' },
      'UnexpectedLambdaException: PostConfirmation invocation failed due to error Socket timeout while invoking Lambda function.',
    ],
    [
      'TokenGeneration_Authentication',
      { kind: 'bad-output' },
      'InvalidLambdaResponseException: Invalid lambda function output : Invalid JSON',
    ],
    [
      'PostAuthentication_Authentication',
      { kind: 'error', message: 'boom' },
      'UserLambdaValidationException: PostAuthentication failed with error boom.',
    ],
  ])('make the request fail if they fail: %s', async (source, failure, refusal) => {
    const { pool, signUp, confirm, signIn } = setUp();
    pool.failTrigger(source, failure);
    const register = async () => {
      await signUp();
      await confirm();
      await signIn();
    };
    expect(await refusalOf(register())).toBe(refusal);
    expect(pool.users.map(({ status }) => status)).toStrictEqual(source === 'PreSignUp_SignUp' ? [] : ['CONFIRMED']);
  });
});

describe('AdminAddUserToGroup', () => {
  it('adds the user to a group of the pool, which appears in the tokens', async () => {
    const { pool, sdk, signUp, confirm, signIn } = setUp({ groups: ['testers', 'admins'] });
    await signUp();
    await confirm();
    const add = (GroupName: string) =>
      sdk.send(new AdminAddUserToGroupCommand({ UserPoolId: pool.id, Username: 'ada', GroupName }));
    await add('testers');
    await add('testers');
    expect(await refusalOf(add('unknown'))).toBe('ResourceNotFoundException: Group not found.');
    expect(pool.users).toMatchObject([{ groups: ['testers'] }]);
    const { AuthenticationResult } = await signIn();
    expect(decodeClaims(AuthenticationResult?.IdToken)).toMatchObject({ 'cognito:groups': ['testers'] });
  });

  it('refuses an unknown user', async () => {
    const { pool, sdk } = setUp({ groups: ['testers'] });
    const command = new AdminAddUserToGroupCommand({ UserPoolId: pool.id, Username: 'bob', GroupName: 'testers' });
    expect(await refusalOf(sdk.send(command))).toBe('UserNotFoundException: User does not exist.');
  });
});
