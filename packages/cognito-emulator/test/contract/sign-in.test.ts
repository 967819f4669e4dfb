/** Sign-in with a password, by the user, by choice and by the pool's owner, and the new password that may follow. */
import type { AuthFlowType } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import {
  answers,
  DISABLED,
  INVALID_SESSION,
  invalid,
  LOCKED,
  missing,
  NO_USER,
  NOT_CONFIRMED,
  refusalOf,
  TOKENS,
  WRONG_PASSWORD,
} from './answers.ts';
import { addEnrolledUser } from './authenticator-app.ts';
import {
  type ClientRequest,
  ContractClient,
  PASSWORD,
  type PoolRequest,
  TEMPORARY_PASSWORD,
  type Texts,
} from './pool.ts';
import { type Given, type Requests, useService } from './service.ts';

const EMAIL = 'ada@example.com';
const EMAIL_POOL: PoolRequest = { UsernameAttributes: ['email'] };
const ALIAS_POOL: PoolRequest = { AliasAttributes: ['email'] };
const CONFIDENTIAL: Requests = { client: { GenerateSecret: true } };
const BY_EMAIL: Requests = { pool: EMAIL_POOL, username: EMAIL };
const BY_PHONE: Requests = { pool: { UsernameAttributes: ['phone_number'] }, username: '+999123' };
const ALIAS: Requests = { pool: ALIAS_POOL, attributes: { email: EMAIL } };
const VERIFIED_ALIAS: Requests = { pool: ALIAS_POOL, attributes: { email: EMAIL, email_verified: 'true' } };
const DEFAULT_CASE: Requests = { pool: { UsernameConfiguration: undefined } };
const LITE: Requests = { pool: { UserPoolTier: 'LITE' } };
const HIDING: Requests = { client: { PreventUserExistenceErrors: 'ENABLED' } };
const NO_HASH = 'NotAuthorizedException: Client CLIENT is configured with secret but SECRET_HASH was not received';
const WRONG_HASH = 'NotAuthorizedException: Unable to verify secret hash for client CLIENT';
const UNEXPECTED_HASH = invalid('App client CLIENT is not configured for secret but secret hash was received');
const NOT_SUPPORTED = invalid('Initiate Auth method not supported');

const service = await useService();

const signIn = (parameters: Texts = {}) => {
  return ({ client }: Given) => client.signIn(parameters);
};
const initiate = (flow: AuthFlowType, more: Texts = {}) => {
  return ({ client }: Given) => client.initiate(flow, { USERNAME: 'ada', PASSWORD, SRP_A: '2', ...more });
};
const adminInitiate = (flow: AuthFlowType, more: Texts = {}) => {
  return ({ client }: Pick<Given, 'client'>) =>
    client.adminInitiate(flow, { USERNAME: 'ada', PASSWORD, SRP_A: '2', ...more });
};

describe('USER_PASSWORD_AUTH', () => {
  it('returns tokens, without a session', async () => {
    const validity = { AccessTokenValidity: 5, TokenValidityUnits: { AccessToken: 'minutes' } } as const;
    const { client } = await service.setUp({ client: validity });
    const { $metadata: _, ...answer } = await client.signIn({ USERNAME: 'ADA' });
    const texts = { AccessToken: expect.any(String), IdToken: expect.any(String), RefreshToken: expect.any(String) };
    expect(answer).toStrictEqual({
      ChallengeParameters: {},
      AuthenticationResult: { ...texts, ExpiresIn: 300, TokenType: 'Bearer' },
    });
  });

  answers(service.setUp, {
    'accepts the e-mail address in any case': [signIn({ USERNAME: 'Ada@example.com' }), TOKENS, BY_EMAIL],
    'accepts a phone number': [signIn({ USERNAME: '+999123' }), TOKENS, BY_PHONE],
    'accepts a verified alias': [signIn({ USERNAME: EMAIL }), TOKENS, VERIFIED_ALIAS],
    'refuses an alias that is not verified': [signIn({ USERNAME: EMAIL }), NO_USER, ALIAS],
    'refuses the e-mail attribute of a plain pool': [signIn({ USERNAME: EMAIL }), NO_USER, { ...ALIAS, pool: {} }],
    'refuses another case by default': [signIn({ USERNAME: 'Ada' }), NO_USER, DEFAULT_CASE],
    'refuses a wrong password': [signIn({ PASSWORD: 'wrong' }), WRONG_PASSWORD],
    'refuses an unknown user': [signIn({ USERNAME: 'bob' }), NO_USER],
    'hides that a user is unknown if the client wants that': [signIn({ USERNAME: 'bob' }), WRONG_PASSWORD, HIDING],
    'refuses no username': [signIn({ USERNAME: '' }), missing('USERNAME')],
    'refuses no password': [signIn({ PASSWORD: '' }), missing('PASSWORD')],
    'refuses a disabled user': [({ pool, client }) => pool.disableUser().then(() => client.signIn()), DISABLED],
    'refuses an unconfirmed user with any password': [
      ({ client }) => client.signUp('bob').then(() => client.signIn({ USERNAME: 'bob', PASSWORD: 'wrong' })),
      NOT_CONFIRMED,
    ],
    'refuses an app client that does not exist': [
      ({ pool }) => new ContractClient(pool, 'a1b2c3d4e5f6g7h8i9j0k1l2m3', undefined).signIn(),
      'ResourceNotFoundException: User pool client a1b2c3d4e5f6g7h8i9j0k1l2m3 does not exist.',
    ],
  });

  it('locks the user for a second at the fifth wrong password', async () => {
    const { client } = await service.setUp();
    for (let failure = 1; failure <= 5; failure += 1) {
      expect(await refusalOf(client.signIn({ PASSWORD: 'wrong' }))).toBe(WRONG_PASSWORD);
    }
    expect(await refusalOf(client.signIn())).toBe(LOCKED);
  });
});

