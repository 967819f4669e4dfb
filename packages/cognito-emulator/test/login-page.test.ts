/** The user pool domain as only the emulator can be asked: violations, faults, quotas, clocks and settings. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { AppClient, AppClientRequest } from '../src/app-client.ts';
import { decodeClaims } from '../src/decode-claims.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import { SeenSecrets } from '../src/secrets.ts';
import type { StoredUser } from '../src/user-pool.ts';
import { INVALID_REFRESH_TOKEN, refusalOf } from './contract/answers.ts';
import {
  authorizeUrl,
  Browser,
  challengeOf,
  codeOf,
  credentials,
  enter,
  exchangeCode,
  formsOf,
  locationOf,
  messagesOf,
  PAGE,
  type Parameters,
  redirectUri,
} from './contract/domain.ts';
import type { Texts } from './contract/pool.ts';
import { UNSIGNED } from './contract/service.ts';
import { callsOn, emulatorPerTest, sdkFor } from './fixture.ts';

const WRONG = { ...credentials, password: 'Wrong-1' };

const given = emulatorPerTest();

interface LoginOptions {
  readonly pool?: PoolRequest;
  readonly client?: AppClientRequest;
  readonly user?: Partial<StoredUser>;
}

function setUpLogin(options: LoginOptions = {}) {
  const pool = given.emulator.createPool({ domain: 'my-prefix', ...options.pool });
  const page: AppClientRequest = { oauthFlows: ['code'], scopes: PAGE.AllowedOAuthScopes ?? [] };
  const client = pool.createClient({ ...page, callbackUrls: [redirectUri], ...options.client });
  const attributes = { email: 'ada@example.com', email_verified: 'true', name: 'Ada' };
  pool.addUser({ ...credentials, attributes, ...options.user });
  return { pool, client, authorizeUrl: (more: Parameters = {}) => authorizeUrl(given.emulator, client, more) };
}

/** Also opens the login page. */
async function openLogin(options: LoginOptions = {}, more: Parameters = {}) {
  const login = setUpLogin(options);
  const browser = new Browser();
  return { ...login, browser, page: await browser.open(login.authorizeUrl(more)) };
}

describe('the authorize endpoint', () => {
  it('redirects to an absolute URL if configured, and keeps the nonce in a cookie', async () => {
    const url = setUpLogin({ pool: { loginLocation: 'url' } }).authorizeUrl({ nonce: 'a-nonce' });
    const browser = new Browser();
    expect((await browser.go(url)).headers.get('location')).toBe(`${given.emulator.url}/login${url.search}`);
    expect(browser.cookies.get('csrf-state')).toBe('a-nonce');
  });

  it('refuses other methods, and records violations, which it may accept', async () => {
    const { authorizeUrl } = setUpLogin();
    const send = (more: Parameters, init: RequestInit = {}) => new Browser().go(authorizeUrl(more), init);
    await send({ code_challenge: undefined, code_challenge_method: undefined, state: undefined });
    await send({}, { method: 'POST' });
    await send({ client_secret: 'x' });
    await send({}, { headers: { authorization: 'Basic YTpi' } });
    await send({}, { headers: { cookie: 'tracking=1; csrf-state=""' } });
    expect(given.emulator.requests).toMatchObject([
      { operation: 'oauth2/authorize', status: 302 },
      { error: 'MethodNotAllowedException', status: 405 },
      { error: 'invalid_request', status: 302 },
      { error: 'CredentialsSentException' },
      { error: 'ForeignCookieException', status: 400 },
    ]);
    expect(given.emulator.violations).toStrictEqual([
      'A code was asked for without code_challenge.',
      'A code was asked for without state.',
      'oauth2/authorize was sent with the parameter client_secret.',
      'oauth2/authorize was sent with the header authorization.',
      'oauth2/authorize was sent with the cookie tracking.',
    ]);
  });

  it('is not emulated for other prompts and flows, and does not exist for a pool without a domain', async () => {
    const { authorizeUrl } = setUpLogin({ client: { oauthFlows: ['code', 'implicit'] } });
    expect((await new Browser().go(authorizeUrl({ prompt: 'none' }))).status).toBe(501);
    expect((await new Browser().go(authorizeUrl({ response_type: 'token' }))).status).toBe(501);
    const without = setUpLogin({ pool: { domain: '' } });
    expect((await new Browser().go(without.authorizeUrl())).status).toBe(404);
    const discovery = await fetch(`${given.emulator.url}/${without.pool.id}/.well-known/openid-configuration`);
    expect(await discovery.json()).not.toHaveProperty('authorization_endpoint');
  });
});

