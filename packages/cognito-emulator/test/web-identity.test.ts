import { fromWebToken } from '@aws-sdk/credential-provider-web-identity';
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from '../src/decode-claims.ts';
import type { RoleRequest } from '../src/sts/roles.ts';
import { refusalOf } from './contract/answers.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { callsOn } from './sdk.ts';
import { setUpUser } from './user-fixture.ts';

const ROLE_ARN = 'arn:aws:iam::123456789012:role/teams/tester';
const NOT_AUTHORIZED = 'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity';

const given = emulatorPerTest();

function requestToken(query: string, Authorization = `Bearer ${given.emulator.oidc.requestToken}`, method = 'GET') {
  return fetch(given.emulator.oidc.requestUrl.replace(/\?.*/, `?${query}`), { method, headers: { Authorization } });
}

/** Requests a token from GitHub as `getIDToken` of `@actions/core` does. */
async function idToken(audience = 'sts.amazonaws.com'): Promise<string> {
  const response = await requestToken(`api-version=2.0&audience=${encodeURIComponent(audience)}`);
  return JSON.parse(await response.text()).value;
}

/** Calls AssumeRoleWithWebIdentity with AWS's own client. */
function assume(webIdentityToken: string, more: { roleSessionName?: string; durationSeconds?: number } = {}) {
  return fromWebToken({
    roleArn: ROLE_ARN,
    roleSessionName: 'run-1',
    webIdentityToken,
    clientConfig: { endpoint: given.emulator.url, region: 'eu-west-1', maxAttempts: 1 },
    ...more,
  })();
}

describe('the OIDC endpoint of GitHub', () => {
  it('returns a token for the requested audience', async () => {
    const seconds = Math.floor(given.now / 1000);
    expect(decodeClaims(await idToken('my audience'))).toMatchObject({
      iss: 'https://token.actions.githubusercontent.com',
      aud: 'my audience',
      sub: given.emulator.oidc.subject,
      iat: seconds,
      exp: seconds + 300,
    });
    expect(given.emulator.requests).toMatchObject([
      { operation: 'github-oidc', status: 200, body: { audience: 'my audience', 'api-version': '2.0' } },
    ]);
  });

  it('uses the repository owner as the default audience', async () => {
    const response = await requestToken('api-version=2.0', `bearer ${given.emulator.oidc.requestToken}`);
    expect(decodeClaims(JSON.parse(await response.text()).value)).toMatchObject({ aud: 'https://github.com/octo-org' });
  });

  it.each<[string, number, ...Parameters<typeof requestToken>]>([
    ['no token', 401, 'api-version=2.0', ''],
    ['a wrong token', 401, 'api-version=2.0', 'Bearer wrong'],
    ['another version', 400, 'api-version=1.0'],
    ['another method', 400, 'api-version=2.0', undefined, 'POST'],
  ])('refuses %s', async (_, status, ...request) => {
    expect(await requestToken(...request)).toMatchObject({ status });
    expect(given.emulator.requests).toMatchObject([{ operation: 'github-oidc', status }]);
  });
});