describe('an auth flow that the app client or the pool does not allow is refused', () => {
  const CUSTOM: Requests = { client: { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] } };
  const notEnabled = (flow: string) => invalid(`${flow} flow not enabled for this client`);
  const NOT_IN_LITE =
    'FeatureUnavailableInTierException: The following features need to be disabled for the LITE pricing tier configured: Choice-Based Sign-In';
  const NO_TRIGGER = invalid('Custom auth lambda trigger is not configured for the user pool.');
  answers(service.setUp, {
    USER_PASSWORD_AUTH: [initiate('USER_PASSWORD_AUTH'), notEnabled('USER_PASSWORD_AUTH'), CUSTOM],
    USER_SRP_AUTH: [initiate('USER_SRP_AUTH'), invalid('USER_SRP_AUTH is not enabled for the client.'), CUSTOM],
    USER_AUTH: [initiate('USER_AUTH'), notEnabled('USER_AUTH'), CUSTOM],
    CUSTOM_AUTH: [initiate('CUSTOM_AUTH'), invalid('CUSTOM_AUTH is not enabled for the client.')],
    'CUSTOM_AUTH without triggers': [initiate('CUSTOM_AUTH'), NO_TRIGGER, CUSTOM],
    'ADMIN_USER_PASSWORD_AUTH by InitiateAuth': [initiate('ADMIN_USER_PASSWORD_AUTH'), NOT_SUPPORTED],
    'USER_PASSWORD_AUTH by AdminInitiateAuth': [adminInitiate('USER_PASSWORD_AUTH'), NOT_SUPPORTED],
    ADMIN_USER_PASSWORD_AUTH: [adminInitiate('ADMIN_USER_PASSWORD_AUTH'), notEnabled('Auth'), CUSTOM],
    'USER_AUTH in a pool with the Lite plan': [initiate('USER_AUTH'), NOT_IN_LITE, LITE],
  });
});

describe('SECRET_HASH', () => {
  const HASHED_EMAIL: Requests = { ...CONFIDENTIAL, ...BY_EMAIL };
  const withHashOf = (name: string) => {
    return ({ client }: Given) => client.signIn({ SECRET_HASH: client.hash(name) });
  };
  answers(service.setUp, {
    'contains exactly the USERNAME of the request': [signIn({ USERNAME: 'ADA@example.com' }), TOKENS, HASHED_EMAIL],
    'is refused if it is missing': [signIn({ SECRET_HASH: '' }), NO_HASH, CONFIDENTIAL],
    'is refused if it is for another name': [withHashOf('Ada'), WRONG_HASH, CONFIDENTIAL],
    'is refused for a client without a secret': [signIn({ SECRET_HASH: 'abc=' }), UNEXPECTED_HASH],
  });

  it('contains the real username in REFRESH_TOKEN_AUTH', async () => {
    const { pool, client } = await service.setUp(HASHED_EMAIL);
    const { RefreshToken: REFRESH_TOKEN } = await client.tokens({ USERNAME: EMAIL });
    const refresh = (hash: Texts) => client.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN, ...hash });
    expect(await refusalOf(refresh({}))).toBe(NO_HASH.replace('CLIENT', client.id));
    expect(await refusalOf(refresh({ SECRET_HASH: client.hash(EMAIL) }))).toBe(
      `NotAuthorizedException: SecretHash does not match for the client: ${client.id}`,
    );
    const { Username = '' } = await pool.getUser(EMAIL);
    expect(await refresh({ SECRET_HASH: client.hash(Username) })).toMatchObject(TOKENS);
  });
});