describe('the login page', () => {
  it('sets its cookie for a browser without one', async () => {
    const url = setUpLogin().authorizeUrl();
    const browser = new Browser();
    const page = await browser.go(new URL(`/login${url.search}`, url));
    expect(formsOf(page)[0]?.fields['_csrf']).toBe(browser.cookies.get('XSRF-TOKEN'));
    expect((await browser.submit(page, credentials)).status).toBe(302);
  });

  it('sets cookies and runs the triggers, but does not know a browser that is signed in', async () => {
    const { pool, browser, page, authorizeUrl } = await openLogin();
    const answer = await browser.submit(page, credentials);
    expect(answer.headers.getSetCookie()).toHaveLength(3);
    expect(browser.cookies.get('cognito')).toMatch(/^"[\w+/=]{400}"$/);
    const sources = ['PreAuthentication_Authentication', 'PostAuthentication_Authentication'];
    expect(pool.triggers.calls.map(({ source }) => source)).toStrictEqual(sources);
    expect((await browser.go(authorizeUrl())).status).toBe(501);
  });

  it.each<[string, Record<string, string | undefined>, RequestInit, number, string]>([
    ['another token', { _csrf: '00000000-0000-4000-8000-000000000000' }, {}, 403, 'without the token of its cookie'],
    ['another field', { client_secret: 'x' }, {}, 400, 'with the parameter client_secret'],
    ['a foreign cookie', {}, { headers: { cookie: 'tracking=1' } }, 400, 'with the cookie tracking'],
  ])('records a violation if a form comes with %s', async (_, fields, init, status, violation) => {
    const { browser, page } = await openLogin();
    const answer = await browser.submit(page, { ...credentials, ...fields }, init);
    expect(answer.status).toBe(status);
    expect(given.emulator.violations).toStrictEqual([`POST login was sent ${violation}.`]);
    const json = { headers: { 'content-type': 'application/json' }, body: '{}' };
    expect((await browser.submit(page, {}, json)).status).toBe(415);
  });
});

