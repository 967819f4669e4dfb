import { fromWebToken } from '@aws-sdk/credential-provider-web-identity';
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from '../src/decode-claims.ts';
import type { RoleRequest } from '../src/sts/roles.ts';
import { refusalOf } from './contract/answers.ts';
import { callsOn, emulatorPerTest, setUpUser } from './fixture.ts';

const ROLE_ARN = 'arn:aws:iam::123456789012:role/teams/tester';
const NOT_AUTHORIZED = /^AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity$/;

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
  const clientConfig = { endpoint: given.emulator.url, region: 'eu-west-1', maxAttempts: 1 };
  return fromWebToken({ roleArn: ROLE_ARN, roleSessionName: 'run-1', webIdentityToken, clientConfig, ...more })();
}

describe('the OIDC endpoint of GitHub', () => {
  it('returns a token for the requested audience, by default that of the repository owner', async () => {
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
    const response = await requestToken('api-version=2.0', `bearer ${given.emulator.oidc.requestToken}`);
    expect(decodeClaims(JSON.parse(await response.text()).value)).toMatchObject({ aud: 'https://github.com/octo-org' });
  });

  it.each<[string, number, ...Parameters<typeof requestToken>]>([
    ['a wrong token', 401, 'api-version=2.0', 'Bearer wrong'],
    ['another version', 400, 'api-version=1.0'],
    ['another method', 400, 'api-version=2.0', undefined, 'POST'],
  ])('refuses %s', async (_, status, ...request) => {
    expect(await requestToken(...request)).toMatchObject({ status });
    expect(given.emulator.requests).toMatchObject([{ operation: 'github-oidc', status }]);
  });
});

describe('AssumeRoleWithWebIdentity', () => {
  it('returns credentials with the permissions of the role that the API accepts until they expire', async () => {
    const role = given.emulator.addRole({ arn: ROLE_ARN, denied: ['AdminDeleteUser'] });
    const { pool } = setUpUser(given.emulator);
    const credentials = await assume(await idToken(), { durationSeconds: 900 });
    const { accessKeyId, expiration } = credentials;
    expect(accessKeyId).toMatch(/^ASIA/);
    expect(expiration).toStrictEqual(new Date(given.now + 900_000));
    const subject = given.emulator.oidc.subject;
    expect(role.sessions).toMatchObject([{ name: 'run-1', subject, durationSeconds: 900, principal: { accessKeyId } }]);
    const calls = callsOn(pool, given.emulator, { credentials });
    await expect(calls.getUser()).resolves.toHaveProperty('Username', 'ada');
    expect(given.emulator.requests.at(-1)?.principal?.arn).toBe('arn:aws:sts::123456789012:assumed-role/tester/run-1');
    expect(await refusalOf(calls.deleteUser())).toMatch(
      /^AccessDeniedException: User: arn:aws:sts::123456789012:assume/,
    );
    given.now += 900_000;
    expect(await refusalOf(calls.getUser())).toMatch(/^ExpiredTokenException/);
    expect(given.emulator.violations).toStrictEqual([]);
  });

  it('refuses an unknown role with status 403', async () => {
    expect(await refusalOf(assume(await idToken()))).toMatch(NOT_AUTHORIZED);
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
  const NO_GITHUB = invalidToken(`${NO_PROVIDER}token.actions.githubusercontent.com$`);
  it.each<[string, Partial<RoleRequest>, () => Promise<string>, RegExp]>([
    ['another repository', { allowedSub: 'repo:octo-org/other:*' }, idToken, NOT_AUTHORIZED],
    ['a pattern of the subject', { allowedSub: 'repo.octo-org/octo-repo:*' }, idToken, NOT_AUTHORIZED],
    ['another audience', {}, () => idToken('other'), AUDIENCE],
    ['the default audience', { audience: 'other' }, idToken, AUDIENCE],
    ['tokens if the account has no OIDC provider for GitHub', { hasProvider: false }, idToken, NO_GITHUB],
    ['an expired token', {}, expired, /^ExpiredTokenException: Token expired: current date\/time /],
    ['an invalid token', {}, () => Promise.resolve('abcd'), invalidToken('not a valid JWT')],
    ['a token of another issuer', {}, () => changed('https://example.com'), invalidToken(`${NO_PROVIDER}example.com$`)],
    ['another signature', {}, () => changed(given.emulator.oidc.issuer), invalidToken('signature')],
  ])('refuses %s', async (_, role, tokenOf, refusal) => {
    given.emulator.addRole({ arn: ROLE_ARN, ...role });
    expect(await refusalOf(assume(await tokenOf()))).toMatch(refusal);
  });

  it.each([
    [{ roleSessionName: 'run 1' }, "Value 'run 1' at 'roleSessionName' failed to satisfy constraint: Member must sa"],
    [{ durationSeconds: 899 }, "Value '899' at 'durationSeconds' failed"],
    [{ durationSeconds: 3601 }, 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'],
  ])('refuses %j', async (more, message) => {
    given.emulator.addRole({ arn: ROLE_ARN });
    const refusal = await refusalOf(assume(await idToken(), more));
    expect(refusal).toMatch(/^ValidationError: /);
    expect(refusal).toContain(message);
  });

  it('is the only supported operation of STS', async () => {
    const body = new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' });
    const response = await fetch(given.emulator.url, { method: 'POST', body });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('<Code>InvalidAction</Code>');
  });
});

it('addRole refuses an ARN that is not a role', () => {
  expect(() => given.emulator.addRole({ arn: 'arn:aws:iam::123456789012:user/ci' })).toThrow(RangeError);
});
