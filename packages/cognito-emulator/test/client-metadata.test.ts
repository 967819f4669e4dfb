// Verify which operation passes ClientMetadata to which trigger, as the API reference says for each operation.
import {
  AdminConfirmSignUpCommand,
  AdminInitiateAuthCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { AppClient } from '../src/app-client.ts';
import type { CustomAuthTriggers } from '../src/sign-in/custom-auth.ts';
import { totpCode } from '../src/totp.ts';
import type { UserPool } from '../src/user-pool.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { totpSecret } from './mfa-fixture.ts';
import { createUser, sdkFor } from './sdk.ts';

const given = emulatorPerTest();

const ADA = { USERNAME: 'ada', PASSWORD: 'Analytical-1843' };
const ClientMetadata = { tenant: 'acme' };

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

interface Context {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly sdk: ReturnType<typeof sdkFor>;
}

function setUp(): Context {
  const pool = given.emulator.createPool({
    customAuth: ONE_CHALLENGE,
    autoVerifiedAttributes: ['email'],
    mfa: 'OPTIONAL',
    softwareTokenMfa: true,
  });
  const client = pool.createClient({
    flows: [
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_CUSTOM_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ],
  });
  return { pool, client, sdk: sdkFor(given.emulator) };
}

/** Returns the calls of triggers since `before`: the trigger, and where it finds the metadata. */
function deliveries({ triggerCalls }: UserPool, before = 0): (readonly [string, string])[] {
  return triggerCalls.slice(before).map(({ source, clientMetadata, validationData }) => {
    const places = Object.entries({ clientMetadata, validationData }).filter(([, data]) => data?.['tenant'] === 'acme');
    return [source.split('_')[0] ?? '', places.map(([place]) => place).join()];
  });
}

function signUp({ sdk, client }: Context) {
  return sdk.send(
    new SignUpCommand({
      ClientId: client.id,
      Username: 'bob',
      Password: 'Analytical-1843',
      UserAttributes: [{ Name: 'email', Value: 'bob@example.com' }],
      ClientMetadata,
    }),
  );
}

function initiate(AuthFlow: 'USER_PASSWORD_AUTH' | 'CUSTOM_AUTH', { sdk, client }: Context) {
  return sdk.send(new InitiateAuthCommand({ AuthFlow, ClientId: client.id, AuthParameters: ADA, ClientMetadata }));
}

describe('ClientMetadata', () => {
  it.each<[string, (context: Context) => Promise<unknown>, (readonly [string, string])[]]>([
    [
      'AdminCreateUser',
      ({ sdk, pool }) => sdk.send(createUser(pool.id, 'bob', { ClientMetadata })),
      [['PreSignUp', 'clientMetadata']],
    ],
    [
      'SignUp',
      signUp,
      [
        ['PreSignUp', 'clientMetadata'],
        ['CustomMessage', 'clientMetadata'],
      ],
    ],
    [
      'InitiateAuth',
      (context) => {
        context.pool.addUser({ username: 'ada', password: ADA.PASSWORD });
        return initiate('USER_PASSWORD_AUTH', context);
      },
      [
        ['PreAuthentication', 'validationData'],
        ['PostAuthentication', ''],
        ['TokenGeneration', ''],
      ],
    ],
    [
      'InitiateAuth with CUSTOM_AUTH',
      (context) => {
        context.pool.addUser({ username: 'ada', password: ADA.PASSWORD });
        return initiate('CUSTOM_AUTH', context);
      },
      [
        ['PreAuthentication', 'validationData'],
        ['DefineAuthChallenge', ''],
        ['CreateAuthChallenge', ''],
      ],
    ],
    [
      'AdminInitiateAuth',
      ({ pool, client, sdk }) => {
        pool.addUser({ username: 'ada', password: ADA.PASSWORD });
        return sdk.send(
          new AdminInitiateAuthCommand({
            AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
            UserPoolId: pool.id,
            ClientId: client.id,
            AuthParameters: ADA,
            ClientMetadata,
          }),
        );
      },
      [
        ['PreAuthentication', 'validationData'],
        ['PostAuthentication', ''],
        ['TokenGeneration', ''],
      ],
    ],
  ])('of %s reaches these triggers', async (_, call, expected) => {
    const context = setUp();
    await call(context);
    expect(deliveries(context.pool)).toStrictEqual(expected);
  });

  it('of AdminConfirmSignUp reaches post confirmation', async () => {
    const context = setUp();
    await signUp(context);
    const before = context.pool.triggerCalls.length;
    const confirm = { UserPoolId: context.pool.id, Username: 'bob', ClientMetadata };
    await context.sdk.send(new AdminConfirmSignUpCommand(confirm));
    expect(deliveries(context.pool, before)).toStrictEqual([['PostConfirmation', 'clientMetadata']]);
  });

  it.each<[string, 'USER_PASSWORD_AUTH' | 'CUSTOM_AUTH', (now: number) => Record<string, string>, string[]]>([
    [
      'SOFTWARE_TOKEN_MFA',
      'USER_PASSWORD_AUTH',
      (now) => ({ SOFTWARE_TOKEN_MFA_CODE: totpCode(totpSecret, now) }),
      ['PostAuthentication', 'TokenGeneration'],
    ],
    [
      'CUSTOM_CHALLENGE',
      'CUSTOM_AUTH',
      () => ({ ANSWER: 'anything' }),
      ['VerifyAuthChallengeResponse', 'DefineAuthChallenge', 'PostAuthentication', 'TokenGeneration'],
    ],
  ])('of the answer to %s reaches all triggers after it', async (name, flow, answer, expected) => {
    const context = setUp();
    const { pool, client, sdk } = context;
    pool.addUser({ username: 'ada', password: ADA.PASSWORD, totpSecret });
    const { ChallengeName, Session } = await initiate(flow, context);
    expect(ChallengeName).toBe(name);
    const before = pool.triggerCalls.length;
    const ChallengeResponses = { USERNAME: 'ada', ...answer(given.now) };
    await sdk.send(
      new RespondToAuthChallengeCommand({
        ClientId: client.id,
        ChallengeName,
        Session,
        ChallengeResponses,
        ClientMetadata,
      }),
    );
    expect(deliveries(pool, before)).toStrictEqual(expected.map((trigger) => [trigger, 'clientMetadata']));
  });

  it('of GetTokensFromRefreshToken reaches pre token generation', async () => {
    const { pool, client, sdk } = setUp();
    pool.addUser({ username: 'ada', password: ADA.PASSWORD });
    const RefreshToken = pool.addSignIn(client, 'ada');
    await sdk.send(new GetTokensFromRefreshTokenCommand({ ClientId: client.id, RefreshToken, ClientMetadata }));
    expect(deliveries(pool)).toStrictEqual([['TokenGeneration', 'clientMetadata']]);
  });
});