describe.each([
  ['page', 200],
  ['redirect', 302],
] as const)('the login page with the answer to a form as a %s', (loginAnswer, status) => {
  const open = ({ pool, ...others }: LoginOptions = {}) => openLogin({ ...others, pool: { loginAnswer, ...pool } });

  /** Submits the form, and returns the page that the answer is or redirects to. */
  const submit = async ({ browser, page }: Awaited<ReturnType<typeof open>>, fields: Texts = credentials) => {
    const answer = await browser.submit(page, fields);
    expect(answer.status).toBe(status);
    return status === 302 ? browser.go(locationOf(answer)) : answer;
  };

  const FINGERPRINT: PoolRequest = { tier: 'PLUS', refusesWithoutFingerprint: true };
  it.each<[string, string, Texts, PoolRequest]>([
    ['a wrong password', 'Incorrect username or password.', WRONG, {}],
    ['a browser without a fingerprint', 'Unable to login because of security reasons.', credentials, FINGERPRINT],
  ])('shows the form and an error message again for %s', async (_, message, fields, pool) => {
    const login = await open({ pool });
    const page = await submit(login, fields);
    expect([page.status, page.url.pathname, messagesOf(page)]).toStrictEqual([200, '/login', [message]]);
    expect(formsOf(page)).toHaveLength(2);
    const sent = given.emulator.requests.find(({ operation }) => operation === 'POST login');
    expect(sent).toMatchObject({ status, error: 'NotAuthorizedException' });
    expect(messagesOf(await login.browser.go(page.url))).toStrictEqual([]);
    expect(given.emulator.violations).toStrictEqual([]);
  });

  it('locks the user after five wrong passwords', async () => {
    const login = await open();
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await submit(login, WRONG);
    }
    expect(messagesOf(await submit(login))).toStrictEqual(['Password attempts exceeded']);
    given.now += 1000;
    expect(codeOf(await login.browser.submit(login.page, credentials))).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('escapes messages of the service and of triggers', async () => {
    const login = await open();
    expect(messagesOf(await submit(login, { ...credentials, password: 'with blank' }))).toStrictEqual([
      expect.stringMatching(/^1 validation error detected: Value at 'password' failed to satisfy/),
    ]);
    login.pool.triggers.fail('PreAuthentication_Authentication', { kind: 'error', message: '<b>No</b>' });
    const escaped = 'PreAuthentication failed with error &lt;b&gt;No&lt;/b&gt;.';
    expect(messagesOf(await submit(login))).toStrictEqual([escaped]);
  });

  const APP: Partial<StoredUser> = { totpSecret: 'A'.repeat(16) };
  const CHOICE: PoolRequest = { mfa: 'ON', softwareTokenMfa: true, messageMfa: ['EMAIL_OTP'] };
  it.each<[string, string, PoolRequest, Partial<StoredUser>]>([
    ['SMS', '/mfa', { mfa: 'ON', messageMfa: ['SMS_MFA'] }, { messageMfa: ['SMS_MFA'] }],
    ['e-mail', '/emailMfa', { mfa: 'ON', messageMfa: ['EMAIL_OTP'] }, {}],
    ['an app', '/softwareTokenMfa', { mfa: 'OPTIONAL', softwareTokenMfa: true }, APP],
    ['a choice', '/selectMfa', CHOICE, APP],
    ['a new app', '/mfaSetup', { mfa: 'ON', softwareTokenMfa: true }, {}],
    ['a new password', '/changePassword', {}, { status: 'FORCE_CHANGE_PASSWORD' }],
  ])('shows a page that asks for %s', async (_, path, pool, user) => {
    const login = await open({ pool, user });
    const page = await submit(login);
    const [form, ...others] = formsOf(page);
    expect([page.status, form?.action.split('?')[0], others]).toStrictEqual([200, path, []]);
    expect(form?.name).not.toBe('cognitoSignInForm');
    expect(form?.fields).toStrictEqual({ _csrf: login.browser.cookies.get('XSRF-TOKEN') });
    expect(given.emulator.secrets.filter(({ kind }) => kind === 'authorization code')).toStrictEqual([]);
    expect((await login.browser.submit(page, { authentication_code: '123456' })).status).toBe(501);
    const direct = await login.browser.go(new URL(`${path}${page.url.search}`, page.url));
    expect(locationOf(direct).searchParams.get('error')).toBe('invalid_request');
  });
});

describe('managed login', () => {
  it('has another page, and refuses the form of the classic login page', async () => {
    const managed: LoginOptions = { pool: { managedLoginVersion: 2 }, client: { brandingStyle: true } };
    const { browser, page } = await openLogin(managed);
    expect(page.status).toBe(200);
    expect(page.html).not.toMatch(/_csrf|cognitoSignInForm/);
    const _csrf = browser.cookies.get('XSRF-TOKEN') ?? '';
    const body = new URLSearchParams({ _csrf, ...credentials });
    expect((await browser.go(page.url, { method: 'POST', body })).status).toBe(501);
  });

  it('is unavailable to an app client without a branding style, and like threat protection, in some plans', async () => {
    const { page } = await openLogin({ pool: { managedLoginVersion: 2 } });
    expect(page).toMatchObject({ status: 403, html: expect.stringContaining('Login pages unavailable') });
    expect(given.emulator.requests.at(-1)).toMatchObject({ operation: 'GET login', error: 'LoginPagesUnavailable' });
    const create = (pool: PoolRequest) => () => given.emulator.createPool(pool);
    expect(create({ managedLoginVersion: 2, tier: 'LITE' })).toThrow('tier');
    expect(create({ refusesWithoutFingerprint: true, tier: 'ESSENTIALS' })).toThrow('tier');
  });
});

describe('the authorization code grant', () => {
  /** Creates a code for `ada` and a function that exchanges it. */
  async function withCode(pool: PoolRequest = {}) {
    const fixture = setUpLogin({ pool });
    const code = codeOf(await enter(fixture.authorizeUrl()));
    const exchange = (more: Parameters = {}) => exchangeCode(given.emulator, fixture.client, { code, ...more });
    return { ...fixture, exchange };
  }

  it('accepts a code for five minutes, and takes auth_time from the submission of the form', async () => {
    const [early, late] = [await withCode(), await withCode()];
    const seconds = Math.floor(given.now / 1000);
    given.now += 5 * 60 * 1000 - 1;
    const { data } = await early.exchange();
    const iat = Math.floor(given.now / 1000);
    expect(decodeClaims(String(data['access_token']))).toMatchObject({ auth_time: seconds, iat });
    expect(early.pool.triggers.calls.at(-1)).toStrictEqual({ source: 'TokenGeneration_HostedAuth', username: 'ada' });
    given.now += 1;
    await late.exchange();
    expect(given.emulator.requests.slice(-2)).toMatchObject([
      { operation: 'oauth2/token', status: 200, body: { grant_type: 'authorization_code' } },
      { operation: 'oauth2/token', status: 400, error: 'invalid_grant' },
    ]);
    expect(given.emulator.violations).toStrictEqual([]);
  });

  it('refuses unknown parameters, and the grant of a refresh token', async () => {
    const { exchange } = await withCode();
    expect(await exchange({ password: 'x' })).toStrictEqual({ status: 400, data: { error: 'invalid_request' } });
    expect(given.emulator.violations).toStrictEqual(['authorization_code was sent with the parameter password.']);
    expect((await exchange({ grant_type: 'refresh_token' })).status).toBe(501);
  });

  it('returns a refresh token of no device, which is invalid if the pool tracks devices', async () => {
    const { pool, client, exchange } = await withCode({ deviceTracking: 'always' });
    const { data } = await exchange();
    expect(decodeClaims(String(data['access_token']))).not.toHaveProperty('device_key');
    const request = { ClientId: client.id, RefreshToken: String(data['refresh_token']) };
    const { sdk } = callsOn(pool, given.emulator);
    expect(await refusalOf(sdk.getTokensFromRefreshToken(request))).toBe(INVALID_REFRESH_TOKEN);
  });
});

describe('client credentials', () => {
  const request: AppClientRequest = { flows: [], oauthFlows: ['client_credentials'], scopes: ['orders/read'] };

  async function post({ id, secret = '' }: AppClient, encode: (text: string) => string, more: Texts = {}) {
    const Authorization = `Basic ${Buffer.from(`${encode(id)}:${encode(secret)}`).toString('base64')}`;
    const body = new URLSearchParams({ grant_type: 'client_credentials', ...more });
    return (await fetch(`${given.emulator.url}/oauth2/token`, { method: 'POST', headers: { Authorization }, body }))
      .status;
  }

  it('accept the secret by HTTP Basic, form-decode it, and pass client metadata to the trigger', async () => {
    const pool = given.emulator.createPool({ domain: 'my-prefix' });
    const client = pool.createClient({ ...request, secret: 'with space+plus%percent:colon/ümlaut' });
    expect(await post(client, encodeURIComponent)).toBe(200);
    expect(await post(client, (text) => new URLSearchParams({ text }).toString().slice('text='.length))).toBe(200);
    expect(await post(client, String)).toBe(400);
    const clientMetadata = { stage: 'test', text: 'a&b=c + "ü"' };
    await post(client, encodeURIComponent, { aws_client_metadata: JSON.stringify(clientMetadata) });
    const call = { source: 'TokenGeneration_ClientCredentials', username: client.id, clientMetadata };
    expect(pool.triggers.calls.at(-1)).toStrictEqual(call);
  });

  it('need a domain at the token endpoint, but not at GetClientToken', async () => {
    const pool = given.emulator.createPool();
    expect(await post(pool.createClient({ ...request, secret: true }), encodeURIComponent)).toBe(400);
    const flows: AppClientRequest = { secret: true, flows: ['ALLOW_CLIENT_TOKEN_AUTH'], scopes: ['orders/read'] };
    const { id: ClientId, secret: Secret } = pool.createClient(flows);
    const { ClientAuthenticationResult: result } = await sdkFor(given.emulator, UNSIGNED).getClientToken({
      ClientId,
      Secret,
    });
    expect(given.emulator.secrets).toContainEqual({ kind: 'client secret', text: Secret });
    expect(given.emulator.secrets).toContainEqual({ kind: 'access token', text: result?.AccessToken });
  });
});

it('a fault can refuse each request on the error page or on the login page', async () => {
  const refused = { kind: 'refused', exception: 'TestException', message: 'Not today.', times: 1 } as const;
  for (const operation of ['oauth2/authorize', 'GET login', 'POST login']) {
    given.emulator.injectFault({ operation, ...refused });
  }
  const browser = new Browser();
  const url = setUpLogin().authorizeUrl();
  expect(locationOf(await browser.go(url)).search).toContain('error=TestException');
  const location = locationOf(await browser.go(url));
  expect(locationOf(await browser.go(location)).search).toContain('error=TestException');
  expect(messagesOf(await browser.submit(await browser.go(location), credentials))).toStrictEqual(['Not today.']);
});

it('quotas count every request of a sign-in as UserAuthentication, and a form for its user', async () => {
  const { client, authorizeUrl } = setUpLogin();
  const browser = new Browser();
  given.emulator.setQuotas({ scale: 1 });
  const page = await browser.open(authorizeUrl());
  const code = codeOf(await browser.submit(page, credentials));
  await exchangeCode(given.emulator, client, { code });
  expect(given.emulator.quotaUse('UserAuthentication').passed).toHaveLength(4);
  expect(given.emulator.quotaUse('ClientAuthentication').passed).toHaveLength(0);
  const other = new Browser();
  const form = await other.open(authorizeUrl());
  given.emulator.setQuotas({ scale: 1 });
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    expect((await other.submit(form, WRONG)).status).toBe(200);
  }
  expect((await other.submit(form, WRONG)).status).toBe(429);
  expect(given.emulator.quotaUse('PerUser').refused).toHaveLength(1);
});

