import { describe, expect, it } from '@jest/globals';
import { type AppClient, connectAppClient } from '../../../src/cognito/app-client.ts';
import { type FakeAnswer, fakeService, refusal, SERVICE_FAILS } from './fake-service.ts';

const target = { region: 'eu-west-1', clientId: '4kfr83e5pagh', clientSecret: undefined };
const user = { username: 'gha-1-1-abc', password: 'Engine-1843', attributes: {}, clientMetadata: {} };

type Act = (appClient: AppClient) => Promise<unknown>;

const REFRESH = { refreshToken: 'a-refresh-token', deviceKey: 'a-device', clientMetadata: { ticket: '7' } };
const CLIENT_TOKEN = { clientSecret: 'shh', scopes: [], clientMetadata: {} };

const signUp: Act = (appClient) => appClient.signUp(user);
const fetchToken: Act = (appClient) => appClient.fetchClientToken(CLIENT_TOKEN);
const confirmDevice: Act = (appClient) => appClient.confirmDevice('a.b.c', { key: 'k', groupKey: 'g' });
const forgetDevice: Act = (appClient) => appClient.forgetDevice('a.b.c', 'k');
const deleteUser: Act = (appClient) => appClient.deleteSignedInUser('a.b.c');

const CALLS: readonly (readonly [operation: string, Act, body: object])[] = [
  ['SignUp', signUp, { Username: 'gha-1-1-abc', Password: 'Engine-1843' }],
  ['AssociateSoftwareToken', (appClient) => appClient.associateTotp('first'), { Session: 'first' }],
  ['VerifySoftwareToken', (appClient) => appClient.verifyTotp('first', () => '1'), { UserCode: '1' }],
  ['GetTokensFromRefreshToken', (appClient) => appClient.refreshTokens(REFRESH), { DeviceKey: 'a-device' }],
  ['GetClientToken', fetchToken, { Secret: 'shh' }],
  ['ConfirmDevice', confirmDevice, { DeviceKey: 'k' }],
  ['ForgetDevice', forgetDevice, { AccessToken: 'a.b.c', DeviceKey: 'k' }],
  ['RevokeToken', (appClient) => appClient.revokeToken('a.b.c.d.e'), { Token: 'a.b.c.d.e' }],
  ['DeleteUser', deleteUser, { AccessToken: 'a.b.c' }],
];

const COMPLETE = {
  SecretCode: 'JBSWY3DPEHPK3PXP',
  Status: 'SUCCESS',
  AuthenticationResult: { AccessToken: 'a.b.c' },
  ClientAuthenticationResult: { AccessToken: 'a.b.c' },
};

it.each(CALLS)('sends %s, and finishes only a sign-up when the run is cancelled', async (operation, act, body) => {
  const { client, operations, requests, options, asked } = fakeService([{ output: COMPLETE }]);
  await act(connectAppClient(client, target, options));
  expect(operations).toStrictEqual([operation]);
  expect(asked).toMatchObject([{ operation }]);
  expect(asked.map((retry) => retry.finishOnCancel ?? false)).toStrictEqual([operation === 'SignUp']);
  expect(requests).toMatchObject([{ body }]);
  expect(requests[0]?.body).not.toHaveProperty('Scopes');
});

/** Connects an app client, with a secret or without, to a service that gives these answers, one after the other. */
function connect(answers: readonly FakeAnswer[], clientSecret?: string, tries = 1) {
  const { client, options, ...seen } = fakeService(answers, tries);
  return { appClient: connectAppClient(client, { ...target, clientSecret }, options), ...seen };
}

const OK: FakeAnswer = { output: {} };
const disabled = refusal('NotAuthorizedException', 'SignUp is not permitted for this user pool');

it.each<[string, Act, readonly FakeAnswer[], unknown]>([
  [
    'a device that an earlier attempt confirmed',
    confirmDevice,
    [SERVICE_FAILS, refusal('DeviceKeyExistsException')],
    undefined,
  ],
  ['a device that is not confirmed', confirmDevice, [refusal('InvalidParameterException')], 'call-refused'],
  ['a device', forgetDevice, [OK], 'forgotten'],
  ['a missing device', forgetDevice, [refusal('ResourceNotFoundException')], 'not-found'],
  ['a device of a missing user', forgetDevice, [refusal('UserNotFoundException')], 'not-found'],
  ['a device that stays', forgetDevice, [refusal('NotAuthorizedException')], 'access-token-rejected'],
  ['a user', deleteUser, [OK], 'deleted'],
  ['a missing user', deleteUser, [refusal('UserNotFoundException')], 'not-found'],
  ['a user who stays', deleteUser, [refusal('NotAuthorizedException')], 'access-token-rejected'],
  ['a user who may exist although a later attempt is refused', signUp, [SERVICE_FAILS, disabled], 'sign-up-disabled'],
  ['an answer without a token', fetchToken, [{ output: { ClientAuthenticationResult: {} } }], 'answer-unreadable'],
])('reports the outcome or the failure of %s', async (_, act, answers, outcome) => {
  const { appClient } = connect(answers, undefined, answers.length);
  expect(await act(appClient).catch(({ failure }) => failure.code)).toBe(outcome);
});

