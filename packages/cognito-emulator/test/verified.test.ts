/**
 * Repeats what tests of moto assert that are marked as verified against AWS. Not here are those of operations that the
 * emulator does not have: ForgotPassword, and an authenticator app by access token.
 *
 * @see https://github.com/getmoto/moto/blob/master/tests/test_cognitoidp/test_cognitoidp.py
 */
import {
  AdminAddUserToGroupCommand,
  AdminConfirmSignUpCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  AssociateSoftwareTokenCommand,
  type AuthenticationResultType,
  type ChallengeNameType,
  type CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  SetUserPoolMfaConfigCommand,
  SignUpCommand,
  type SignUpCommandOutput,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { createSrpSession, signSrpSession } from 'cognito-srp-helper';
import { decodeClaims } from '../src/decode-claims.ts';
import { totpCode } from '../src/totp.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { createUser, refusalOf, respond, sdkFor, secretHashOf, start } from './sdk.ts';

const given = emulatorPerTest();

const USERNAME = '5b3e9c1c-1b5f-4c9b-9a1e-8f0f3f1f9d52';
const PASSWORD = 'P2$Sword';
const NEW_PASSWORD = 'P2$Sword2';
const TEMPORARY = { TemporaryPassword: PASSWORD };

interface Client {
  readonly sdk: CognitoIdentityProviderClient;
  readonly poolId: string;
  readonly id: string;
  readonly secret: string | undefined;
}

/** Creates a user pool and an app client by the API, as those tests do. */
async function createClient(
  client: Partial<CreateUserPoolClientCommandInput> = {},
  pool: Partial<CreateUserPoolCommandInput> = {},
): Promise<Client> {
  const sdk = sdkFor(given.emulator);
  const { UserPool } = await sdk.send(new CreateUserPoolCommand({ PoolName: 'TestUserPool', ...pool }));
  const poolId = UserPool?.Id ?? '';
  const { UserPoolClient } = await sdk.send(
    new CreateUserPoolClientCommand({ UserPoolId: poolId, ClientName: 'web', ...client }),
  );
  return { sdk, poolId, id: UserPoolClient?.ClientId ?? '', secret: UserPoolClient?.ClientSecret };
}

async function requireMfa({ sdk, poolId }: Client): Promise<void> {
  const app = { SoftwareTokenMfaConfiguration: { Enabled: true } };
  await sdk.send(new SetUserPoolMfaConfigCommand({ UserPoolId: poolId, MfaConfiguration: 'ON', ...app }));
}

function signUp(client: Client, username = USERNAME, attributes: Record<string, string> = {}) {
  return client.sdk.send(
    new SignUpCommand({
      ClientId: client.id,
      Username: username,
      Password: PASSWORD,
      SecretHash: secretHashOf(client, username)['SECRET_HASH'],
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    }),
  );
}

async function signUpConfirmed(client: Client, username = USERNAME): Promise<void> {
  await signUp(client, username);
  await client.sdk.send(new AdminConfirmSignUpCommand({ UserPoolId: client.poolId, Username: username }));
}

/** Answers a challenge of the user. */
function answer(client: Client, name: ChallengeNameType, session: string | undefined, more: Record<string, string>) {
  return respond(client.sdk, client, name, session, { USERNAME, ...secretHashOf(client, USERNAME), ...more });
}

async function signInWithSrp(client: Client, password = PASSWORD) {
  const srp = createSrpSession(USERNAME, password, client.poolId, false);
  const started = await start(client.sdk, client, 'USER_SRP_AUTH', {
    USERNAME,
    SRP_A: srp.largeA,
    ...secretHashOf(client, USERNAME),
  });
  const signed = signSrpSession(srp, { ChallengeParameters: started.ChallengeParameters ?? {} });
  return answer(client, 'PASSWORD_VERIFIER', started.Session, {
    PASSWORD_CLAIM_SECRET_BLOCK: signed.secret,
    PASSWORD_CLAIM_SIGNATURE: signed.passwordSignature,
    TIMESTAMP: signed.timestamp,
  });
}

/** Signs in with `ADMIN_NO_SRP_AUTH` and sets the temporary password again as the new one. */
async function signInAsNewUser(client: Client): Promise<AuthenticationResultType> {
  const { sdk, poolId: UserPoolId, id: ClientId } = client;
  const named = { USERNAME, ...secretHashOf(client, USERNAME) };
  const { ChallengeName, Session } = await sdk.send(
    new AdminInitiateAuthCommand({
      UserPoolId,
      ClientId,
      AuthFlow: 'ADMIN_NO_SRP_AUTH',
      AuthParameters: { ...named, PASSWORD },
    }),
  );
  expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
  const ChallengeResponses = { ...named, NEW_PASSWORD: PASSWORD };
  const { AuthenticationResult = {} } = await sdk.send(
    new AdminRespondToAuthChallengeCommand({ UserPoolId, ClientId, ChallengeName, Session, ChallengeResponses }),
  );
  return AuthenticationResult;
}

/** Sets up an authenticator app. Returns its secret and the session that follows. */
async function setUpApp({ sdk }: Client, setupSession: string | undefined) {
  const { SecretCode = '', Session } = await sdk.send(new AssociateSoftwareTokenCommand({ Session: setupSession }));
  const UserCode = totpCode(SecretCode, given.now);
  const verified = await sdk.send(new VerifySoftwareTokenCommand({ Session, UserCode }));
  expect(verified.Status).toBe('SUCCESS');
  return { secret: SecretCode, session: verified.Session };
}

/** The next code of an authenticator app, because each works once. */
function nextCode(secret: string): { SOFTWARE_TOKEN_MFA_CODE: string } {
  given.now += 30_000;
  return { SOFTWARE_TOKEN_MFA_CODE: totpCode(secret, given.now) };
}

const TOKENS = {
  AuthenticationResult: {
    AccessToken: expect.any(String),
    IdToken: expect.any(String),
    RefreshToken: expect.any(String),
    TokenType: 'Bearer',
  },
};

const ADMIN_FLOW: Partial<CreateUserPoolClientCommandInput> = { ExplicitAuthFlows: ['ADMIN_NO_SRP_AUTH'] };
const PASSWORD_FLOW: Partial<CreateUserPoolClientCommandInput> = { ExplicitAuthFlows: ['USER_PASSWORD_AUTH'] };

/** By the names of moto's tests. */
const FLOWS: Readonly<Record<string, () => Promise<void>>> = {
  async test_authorize_user_with_force_password_change_status() {
    const client = await createClient();
    await client.sdk.send(createUser(client.poolId, USERNAME, TEMPORARY));
    const { ChallengeName, Session } = await signInWithSrp(client);
    expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    expect(await answer(client, 'NEW_PASSWORD_REQUIRED', Session, { NEW_PASSWORD })).toMatchObject(TOKENS);
  },

  async test_group_in_access_token() {
    const client = await createClient(ADMIN_FLOW);
    const { sdk, poolId: UserPoolId } = client;
    await sdk.send(new CreateGroupCommand({ UserPoolId, GroupName: 'admins' }));
    await sdk.send(createUser(UserPoolId, USERNAME, TEMPORARY));
    await sdk.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: USERNAME, GroupName: 'admins' }));
    const { AccessToken } = await signInAsNewUser(client);
    expect(decodeClaims(AccessToken)['cognito:groups']).toStrictEqual(['admins']);
  },

  async test_scope_in_access_token() {
    const client = await createClient(ADMIN_FLOW);
    await client.sdk.send(createUser(client.poolId, USERNAME, TEMPORARY));
    const { AccessToken } = await signInAsNewUser(client);
    expect(decodeClaims(AccessToken)['scope']).toBe('aws.cognito.signin.user.admin');
  },

  async test_jti_in_tokens() {
    const client = await createClient({ ...ADMIN_FLOW, GenerateSecret: true });
    await client.sdk.send(createUser(client.poolId, USERNAME, TEMPORARY));
    const first = await signInAsNewUser(client);
    const { AuthenticationResult: refreshed } = await start(client.sdk, client, 'REFRESH_TOKEN', {
      REFRESH_TOKEN: first.RefreshToken ?? '',
      ...secretHashOf(client, USERNAME),
    });
    const { AuthenticationResult: later } = await signInWithSrp(client);
    const tokens = [first, refreshed, later].flatMap((result) => [result?.AccessToken, result?.IdToken]);
    const claims = tokens.map((token) => decodeClaims(token));
    expect(new Set(claims.map(({ jti }) => jti)).size).toBe(6);
    const origins = claims.map((claim) => claim['origin_jti']);
    expect(origins).toStrictEqual([...Array(4).fill(origins[0]), ...Array(2).fill(origins[4])]);
    expect(origins[4]).not.toBe(origins[0]);
  },

  async test_user_authentication_flow_mfa_on() {
    const client = await createClient({ GenerateSecret: true });
    await requireMfa(client);
    await signUpConfirmed(client);
    const setup = await signInWithSrp(client);
    expect(setup.ChallengeName).toBe('MFA_SETUP');
    const { secret } = await setUpApp(client, setup.Session);
    const { ChallengeName, Session } = await signInWithSrp(client);
    expect(ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    expect(await answer(client, 'SOFTWARE_TOKEN_MFA', Session, nextCode(secret))).toMatchObject(TOKENS);
  },

  async test_initiate_auth_REFRESH_TOKEN() {
    const client = await createClient({ GenerateSecret: true });
    await signUpConfirmed(client);
    const { AuthenticationResult: first } = await signInWithSrp(client);
    const { AuthenticationResult: refreshed } = await start(client.sdk, client, 'REFRESH_TOKEN', {
      REFRESH_TOKEN: first?.RefreshToken ?? '',
      ...secretHashOf(client, USERNAME),
    });
    expectClaims(client, refreshed, USERNAME);
  },

  async test_initiate_auth_USER_PASSWORD_AUTH() {
    const client = await createClient({ ...PASSWORD_FLOW, GenerateSecret: true });
    await signUpConfirmed(client);
    const result = await signInWithPassword(client, USERNAME);
    const { idClaims } = expectClaims(client, result, USERNAME);
    expect(idClaims).not.toHaveProperty('email');
  },

  async test_initiate_auth_USER_PASSWORD_AUTH_with_email() {
    const email = 'test@moto.com';
    const client = await createClient({ ...PASSWORD_FLOW, GenerateSecret: true }, { UsernameAttributes: ['email'] });
    await signUpConfirmed(client, email);
    const result = await signInWithPassword(client, email);
    const { idClaims } = expectClaims(client, result, decodeClaims(result?.AccessToken)['sub']);
    expect(idClaims['email']).toBe(email);
  },

  async test_initiate_mfa_auth_USER_PASSWORD_AUTH_with_FORCE_CHANGE_PASSWORD_status() {
    const client = await createClient(PASSWORD_FLOW);
    await requireMfa(client);
    await client.sdk.send(createUser(client.poolId, USERNAME, TEMPORARY));
    const first = await start(client.sdk, client, 'USER_PASSWORD_AUTH', { USERNAME, PASSWORD });
    expect(first.ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
    expect(first.AuthenticationResult).toBeUndefined();
    const setup = await answer(client, 'NEW_PASSWORD_REQUIRED', first.Session, { NEW_PASSWORD });
    expect(setup.ChallengeName).toBe('MFA_SETUP');
    const { secret, session } = await setUpApp(client, setup.Session);
    const done = await answer(client, 'MFA_SETUP', session, nextCode(secret));
    expect(done).toMatchObject({ ...TOKENS, ChallengeParameters: {} });
    const again = await start(client.sdk, client, 'USER_PASSWORD_AUTH', { USERNAME, PASSWORD: NEW_PASSWORD });
    expect(again.ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    const signedIn = await answer(client, 'SOFTWARE_TOKEN_MFA', again.Session, nextCode(secret));
    expect(signedIn).toMatchObject({ ...TOKENS, ChallengeParameters: {} });
  },
};

async function signInWithPassword(client: Client, username: string) {
  const named = { USERNAME: username, ...secretHashOf(client, username) };
  const { AuthenticationResult } = await start(client.sdk, client, 'USER_PASSWORD_AUTH', { ...named, PASSWORD });
  return AuthenticationResult;
}

function expectClaims({ id }: Client, result: AuthenticationResultType | undefined, username: unknown) {
  const accessClaims = decodeClaims(result?.AccessToken);
  const idClaims = decodeClaims(result?.IdToken);
  expect(accessClaims).toMatchObject({ username, client_id: id });
  expect(accessClaims).not.toHaveProperty('email');
  expect(idClaims).toMatchObject({ sub: accessClaims['sub'], 'cognito:username': username, aud: id });
  return { idClaims };
}

describe('a sign-in', () => {
  it.each(Object.entries(FLOWS))('goes as in %s', (_, flow) => flow());
});

const EMAIL = { email: 'test@test.com' };
const VERIFIES_EMAIL: Partial<CreateUserPoolCommandInput> = { AutoVerifiedAttributes: ['email'] };
const DELIVERY = { Destination: 't***@t***', DeliveryMedium: 'EMAIL', AttributeName: 'email' } as const;

describe('SignUp', () => {
  it.each<
    [string, Partial<CreateUserPoolCommandInput>, Record<string, string>, SignUpCommandOutput['CodeDeliveryDetails']]
  >([
    ['test_sign_up', {}, {}, undefined],
    ['test_sign_up_with_unverified_email', {}, EMAIL, undefined],
    ['test_sign_up_with_verified_email', VERIFIES_EMAIL, EMAIL, DELIVERY],
    ['test_sign_up_with_verified_but_not_supplied_email', VERIFIES_EMAIL, {}, undefined],
  ])('answers as in %s', async (_, pool, attributes, delivery) => {
    const answered = await signUp(await createClient({}, pool), USERNAME, attributes);
    expect(answered).toMatchObject({ UserConfirmed: false, UserSub: expect.stringMatching(/./) });
    expect(answered.CodeDeliveryDetails).toStrictEqual(delivery);
  });
});

/** @see https://github.com/getmoto/moto/pull/4836 */
describe('a flow of the other API is refused as in moto#4836', () => {
  const NOT_SUPPORTED = 'InvalidParameterException: Initiate Auth method not supported';

  it.each(['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'] as const)('%s by InitiateAuth', async (flow) => {
    const client = await createClient(ADMIN_FLOW);
    expect(await refusalOf(start(client.sdk, client, flow, { USERNAME, PASSWORD }))).toBe(NOT_SUPPORTED);
  });

  it('USER_PASSWORD_AUTH by AdminInitiateAuth', async () => {
    const { sdk, poolId: UserPoolId, id: ClientId } = await createClient(PASSWORD_FLOW);
    const AuthParameters = { USERNAME, PASSWORD };
    const call = new AdminInitiateAuthCommand({ UserPoolId, ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
    expect(await refusalOf(sdk.send(call))).toBe(NOT_SUPPORTED);
  });
});
