/** Requests of auth flows, and answers, also those of emulators that AWS itself does not give. */
import { describe, expect, it } from '@jest/globals';
import { SrpExchange } from 'cognito-emulator/sign-in/srp';
import { type AuthOperations, authCallOptions, createAuthFlows } from '../../../src/cognito/auth-flows.ts';
import { appClientTarget } from '../../../src/cognito/targets.ts';
import type { AuthFlow } from '../../../src/cognito/types.ts';
import { readAndMaskTokens } from '../../../src/cognito/wire-fields.ts';
import { fakeClock } from '../fakes.ts';

type Output = Awaited<ReturnType<AuthOperations['initiate']>>;
type Fields = Parameters<AuthOperations['initiate']>[0];

const APP_CLIENT = { region: 'eu-west-1', clientId: '4kfr83e5pagh', clientSecret: undefined };
const PASSWORD = 'Analytical-Engine-1843';
const TOKENS = { IdToken: 'an-id-token', AccessToken: 'an-access-token', RefreshToken: 'a-refresh-token' };
const SRP = { name: 'USER_SRP_AUTH', userPoolId: 'eu-west-1_AbCdEf123' } as const satisfies AuthFlow;

function signIn(flow: AuthFlow, initiated: (fields: Fields) => Output, answer: Output = {}) {
  const masked: string[] = [];
  const answers: (Readonly<Record<string, string>> | undefined)[] = [];
  const operations: AuthOperations = {
    initiate: (fields) => Promise.resolve(initiated(fields)),
    respond: (_, fields) => {
      answers.push(fields().ChallengeResponses);
      return Promise.resolve(answer);
    },
  };
  const options = {
    ...APP_CLIENT,
    target: appClientTarget(APP_CLIENT),
    mask: (secret: string) => masked.push(secret),
    clock: fakeClock([]),
  };
  const { start } = createAuthFlows(operations, options);
  const response = start({ flow, username: 'ada@example.com', password: PASSWORD, clientMetadata: {} });
  return { response, answers, masked };
}

describe('tokens beside a challenge', () => {
  it.each(['PASSWORD_VERIFIER', 'SMS_MFA', 'SOFTWARE_TOKEN_MFA', ''])('win over "%s"', async (name) => {
    for (const flow of [{ name: 'USER_PASSWORD_AUTH' }, SRP] as const) {
      const { response, answers } = signIn(flow, () => ({ ChallengeName: name, AuthenticationResult: TOKENS }));
      await expect(response).resolves.toMatchObject({ kind: 'tokens', tokens: { accessToken: 'an-access-token' } });
      expect(answers).toEqual([]);
    }
  });

  it('do not win over NEW_PASSWORD_REQUIRED', async () => {
    const output: Output = { ChallengeName: 'NEW_PASSWORD_REQUIRED', AuthenticationResult: TOKENS };
    const { response } = signIn({ name: 'USER_PASSWORD_AUTH' }, () => output);
    await expect(response).resolves.toMatchObject({ challenge: { wireName: 'NEW_PASSWORD_REQUIRED' } });
  });

  it('without them, an empty challenge makes an incomplete answer', () => {
    const { isComplete } = authCallOptions();
    expect(isComplete({ ChallengeName: '' })).toBe(false);
    expect(isComplete({ ChallengeName: 'SMS_MFA' })).toBe(true);
    expect(isComplete({ AuthenticationResult: TOKENS })).toBe(true);
  });
});

it('masks the session of the first answer', async () => {
  const output: Output = { ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters: {}, Session: 'a-session' };
  const { response, masked } = signIn(SRP, () => output);
  await Promise.allSettled([response]);
  expect(masked).toContain('a-session');
});

it.each([
  ['its USERNAME', { USERNAME: 'ada', USER_ID_FOR_SRP: 'an-id' }, 'ada', 'an-id'],
  ['USER_ID_FOR_SRP without USERNAME', { USER_ID_FOR_SRP: 'an-id' }, 'an-id', 'an-id'],
  ['USERNAME without USER_ID_FOR_SRP', { USERNAME: 'ada' }, 'ada', 'ada'],
  ['the username that was sent without both', {}, 'ada@example.com', 'ada@example.com'],
])('a PASSWORD_VERIFIER challenge is answered with %s', async (_, names, username, userId) => {
  const exchanges: SrpExchange[] = [];
  const { response, answers } = signIn(
    SRP,
    ({ AuthParameters: sent = {} }) => {
      const identity = { poolName: 'AbCdEf123', userId, salt: '5a17' };
      const exchange = new SrpExchange(identity, PASSWORD, BigInt(`0x${sent['SRP_A']}`));
      exchanges.push(exchange);
      const values = { SALT: '5a17', SRP_B: exchange.publicKey, SECRET_BLOCK: exchange.secretBlock };
      return { ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters: { ...values, ...names } };
    },
    { AuthenticationResult: TOKENS },
  );
  await expect(response).resolves.toMatchObject({ kind: 'tokens' });
  const [answer = {}] = answers;
  expect(answer['USERNAME']).toBe(username);
  expect(exchanges[0]?.isSignature(answer['PASSWORD_CLAIM_SIGNATURE'] ?? '', answer['TIMESTAMP'] ?? '')).toBe(true);
});

