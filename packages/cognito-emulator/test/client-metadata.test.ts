/** Which operation passes ClientMetadata to which trigger, as the API reference says for each operation. */
import {
  AdminConfirmSignUpCommand,
  AdminInitiateAuthCommand,
  GetClientTokenCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, it } from '@jest/globals';
import type { CustomAuthTriggers } from '../src/sign-in/custom-auth.ts';
import { totpCode } from '../src/totp.ts';
import { UNSIGNED } from './contract/service.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { createUser, sdkFor } from './sdk.ts';
import { PASSWORD, setUpUser, TOTP_SECRET } from './user-fixture.ts';

const given = emulatorPerTest();

const ClientMetadata = { tenant: 'acme' };
const AuthParameters = { USERNAME: 'ada', PASSWORD };

const ONE_CHALLENGE: CustomAuthTriggers = {
  define: (event) => {
    event.response.issueTokens = event.request.session.length === 1;
    event.response.challengeName = 'CUSTOM_CHALLENGE';
    return event;
  },
  create: (event) => event,
  verify: (event) => {
    event.response.answerCorrect = true;
    return event;
  },
};

function setUp() {
  const fixture = setUpUser(given.emulator, {
    pool: { customAuth: ONE_CHALLENGE, autoVerifiedAttributes: ['email'], mfa: 'OPTIONAL', softwareTokenMfa: true },
  });
  const { pool, client, sdk } = fixture;
  const ClientId = client.id;
  return {
    ...fixture,
    signUp: () =>
      sdk.send(
        new SignUpCommand({
          ClientId,
          Username: 'bob',
          Password: PASSWORD,
          UserAttributes: [{ Name: 'email', Value: 'bob@example.com' }],
          ValidationData: [{ Name: 'tenant', Value: 'acme' }],
          ClientMetadata,
        }),
      ),
    initiate: (AuthFlow: 'USER_PASSWORD_AUTH' | 'CUSTOM_AUTH', USERNAME = 'ada') =>
      sdk.send(new InitiateAuthCommand({ AuthFlow, ClientId, AuthParameters: { USERNAME, PASSWORD }, ClientMetadata })),
    respond: (ChallengeName: 'SOFTWARE_TOKEN_MFA' | 'CUSTOM_CHALLENGE', Session: string | undefined, answer: object) =>
      sdk.send(
        new RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName,
          Session,
          ChallengeResponses: { ...answer },
          ClientMetadata,
        }),
      ),
    /** Returns the calls of triggers since then: the trigger, and where it finds the metadata. */
    deliveries: (before: number) =>
      pool.triggerCalls.slice(before).map(({ source, clientMetadata, validationData }) => {
        const places = Object.entries({ clientMetadata, validationData }).filter(([, data]) => data?.['tenant']);
        return [source, ...places.map(([place]) => place)].join(' ');
      }),
  };
}

type Fixture = ReturnType<typeof setUp>;
/** Makes a call, or prepares it and returns the function that makes it. */
type Call = (fixture: Fixture) => Promise<unknown>;

it.each<[string, Call, readonly string[]]>([
  [
    'AdminCreateUser',
    ({ sdk, pool }) => sdk.send(createUser(pool.id, 'bob', { ClientMetadata })),
    ['PreSignUp_AdminCreateUser clientMetadata'],
  ],
  [
    'SignUp',
    ({ signUp }) => signUp(),
    ['PreSignUp_SignUp clientMetadata validationData', 'CustomMessage_SignUp clientMetadata'],
  ],
  [
    'AdminConfirmSignUp',
    async ({ sdk, pool, signUp }) => {
      await signUp();
      return () => sdk.send(new AdminConfirmSignUpCommand({ UserPoolId: pool.id, Username: 'bob', ClientMetadata }));
    },
    ['PostConfirmation_ConfirmSignUp clientMetadata'],
  ],
  [
    'InitiateAuth',
    ({ initiate }) => initiate('USER_PASSWORD_AUTH'),
    [
      'PreAuthentication_Authentication validationData',
      'PostAuthentication_Authentication',
      'TokenGeneration_Authentication',
    ],
  ],
  [
    'InitiateAuth with CUSTOM_AUTH',
    ({ initiate }) => initiate('CUSTOM_AUTH'),
    [
      'PreAuthentication_Authentication validationData',
      'DefineAuthChallenge_Authentication',
      'CreateAuthChallenge_Authentication',
    ],
  ],
  [
    'AdminInitiateAuth',
    ({ pool, client, sdk }) => {
      const ids = { UserPoolId: pool.id, ClientId: client.id };
      const AuthFlow = 'ADMIN_USER_PASSWORD_AUTH';
      return sdk.send(new AdminInitiateAuthCommand({ ...ids, AuthFlow, AuthParameters, ClientMetadata }));
    },
    [
      'PreAuthentication_Authentication validationData',
      'PostAuthentication_Authentication',
      'TokenGeneration_Authentication',
    ],
  ],
  [
    'the answer to SOFTWARE_TOKEN_MFA',
    async ({ pool, initiate, respond }) => {
      pool.addUser({ username: 'eve', password: PASSWORD, totpSecret: TOTP_SECRET });
      const { Session } = await initiate('USER_PASSWORD_AUTH', 'eve');
      const SOFTWARE_TOKEN_MFA_CODE = totpCode(TOTP_SECRET, given.now);
      return () => respond('SOFTWARE_TOKEN_MFA', Session, { USERNAME: 'eve', SOFTWARE_TOKEN_MFA_CODE });
    },
    ['PostAuthentication_Authentication clientMetadata', 'TokenGeneration_Authentication clientMetadata'],
  ],
  [
    'the answer to CUSTOM_CHALLENGE',
    async ({ initiate, respond }) => {
      const { Session } = await initiate('CUSTOM_AUTH');
      return () => respond('CUSTOM_CHALLENGE', Session, { USERNAME: 'ada', ANSWER: 'anything' });
    },
    [
      'VerifyAuthChallengeResponse_Authentication clientMetadata',
      'DefineAuthChallenge_Authentication clientMetadata',
      'PostAuthentication_Authentication clientMetadata',
      'TokenGeneration_Authentication clientMetadata',
    ],
  ],
  [
    'GetTokensFromRefreshToken',
    ({ pool, client, sdk }) => {
      const RefreshToken = pool.addSignIn(client, 'ada');
      return sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId: client.id, RefreshToken, ClientMetadata }));
    },
    ['TokenGeneration_RefreshTokens clientMetadata'],
  ],
  [
    'GetClientToken',
    ({ pool }) => {
      const client = pool.createClient({ secret: true, flows: ['ALLOW_CLIENT_TOKEN_AUTH'], scopes: ['orders/read'] });
      const request = { ClientId: client.id, Secret: client.secret, ClientMetadata };
      return sdkFor(given.emulator, UNSIGNED).send(new GetClientTokenCommand(request));
    },
    ['TokenGeneration_ClientCredentials clientMetadata'],
  ],
])('ClientMetadata of %s reaches its triggers', async (_, call, expected) => {
  const fixture = setUp();
  const made = await call(fixture);
  let before = 0;
  if (typeof made === 'function') {
    before = fixture.pool.triggerCalls.length;
    await made();
  }
  expect(fixture.deliveries(before)).toStrictEqual(expected);
});
