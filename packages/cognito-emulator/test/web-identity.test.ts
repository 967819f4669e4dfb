import { fromWebToken } from '@aws-sdk/credential-provider-web-identity';
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from '../src/decode-claims.ts';
import type { RoleRequest } from '../src/sts/roles.ts';
import { refusalOf } from './contract/answers.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { callsOn } from './sdk.ts';

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
    const pool = given.emulator.createPool();
    pool.addUser({ username: 'ada', password: 'Correct-1' });
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

  it.each([
    ['repo:octo-org/octo-repo:*', 'in'],
    ['repo:octo-org/octo-repo:ref:refs/heads/main', 'in'],
    ['repo:octo-org/other:*', NOT_AUTHORIZED],
    ['repo.octo-org/octo-repo:*', NOT_AUTHORIZED],
  ])('checks the subject against %s: %s', async (allowedSub, expected) => {
    given.emulator.addRole({ arn: ROLE_ARN, allowedSub });
    const call = assume(await idToken());
    await (expected === 'in' ? expect(call).resolves.toBeDefined() : expect(refusalOf(call)).resolves.toBe(expected));
  });

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

  it.each<[string, Partial<RoleRequest>, string, number, string]>([
    ['another audience', {}, 'other', 0, 'InvalidIdentityTokenException: Incorrect token audience'],
    [
      'the default audience',
      { audience: 'other' },
      'sts.amazonaws.com',
      0,
      'InvalidIdentityTokenException: Incorrect token audience',
    ],
    [
      'tokens if the account has no OIDC provider for GitHub',
      { hasProvider: false },
      'sts.amazonaws.com',
      0,
      'InvalidIdentityTokenException: No OpenIDConnect provider found in your account for https://token.actions.githubusercontent.com',
    ],
    ['an expired token', {}, 'sts.amazonaws.com', 300, 'ExpiredTokenException: Token expired: current date/time '],
  ])('refuses %s', async (_, role, audience, seconds, refusal) => {
    given.emulator.addRole({ arn: ROLE_ARN, ...role });
    const token = await idToken(audience);
    given.now += seconds * 1000;
    expect((await refusalOf(assume(token))).slice(0, refusal.length)).toBe(refusal);
  });

  it('refuses an invalid token and one of another issuer', async () => {
    given.emulator.addRole({ arn: ROLE_ARN });
    expect(await refusalOf(assume('abcd'))).toMatch(/not a valid JWT/);
    const [header, , signature] = (await idToken()).split('.');
    const issuedBy = (iss: string) =>
      Buffer.from(JSON.stringify({ iss, aud: 'sts.amazonaws.com' })).toString('base64url');
    expect(await refusalOf(assume([header, issuedBy('https://example.com'), signature].join('.')))).toMatch(
      /No OpenIDConnect provider found in your account for https:\/\/example.com$/,
    );
    expect(await refusalOf(assume([header, issuedBy(given.emulator.oidc.issuer), signature].join('.')))).toMatch(
      /signature/,
    );
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