const UNKNOWN = refusal('UnknownOperationException');
const TOKENS = { output: { AuthenticationResult: { AccessToken: 'a.b.c' } } };

describe('a refresh', () => {
  it('falls back to REFRESH_TOKEN_AUTH for a public app client', async () => {
    const { appClient, requests } = connect([UNKNOWN, TOKENS]);
    expect(await appClient.refreshTokens(REFRESH)).toMatchObject({ accessToken: 'a.b.c' });
    const both = { ClientId: '4kfr83e5pagh', ClientMetadata: { ticket: '7' } };
    expect(requests.map(({ body }) => body)).toStrictEqual([
      { ...both, RefreshToken: 'a-refresh-token', DeviceKey: 'a-device' },
      {
        ...both,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: 'a-refresh-token', DEVICE_KEY: 'a-device' },
      },
    ]);
  });

  it.each([
    ['operation-unknown', UNKNOWN, 'shh'],
    ['service-failed', SERVICE_FAILS, undefined],
  ])('fails with %s without a fallback for %j and the client secret %s', async (code, answer, secret) => {
    const { appClient, operations } = connect([answer, TOKENS], secret);
    await expect(appClient.refreshTokens(REFRESH)).rejects.toMatchObject({
      failure: { code, call: { operation: 'GetTokensFromRefreshToken', about: 'REFRESH_TOKEN_AUTH' } },
    });
    expect(operations).toHaveLength(1);
  });
});

describe('an authenticator app', () => {
  it.each([
    ['jbswy3dpehpk3pxp===', true],
    ['JBSWY3DPEHPK3PX', false],
    ['JBSWY3DPEHPK3PXP JBSWY3DPEHPK3PXP', false],
  ])('with the secret %s is accepted: %s', async (SecretCode, isAccepted) => {
    const { appClient, masks } = connect([{ output: { SecretCode, Session: 'next' } }]);
    const result = await appClient.associateTotp('first').catch(() => undefined);
    expect(result).toStrictEqual(isAccepted ? { totpSecret: SecretCode, session: 'next' } : undefined);
    expect(masks).toStrictEqual(isAccepted ? [SecretCode, 'next'] : []);
  });

  it.each([
    ['SUCCESS', undefined],
    ['ERROR', 'totp-code-rejected'],
    [undefined, 'answer-unreadable'],
  ])('whose code is verified with status %s fails with %s', async (Status, code) => {
    const { appClient, requests, masks } = connect([{ output: { Status, Session: 'next' } }]);
    const verified = appClient.verifyTotp('first', () => '287082').catch(({ failure }) => failure.code);
    expect(await verified).toStrictEqual(code ?? { session: 'next' });
    expect(requests).toMatchObject([{ body: { Session: 'first', UserCode: '287082' } }]);
    expect(masks).toStrictEqual(Status === undefined ? [] : ['next']);
  });
});

/** Computed by OpenSSL: `printf %s '<username><client ID>' | openssl dgst -sha256 -hmac shh -binary | base64` */
const SecretHash = 'bUVa2FtD6jy989k6gCK6ApO60KQnDtTyoVaPyNOyo+0=';

it.each([
  ['shh', { SecretHash }, SecretHash],
  [undefined, {}, ''],
])('signs up with the client secret %s, and without a name of its own', async (secret, hash, masked) => {
  const { appClient, requests, masks } = connect([{ output: {} }], secret);
  const username = 'jürgen@example.com';
  expect(await appClient.signUp({ ...user, username, attributes: { email: username } })).toStrictEqual({
    outcome: 'created',
    username,
  });
  expect(requests[0]?.body).toStrictEqual({
    ClientId: '4kfr83e5pagh',
    Username: username,
    Password: 'Engine-1843',
    UserAttributes: [{ Name: 'email', Value: username }],
    ...hash,
  });
  expect(masks).toContain(masked);
});