describe('the secrets of a sign-in', () => {
  it('are recorded: cookies, form, code, verifier and tokens', async () => {
    const verifier = randomBytes(32).toString('base64url');
    const code_challenge = challengeOf(verifier);
    const { client, browser, page } = await openLogin({ client: { secret: true } }, { code_challenge });
    const formToken = browser.cookies.get('XSRF-TOKEN');
    const code = codeOf(await browser.submit(page, credentials));
    const secrets = { code, code_verifier: verifier, client_secret: client.secret };
    const { data } = await exchangeCode(given.emulator, client, secrets);
    for (const [kind, text] of [
      ['authorization code', code],
      ['login cookie', formToken],
      ['login cookie', browser.cookies.get('XSRF-TOKEN')],
      ['login cookie', browser.cookies.get('cognito')?.replaceAll('"', '')],
      ['username', credentials.username],
      ['password', credentials.password],
      ['PKCE verifier', verifier],
      ['client secret', client.secret],
      ['ID token', data['id_token']],
      ['access token', data['access_token']],
      ['refresh token', data['refresh_token']],
    ]) {
      expect(given.emulator.secrets).toContainEqual({ kind, text });
    }
  });

  it('are recorded from requests without an answer', () => {
    const seen = new SeenSecrets();
    const headers = new Map([['content-type', 'application/x-www-form-urlencoded']]);
    seen.addRequest({ headers: new Map([['cookie', 'XSRF-TOKEN=token; cognito="session"']]), body: Buffer.alloc(0) });
    seen.addRequest({ headers, body: Buffer.from('grant_type=authorization_code&code=the-code') });
    expect(seen.all).toStrictEqual([
      { kind: 'login cookie', text: 'token' },
      { kind: 'login cookie', text: 'session' },
      { kind: 'authorization code', text: 'the-code' },
    ]);
  });
});
