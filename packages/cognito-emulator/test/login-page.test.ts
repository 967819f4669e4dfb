/** The user pool domain as only the emulator can be asked: violations, other hosts, clocks and settings. */
import { GetTokensFromRefreshTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from '../src/decode-claims.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import { refusalOf } from './contract/answers.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import {
  Browser,
  codeOf,
  credentials,
  enter,
  exchangeCode,
  formsOf,
  locationOf,
  openLogin,
  type Parameters,
  setUpLogin,
} from './login-fixture.ts';
import { sdkFor } from './sdk.ts';

const given = emulatorPerTest();

describe('the authorize endpoint', () => {
  it('redirects to an absolute URL if configured, and keeps the nonce in a cookie', async () => {
    const url = setUpLogin(given.emulator, { pool: { loginLocation: 'url' } }).authorizeUrl({ nonce: 'a-nonce' });
    const browser = new Browser();
    expect((await browser.go(url)).headers.get('location')).toBe(`${given.emulator.url}/login${url.search}`);
    expect(browser.cookies.get('csrf-state')).toBe('a-nonce');
  });

  it('accepts requests without PKCE and state, and records the violations', async () => {
    const weak = { code_challenge: undefined, code_challenge_method: undefined, state: undefined };
    expect((await openLogin(given.emulator, {}, weak)).page.status).toBe(200);
    expect(given.emulator.violations).toStrictEqual([
      'A code was asked for without code_challenge.',
      'A code was asked for without state.',
    ]);
  });

  it('refuses unknown and unsupported parameters', async () => {
    const { authorizeUrl } = setUpLogin(given.emulator, { client: { oauthFlows: ['code', 'implicit'] } });
    const secret = await new Browser().go(authorizeUrl({ client_secret: 'x' }));
    expect(locationOf(secret).searchParams.get('error')).toBe('invalid_request');
    expect(given.emulator.violations).toStrictEqual(['oauth2/authorize was sent with the parameter client_secret.']);
    expect((await new Browser().go(authorizeUrl({ prompt: 'none' }))).status).toBe(501);
    expect((await new Browser().go(authorizeUrl({ response_type: 'token' }))).status).toBe(501);
  });

  it('refuses other methods, credentials and foreign cookies', async () => {
    const url = setUpLogin(given.emulator).authorizeUrl();
    expect((await new Browser().go(url, { method: 'POST' })).status).toBe(405);
    await new Browser().go(url, { headers: { authorization: 'Basic YTpi' } });
    const foreign = await new Browser().go(url, { headers: { cookie: 'tracking=1; csrf-state=""' } });
    expect(foreign.status).toBe(400);
    expect(given.emulator.requests).toMatchObject([
      { operation: 'oauth2/authorize', error: 'MethodNotAllowedException' },
      { error: 'CredentialsSentException' },
      { error: 'ForeignCookieException' },
    ]);
    expect(given.emulator.violations).toStrictEqual([
      'oauth2/authorize was sent with the header authorization.',
      'oauth2/authorize was sent with the cookie tracking.',
    ]);
  });

  it('does not exist for a pool without a domain', async () => {
    const { pool, authorizeUrl } = setUpLogin(given.emulator, { pool: { domain: '' } });
    expect((await new Browser().go(authorizeUrl())).status).toBe(404);
    const discovery = await fetch(`${given.emulator.url}/${pool.id}/.well-known/openid-configuration`);
    expect(await discovery.json()).not.toHaveProperty('authorization_endpoint');
  });
});

describe('the login page', () => {
  it('sets its cookie for a browser without one', async () => {
    const url = setUpLogin(given.emulator).authorizeUrl();
    const browser = new Browser();
    const page = await browser.go(new URL(`/login${url.search}`, url));
    expect(formsOf(page)[0]?.fields['_csrf']).toBe(browser.cookies.get('XSRF-TOKEN'));
    expect((await browser.submit(page, credentials)).status).toBe(302);
  });

  it('runs the triggers and sets cookies, but does not know a browser that is signed in', async () => {
    const { pool, browser, page, authorizeUrl } = await openLogin(given.emulator);
    const answer = await browser.submit(page, credentials);
    expect(answer.headers.getSetCookie()).toHaveLength(3);
    expect(browser.cookies.get('cognito')).toMatch(/^"[\w+/=]{400}"$/);
    expect(pool.triggerCalls.map(({ source }) => source)).toStrictEqual([
      'PreAuthentication_Authentication',
      'PostAuthentication_Authentication',
    ]);
    expect((await browser.go(authorizeUrl())).status).toBe(501);
  });

  it.each<[string, Record<string, string | undefined>, RequestInit, number, string]>([
    ['another token', { _csrf: '00000000-0000-4000-8000-000000000000' }, {}, 403, 'without the token of its cookie'],
    ['another field', { client_secret: 'x' }, {}, 400, 'with the parameter client_secret'],
    ['a foreign cookie', {}, { headers: { cookie: 'tracking=1' } }, 400, 'with the cookie tracking'],
  ])('records a violation if a form comes with %s', async (_, fields, init, status, violation) => {
    const { browser, page } = await openLogin(given.emulator);
    const answer = await browser.submit(page, { ...credentials, ...fields }, init);
    expect(answer.status).toBe(status);
    expect(given.emulator.violations).toStrictEqual([`POST login was sent ${violation}.`]);
  });

  it('accepts forms only', async () => {
    const { browser, page } = await openLogin(given.emulator);
    const json = await browser.submit(page, {}, { headers: { 'content-type': 'application/json' }, body: '{}' });
    expect(json.status).toBe(415);
  });
});

describe('the authorization code grant', () => {
  const INVALID_GRANT = { status: 400, data: { error: 'invalid_grant' } };

  /** Creates a code for `ada` and a function that exchanges it. */
  async function withCode(pool: PoolRequest = {}) {
    const fixture = setUpLogin(given.emulator, { pool });
    const code = codeOf(await enter(fixture.authorizeUrl()));
    const exchange = (more: Parameters = {}) => exchangeCode(given.emulator, fixture.client, { code, ...more });
    return { ...fixture, exchange };
  }

  it('is recorded, and runs the pre token generation trigger', async () => {
    const { pool, exchange } = await withCode();
    await exchange();
    await exchange();
    expect(pool.triggerCalls.at(-1)).toStrictEqual({ source: 'TokenGeneration_HostedAuth', username: 'ada' });
    expect(given.emulator.requests.slice(-2)).toMatchObject([
      { operation: 'oauth2/token', status: 200, body: { grant_type: 'authorization_code' } },
      { operation: 'oauth2/token', status: 400, error: 'invalid_grant' },
    ]);
    expect(given.emulator.violations).toStrictEqual([]);
  });

  it('accepts a code for five minutes', async () => {
    const [early, late] = [await withCode(), await withCode()];
    given.now += 5 * 60 * 1000 - 1;
    expect(await early.exchange()).toMatchObject({ status: 200 });
    given.now += 1;
    expect(await late.exchange()).toStrictEqual(INVALID_GRANT);
  });

  it('refuses unknown parameters, and the grant of a refresh token', async () => {
    const { exchange } = await withCode();
    expect(await exchange({ password: 'x' })).toStrictEqual({ status: 400, data: { error: 'invalid_request' } });
    expect(given.emulator.violations).toStrictEqual(['authorization_code was sent with the parameter password.']);
    expect((await exchange({ grant_type: 'refresh_token' })).status).toBe(501);
  });

  it('takes auth_time from the submission of the form, not from the exchange of the code', async () => {
    const { exchange } = await withCode();
    const seconds = Math.floor(given.now / 1000);
    given.now += 60_000;
    const { data } = await exchange();
    expect(decodeClaims(String(data['access_token']))).toMatchObject({ auth_time: seconds, iat: seconds + 60 });
  });

  it('returns a refresh token of no device, which is invalid if the pool tracks devices', async () => {
    const { client, exchange } = await withCode({ deviceTracking: 'always' });
    const { data } = await exchange();
    expect(decodeClaims(String(data['access_token']))).not.toHaveProperty('device_key');
    const request = { ClientId: client.id, RefreshToken: String(data['refresh_token']) };
    expect(await refusalOf(sdkFor(given.emulator).send(new GetTokensFromRefreshTokenCommand(request)))).toBe(
      'NotAuthorizedException: Invalid Refresh Token',
    );
  });
});
