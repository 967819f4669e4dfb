/** Which operation passes ClientMetadata to which trigger, as the API reference says for each operation. */
import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { expect, it } from '@jest/globals';
import type { AppClientRequest } from '../src/app-client.ts';
import type { CustomAuthTriggers } from '../src/triggers.ts';
import { totpCode } from '../src/users.ts';
import { attributesOf, PASSWORD } from './contract/pool.ts';
import { UNSIGNED } from './contract/service.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { sdkFor } from './sdk.ts';
import { setUpUser, TOTP_SECRET } from './user-fixture.ts';

const given = emulatorPerTest();

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

/** Adds ClientMetadata to every call. */
function addClientMetadata({ middlewareStack }: CognitoIdentityProviderClient): void {
  middlewareStack.add(
    (next) => (call) => next({ ...call, input: { ...call.input, ClientMetadata: { tenant: 'acme' } } }),
    { step: 'initialize' },
  );
}

function setUp() {
  const fixture = setUpUser(given.emulator, {
    pool: { customAuth: ONE_CHALLENGE, autoVerifiedAttributes: ['email'], mfa: 'OPTIONAL', softwareTokenMfa: true },
  });
  const { pool, owner, calls } = fixture;
  addClientMetadata(owner.sdk);
  const UserAttributes = attributesOf({ email: 'bob@example.com' });
  const ValidationData = attributesOf({ tenant: 'acme' });
  return {
    ...fixture,
    signUp: () => calls.signUp('bob', { UserAttributes, ValidationData }),
    /** Returns the calls of triggers since then: the trigger, and where it finds the metadata. */
    deliveries: (before: number) =>
      pool.triggers.calls.slice(before).map(({ source, clientMetadata, validationData }) => {
        const places = Object.entries({ clientMetadata, validationData }).filter(([, data]) => data?.['tenant']);
        return [source, ...places.map(([place]) => place)].join(' ');
      }),
  };
}

type Fixture = ReturnType<typeof setUp>;
/** Makes a call, or prepares it and returns the function that makes it. */
type Call = (fixture: Fixture) => Promise<unknown>;

const PASSWORD_SIGN_IN = [
  'PreAuthentication_Authentication validationData',
  'PostAuthentication_Authentication',
  'TokenGeneration_Authentication',
];

it.each<[string, Call, readonly string[]]>([
  ['AdminCreateUser', ({ owner }) => owner.createUser('bob'), ['PreSignUp_AdminCreateUser clientMetadata']],
  [
    'SignUp',
    ({ signUp }) => signUp(),
    ['PreSignUp_SignUp clientMetadata validationData', 'CustomMessage_SignUp clientMetadata'],
  ],
  [
    'AdminConfirmSignUp',
    async ({ owner, signUp }) => {
      await signUp();
      return () => owner.confirmUser('bob');
    },
    ['PostConfirmation_ConfirmSignUp clientMetadata'],
  ],
  ['InitiateAuth', ({ calls }) => calls.signIn(), PASSWORD_SIGN_IN],
  [
    'InitiateAuth with CUSTOM_AUTH',
    ({ calls }) => calls.initiate('CUSTOM_AUTH', { USERNAME: 'ada' }),
    [
      'PreAuthentication_Authentication validationData',
      'DefineAuthChallenge_Authentication',
      'CreateAuthChallenge_Authentication',
    ],
  ],
  [
    'AdminInitiateAuth',
    ({ calls }) => calls.adminInitiate('ADMIN_USER_PASSWORD_AUTH', { USERNAME: 'ada', PASSWORD }),
    PASSWORD_SIGN_IN,
  ],
  [
    'the answer to SOFTWARE_TOKEN_MFA',
    async ({ pool, calls }) => {
      pool.addUser({ username: 'eve', password: PASSWORD, totpSecret: TOTP_SECRET });
      const { Session } = await calls.signIn({ USERNAME: 'eve' });
      const SOFTWARE_TOKEN_MFA_CODE = totpCode(TOTP_SECRET, given.now);
      return () => calls.respond('SOFTWARE_TOKEN_MFA', Session, { USERNAME: 'eve', SOFTWARE_TOKEN_MFA_CODE });
    },
    ['PostAuthentication_Authentication clientMetadata', 'TokenGeneration_Authentication clientMetadata'],
  ],
  [
    'the answer to CUSTOM_CHALLENGE',
    async ({ calls }) => {
      const { Session } = await calls.initiate('CUSTOM_AUTH', { USERNAME: 'ada' });
      return () => calls.respond('CUSTOM_CHALLENGE', Session, { USERNAME: 'ada', ANSWER: 'anything' });
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
    ({ pool, client, calls }) => calls.refresh(pool.addSignIn(client, 'ada')),
    ['TokenGeneration_RefreshTokens clientMetadata'],
  ],
  [
    'GetClientToken',
    ({ pool }) => {
      const request: AppClientRequest = { secret: true, flows: ['ALLOW_CLIENT_TOKEN_AUTH'], scopes: ['orders/read'] };
      const { id, secret } = pool.createClient(request);
      const sdk = sdkFor(given.emulator, UNSIGNED);
      addClientMetadata(sdk);
      return sdk.getClientToken({ ClientId: id, Secret: secret });
    },
    ['TokenGeneration_ClientCredentials clientMetadata'],
  ],
])('ClientMetadata of %s reaches its triggers', async (_, call, expected) => {
  const fixture = setUp();
  const made = await call(fixture);
  let before = 0;
  if (typeof made === 'function') {
    before = fixture.pool.triggers.calls.length;
    await made();
  }
  expect(fixture.deliveries(before)).toStrictEqual(expected);
});