describe('a sign-in', () => {
  const USERNAME = 'ada@example.com';
  const CUSTOM = { name: 'CUSTOM_AUTH', srpUserPoolId: undefined } as const;

  it.each<[AuthFlow, object]>([
    [{ name: 'USER_PASSWORD_AUTH' }, { USERNAME, PASSWORD }],
    [{ name: 'USER_AUTH' }, { USERNAME, PASSWORD, PREFERRED_CHALLENGE: 'PASSWORD' }],
    [CUSTOM, { USERNAME }],
    [
      { ...CUSTOM, srpUserPoolId: SRP.userPoolId },
      { USERNAME, SRP_A: expect.any(String), CHALLENGE_NAME: 'SRP_A' },
    ],
  ])('by %j sends the parameters %j', async (flow, parameters) => {
    const sent: Fields[] = [];
    await signIn(flow, (fields) => {
      sent.push(fields);
      return { AuthenticationResult: TOKENS };
    }).response;
    expect(sent).toStrictEqual([{ AuthFlow: flow.name, AuthParameters: parameters }]);
  });

  it.each<[Output, object]>([
    [
      { ChallengeName: 'SOFTWARE_TOKEN_MFA', Session: 's', AuthenticationResult: {} },
      { name: 'SOFTWARE_TOKEN_MFA', session: 's' },
    ],
    [
      { ChallengeName: 'MFA_SETUP', ChallengeParameters: { MFAS_CAN_SETUP: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]' } },
      { name: 'MFA_SETUP', choices: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'] },
    ],
    [
      { ChallengeName: 'SELECT_MFA_TYPE', ChallengeParameters: { MFAS_CAN_SELECT: '["SMS_MFA"]' } },
      { name: 'SELECT_MFA_TYPE', choices: ['SMS_MFA'] },
    ],
    [{ ChallengeName: 'SELECT_CHALLENGE' }, { name: 'SELECT_CHALLENGE', choices: [] }],
    [
      { ChallengeName: 'CUSTOM_CHALLENGE', ChallengeParameters: { USERNAME, USER_ID_FOR_SRP: 'an-id' } },
      { name: 'CUSTOM_CHALLENGE', question: undefined },
    ],
    [
      { ChallengeName: 'CUSTOM_CHALLENGE', ChallengeParameters: { USERNAME, b: '2', a: '1' } },
      { name: 'CUSTOM_CHALLENGE', question: '[["a","1"],["b","2"]]' },
    ],
    [{ ChallengeName: 'SMS_MFA' }, { name: 'other', wireName: 'SMS_MFA' }],
  ])('gets from the answer %j the challenge %j', async (output, challenge) => {
    const { response } = signIn({ name: 'USER_PASSWORD_AUTH' }, () => output);
    expect(await response).toStrictEqual({
      kind: 'challenge',
      challenge: { session: '', username: USERNAME, ...challenge },
    });
  });

  it('by SRP fails if the answer lacks the parameters', async () => {
    const { response } = signIn(SRP, () => ({ ChallengeName: 'PASSWORD_VERIFIER' }));
    await expect(response).rejects.toMatchObject({
      failure: {
        code: 'answer-unreadable',
        errorName: 'SrpError',
        call: { operation: 'InitiateAuth', about: 'USER_SRP_AUTH' },
      },
    });
  });
});

describe('the tokens of an answer', () => {
  it('are masked, their parts as well, and the key of a new device', () => {
    const masked: string[] = [];
    const result = {
      IdToken: 'h.id-claims.id-signature',
      AccessToken: 'h.access-claims.access-signature',
      RefreshToken: 'canary',
      NewDeviceMetadata: { DeviceKey: 'a-key', DeviceGroupKey: '-group' },
    };
    expect(readAndMaskTokens(result, (secret) => masked.push(secret))).toStrictEqual({
      idToken: 'h.id-claims.id-signature',
      accessToken: 'h.access-claims.access-signature',
      refreshToken: 'canary',
      newDevice: { key: 'a-key', groupKey: '-group' },
    });
    const parts = ['id-claims', 'id-signature', 'access-claims', 'access-signature'];
    expect(masked).toEqual(expect.arrayContaining([result.IdToken, result.AccessToken, ...parts, 'canary', 'a-key']));
  });

  it.each([{ DeviceKey: ['canary'] }, 'canary'])('contain no new device for %j', (metadata) => {
    // The SDK does not check types.
    const result: object = { NewDeviceMetadata: metadata };
    expect(readAndMaskTokens(result, () => undefined)).toMatchObject({ newDevice: undefined });
  });
});