describe('USER_AUTH', () => {
  const VERIFIER = { ChallengeName: 'PASSWORD_VERIFIER', Session: expect.any(String) };
  /** Starts a sign-in without a preference and answers its challenge. */
  const select = (answer: Texts, USERNAME = 'ada') => {
    return async (given: Given) => {
      const { Session } = await initiate('USER_AUTH', { USERNAME })(given);
      return given.client.respond('SELECT_CHALLENGE', Session, { USERNAME, ...answer });
    };
  };
  const preferring = (PREFERRED_CHALLENGE: string) => initiate('USER_AUTH', { PREFERRED_CHALLENGE });
  const answer = { ANSWER: 'PASSWORD', PASSWORD };
  answers(service.setUp, {
    'accepts the preference PASSWORD': [preferring('PASSWORD'), TOKENS, CONFIDENTIAL],
    'accepts the preference PASSWORD_SRP, and returns a session': [preferring('PASSWORD_SRP'), VERIFIER],
    'accepts the answer PASSWORD with the password': [select(answer), TOKENS, CONFIDENTIAL],
    'accepts the answer PASSWORD_SRP with SRP_A': [select({ ANSWER: 'PASSWORD_SRP', SRP_A: '2' }), VERIFIER],
    'refuses no answer': [select({}), missing('ANSWER')],
    'refuses no password': [select({ ANSWER: 'PASSWORD' }), missing('PASSWORD')],
    'refuses a wrong password': [select({ ANSWER: 'PASSWORD', PASSWORD: 'wrong' }), WRONG_PASSWORD],
    'refuses an unknown answer': [select({ ANSWER: 'password' }), invalid('Invalid ANSWER password.')],
    'refuses every answer for an unknown user': [select(answer, 'bob'), WRONG_PASSWORD, HIDING],
    'refuses an answer for another user': [select({ ...answer, USERNAME: 'cyd' }, 'bob'), INVALID_SESSION, HIDING],
  });

  it.each<[string, Requests, Texts]>([
    ['there is no preference', {}, {}],
    ['the preference is not available', {}, { PREFERRED_CHALLENGE: 'WEB_AUTHN' }],
    ['the user is unknown and hidden', HIDING, { USERNAME: 'bob' }],
  ])('returns SELECT_CHALLENGE if %s', async (_, requests, parameters) => {
    const challenge = await initiate('USER_AUTH', parameters)(await service.setUp(requests));
    expect(challenge).toMatchObject({ ChallengeName: 'SELECT_CHALLENGE', Session: expect.any(String) });
    expect(challenge.AvailableChallenges?.toSorted()).toStrictEqual(['PASSWORD', 'PASSWORD_SRP']);
  });

  it.each([
    ['PASSWORD', undefined],
    ['PASSWORD_SRP', 'PASSWORD_VERIFIER'],
  ] as const)('returns %s if that is the preference and its parameter is missing', async (preferred, next) => {
    const { client } = await service.setUp();
    const preference = { USERNAME: 'ada', PREFERRED_CHALLENGE: preferred };
    const { ChallengeName, Session } = await client.initiate('USER_AUTH', preference);
    expect(ChallengeName).toBe(preferred);
    const answered = await client.respond(preferred, Session, { USERNAME: 'ada', PASSWORD, SRP_A: '2' });
    expect(answered.ChallengeName).toBe(next);
  });
});

describe('AdminInitiateAuth', () => {
  answers(service.setUp, {
    'returns tokens with ADMIN_USER_PASSWORD_AUTH': [adminInitiate('ADMIN_USER_PASSWORD_AUTH'), TOKENS, CONFIDENTIAL],
    'returns tokens with ADMIN_NO_SRP_AUTH': [adminInitiate('ADMIN_NO_SRP_AUTH'), TOKENS],
    'returns tokens with USER_AUTH': [adminInitiate('USER_AUTH', { PREFERRED_CHALLENGE: 'PASSWORD' }), TOKENS],
    'returns a challenge with USER_SRP_AUTH': [adminInitiate('USER_SRP_AUTH'), { ChallengeName: 'PASSWORD_VERIFIER' }],
    'refuses an app client of another pool': [
      async ({ client: { id } }) =>
        new ContractClient(await service.createPool(), id, undefined).adminInitiate('USER_AUTH', {}),
      'ResourceNotFoundException: User pool client CLIENT does not exist.',
    ],
  });
});