describe('AssumeRoleWithWebIdentity', () => {
  it('returns credentials that the API accepts until they expire', async () => {
    const role = given.emulator.addRole({ arn: ROLE_ARN });
    const { pool } = setUpUser(given.emulator);
    const credentials = await assume(await idToken(), { durationSeconds: 900 });
    expect(credentials).toMatchObject({
      accessKeyId: expect.stringMatching(/^ASIA/),
      expiration: new Date(given.now + 900_000),
    });
    expect(role.sessions).toMatchObject([
      {
        name: 'run-1',
        subject: given.emulator.oidc.subject,
        durationSeconds: 900,
        principal: { accessKeyId: credentials.accessKeyId },
      },
    ]);
    const getUser = () => callsOn(pool, given.emulator, { credentials }).getUser('ada');
    await expect(getUser()).resolves.toHaveProperty('Username', 'ada');
    expect(given.emulator.requests.at(-1)?.principal?.arn).toBe('arn:aws:sts::123456789012:assumed-role/tester/run-1');
    given.now += 900_000;
    expect(await refusalOf(getUser())).toMatch(/^ExpiredTokenException/);
    expect(given.emulator.violations).toStrictEqual([]);
  });

  it('returns credentials with the permissions of the role', async () => {
    given.emulator.addRole({ arn: ROLE_ARN, denied: ['AdminGetUser'] });
    const pool = given.emulator.createPool();
    const credentials = await assume(await idToken());
    expect(await refusalOf(callsOn(pool, given.emulator, { credentials }).getUser('a'))).toMatch(
      /^AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role\/tester/,
    );
  });

  it.each([['repo:octo-org/octo-repo:*'], ['repo:octo-org/octo-repo:ref:refs/heads/main']])(
    'accepts the subject of the token for %s',
    async (allowedSub) => {
      given.emulator.addRole({ arn: ROLE_ARN, allowedSub });
      expect(await assume(await idToken())).toHaveProperty('sessionToken');
    },
  );

  it('refuses an unknown role with status 403', async () => {
    expect(await refusalOf(assume(await idToken()))).toBe(NOT_AUTHORIZED);
    expect(given.emulator.requests.at(-1)).toMatchObject({
      operation: 'AssumeRoleWithWebIdentity',
      signed: false,
      status: 403,
      error: 'AccessDenied',
      body: { Action: 'AssumeRoleWithWebIdentity', RoleArn: ROLE_ARN, RoleSessionName: 'run-1' },
    });
  });

  /** Returns a token with other claims and its old signature. */
  const changed = async (iss: string) => {
    const [header, , signature] = (await idToken()).split('.');
    const claims = Buffer.from(JSON.stringify({ iss, aud: 'sts.amazonaws.com' })).toString('base64url');
    return [header, claims, signature].join('.');
  };
  const expired = async () => {
    const token = await idToken();
    given.now += 300_000;
    return token;
  };
  const invalidToken = (text: string) => new RegExp(`^InvalidIdentityTokenException: .*${text}`);
  const AUDIENCE = invalidToken('Incorrect token audience$');
  const NO_PROVIDER = 'No OpenIDConnect provider found in your account for https://';
  it.each<[string, Partial<RoleRequest>, () => Promise<string>, RegExp]>([
    ['another repository', { allowedSub: 'repo:octo-org/other:*' }, idToken, new RegExp(`^${NOT_AUTHORIZED}$`)],
    [
      'a pattern of the subject',
      { allowedSub: 'repo.octo-org/octo-repo:*' },
      idToken,
      new RegExp(`^${NOT_AUTHORIZED}$`),
    ],
    ['another audience', {}, () => idToken('other'), AUDIENCE],
    ['the default audience', { audience: 'other' }, idToken, AUDIENCE],
    [
      'tokens if the account has no OIDC provider for GitHub',
      { hasProvider: false },
      idToken,
      invalidToken(`${NO_PROVIDER}token.actions.githubusercontent.com$`),
    ],
    ['an expired token', {}, expired, /^ExpiredTokenException: Token expired: current date\/time /],
    ['an invalid token', {}, () => Promise.resolve('abcd'), invalidToken('not a valid JWT')],
    ['a token of another issuer', {}, () => changed('https://example.com'), invalidToken(`${NO_PROVIDER}example.com$`)],
    ['another signature', {}, () => changed(given.emulator.oidc.issuer), invalidToken('signature')],
  ])('refuses %s', async (_, role, tokenOf, refusal) => {
    given.emulator.addRole({ arn: ROLE_ARN, ...role });
    expect(await refusalOf(assume(await tokenOf()))).toMatch(refusal);
  });

  it.each([
    [
      { roleSessionName: 'run 1' },
      "Value 'run 1' at 'roleSessionName' failed to satisfy constraint: Member must satisfy",
    ],
    [{ roleSessionName: 'x'.repeat(65) }, 'Member must have length less than or equal to 64'],
    [{ durationSeconds: 899 }, "Value '899' at 'durationSeconds' failed"],
    [{ durationSeconds: 3601 }, 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'],
  ])('refuses %j', async (more, message) => {
    given.emulator.addRole({ arn: ROLE_ARN });
    const refusal = await refusalOf(assume(await idToken(), more));
    expect(refusal).toMatch(/^ValidationError: /);
    expect(refusal).toContain(message);
  });

  it('is the only supported operation of STS', async () => {
    const response = await fetch(given.emulator.url, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' }),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('<Code>InvalidAction</Code>');
  });
});

it('addRole refuses an ARN that is not a role', () => {
  expect(() => given.emulator.addRole({ arn: 'arn:aws:iam::123456789012:user/ci' })).toThrow(RangeError);
});