it('AdminRespondToAuthChallenge answers challenges of AdminInitiateAuth only, for the same app client', async () => {
  const { pool, client } = await service.setUp({ ...CONFIDENTIAL, username: '' });
  await pool.setMfa('ON');
  const { nextCode } = await addEnrolledUser(client);
  const answerTo = ({ Session }: { readonly Session?: string | undefined }) =>
    ['SOFTWARE_TOKEN_MFA', Session, { USERNAME: 'ada', SOFTWARE_TOKEN_MFA_CODE: nextCode }] as const;
  const challenge = async () => answerTo(await adminInitiate('ADMIN_USER_PASSWORD_AUTH')({ client }));
  const other = await pool.createClient();
  expect(await refusalOf(client.respond(...(await challenge())))).toBe(INVALID_SESSION);
  expect(await refusalOf(client.adminRespond(...answerTo(await client.signIn())))).toBe(INVALID_SESSION);
  expect(await refusalOf(other.adminRespond(...(await challenge())))).toBe(INVALID_SESSION);
  expect(await client.adminRespond(...(await challenge()))).toMatchObject(TOKENS);
});

describe('NEW_PASSWORD_REQUIRED', () => {
  const REQUIRED: PoolRequest = { Schema: ['email', 'name'].map((Name) => ({ Name, Required: true, Mutable: true })) };
  const NEW_PASSWORD = 'Permanent-1';
  const ADDRESS = { 'userAttributes.email': 'a@b.example' };

  async function challenged(pool: PoolRequest = REQUIRED, client: ClientRequest = {}) {
    const given = await service.setUp({ pool, client, username: '' });
    await given.pool.createUser('ada', { name: 'Ada' });
    const challenge = await given.client.signIn({ PASSWORD: TEMPORARY_PASSWORD });
    const answer = (responses: Texts) =>
      given.client.respond('NEW_PASSWORD_REQUIRED', challenge.Session, { USERNAME: 'ada', ...responses });
    return { ...given, challenge, answer };
  }

  it('names the missing required attributes, and sets them with the password', async () => {
    const { pool, challenge, answer } = await challenged(REQUIRED, { GenerateSecret: true });
    const attributes = { requiredAttributes: '["userAttributes.email"]', userAttributes: '{"name":"Ada"}' };
    const ChallengeParameters = { USER_ID_FOR_SRP: 'ada', ...attributes };
    expect(challenge).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED', ChallengeParameters });
    expect(challenge.Session).toMatch(/^.{20,2048}$/);
    expect(challenge.AuthenticationResult).toBeUndefined();
    expect(await answer({ NEW_PASSWORD, ...ADDRESS })).toMatchObject(TOKENS);
    const { UserStatus, UserAttributes } = await pool.getUser();
    expect(UserStatus).toBe('CONFIRMED');
    expect(UserAttributes).toContainEqual({ Name: 'name', Value: 'Ada' });
    expect(UserAttributes).toContainEqual({ Name: 'email', Value: 'a@b.example' });
  });

  it('is followed by the MFA challenge', async () => {
    const { pool, answer } = await challenged({});
    await pool.setMfa('ON');
    expect(await answer({ NEW_PASSWORD })).toMatchObject({ ChallengeName: 'MFA_SETUP' });
  });

  it.each<[Texts, string | RegExp, PoolRequest?]>([
    [{}, missing('NEW_PASSWORD')],
    [{ NEW_PASSWORD: 'short' }, /^InvalidPasswordException: /],
    [{ NEW_PASSWORD }, invalid('Invalid attributes given, email is missing')],
    [
      { NEW_PASSWORD, ...ADDRESS, 'userAttributes.name': 'Bob' },
      'NotAuthorizedException: Cannot modify an already provided name',
    ],
    [{ NEW_PASSWORD, ...ADDRESS, 'userAttributes.custom:x': 'y' }, /custom:x} could not be determined$/],
    [
      { NEW_PASSWORD: TEMPORARY_PASSWORD },
      /^PasswordHistoryPolicyViolationException/,
      { Policies: { PasswordPolicy: { PasswordHistorySize: 1 } } },
    ],
  ])('refuses %j', async (responses, refusal, poolRequest = REQUIRED) => {
    const { pool, answer } = await challenged(poolRequest);
    expect(await refusalOf(answer(responses))).toMatch(refusal);
    expect(await pool.getUser()).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD' });
  });
});
