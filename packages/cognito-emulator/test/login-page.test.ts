/** The user pool domain as only the emulator can be asked: violations, faults, quotas, clocks and settings. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { decodeClaims } from '../src/decode-claims.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import { SeenSecrets } from '../src/secrets.ts';
import type { StoredUser } from '../src/user-pool.ts';
import { INVALID_REFRESH_TOKEN, refusalOf } from './contract/answers.ts';
import type { Texts } from './contract/pool.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import {
  type Answer,
  Browser,
  challengeOf,
  codeOf,
  credentials,
  enter,
  exchangeCode,
  formsOf,
  type LoginOptions,
  locationOf,
  messagesOf,
  openLogin,
  type Parameters,
  setUpLogin,
} from './login-fixture.ts';
import { callsOn } from './sdk.ts';

const WRONG = { ...credentials, password: 'Wrong-1' };

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

  it('refuses other methods, and unknown parameters, credentials and foreign cookies as violations', async () => {
    const { authorizeUrl } = setUpLogin(given.emulator);
    expect((await new Browser().go(authorizeUrl(), { method: 'POST' })).status).toBe(405);
    const secret = await new Browser().go(authorizeUrl({ client_secret: 'x' }));
    expect(locationOf(secret).searchParams.get('error')).toBe('invalid_request');
    await new Browser().go(authorizeUrl(), { headers: { authorization: 'Basic YTpi' } });
    const foreign = await new Browser().go(authorizeUrl(), { headers: { cookie: 'tracking=1; csrf-state=""' } });
    expect(foreign.status).toBe(400);
    expect(given.emulator.requests).toMatchObject([
      { operation: 'oauth2/authorize', error: 'MethodNotAllowedException' },
      { status: 302 },
      { error: 'CredentialsSentException' },
      { error: 'ForeignCookieException' },
    ]);
    expect(given.emulator.violations).toStrictEqual([
      'oauth2/authorize was sent with the parameter client_secret.',
      'oauth2/authorize was sent with the header authorization.',
      'oauth2/authorize was sent with the cookie tracking.',
    ]);
  });

  it.each<[Parameters]>([[{ prompt: 'none' }], [{ response_type: 'token' }]])('does not emulate %j', async (more) => {
    const { authorizeUrl } = setUpLogin(given.emulator, { client: { oauthFlows: ['code', 'implicit'] } });
    expect((await new Browser().go(authorizeUrl(more))).status).toBe(501);
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
    expect(pool.triggers.calls.map(({ source }) => source)).toStrictEqual([
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

describe.each([
  ['page', 200],
  ['redirect', 302],
] as const)('the login page with the answer to a form as a %s', (loginAnswer, status) => {
  const open = ({ pool, ...others }: LoginOptions = {}) =>
    openLogin(given.emulator, { ...others, pool: { loginAnswer, ...pool } });

  /** Submits the form, and returns the page that the answer is or redirects to. */
  const submit = async (
    { browser, page }: Pick<Awaited<ReturnType<typeof open>>, 'browser' | 'page'>,
    fields: Texts = credentials,
  ) => {
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

  it('accepts the right password after a wrong one, and locks the user after five', async () => {
    const { browser, page: firstPage } = await open();
    const page = await submit({ browser, page: firstPage }, WRONG);
    for (let attempt = 2; attempt <= 5; attempt += 1) {
      await submit({ browser, page }, WRONG);
    }
    expect(messagesOf(await submit({ browser, page }))).toStrictEqual(['Password attempts exceeded']);
    given.now += 1000;
    expect(codeOf(await browser.submit(page, credentials))).toMatch(/^[0-9a-f-]{36}$/);
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
  });

  it('shows a challenge only to a browser that was redirected to it', async () => {
    const login = await open({ user: { status: 'FORCE_CHANGE_PASSWORD' } });
    const page = await submit(login);
    const direct = await login.browser.go(new URL(`/changePassword${page.url.search}`, page.url));
    expect(locationOf(direct).searchParams.get('error')).toBe('invalid_request');
  });
});

describe('managed login', () => {
  it('has another page, and refuses the form of the classic login page', async () => {
    const { browser, page } = await openLogin(given.emulator, {
      pool: { managedLoginVersion: 2 },
      client: { brandingStyle: true },
    });
    expect(page.status).toBe(200);
    expect(page.html).not.toMatch(/_csrf|cognitoSignInForm/);
    const _csrf = browser.cookies.get('XSRF-TOKEN') ?? '';
    const body = new URLSearchParams({ _csrf, ...credentials });
    expect((await browser.go(page.url, { method: 'POST', body })).status).toBe(501);
  });

  it('is unavailable to an app client without a branding style', async () => {
    const { page } = await openLogin(given.emulator, { pool: { managedLoginVersion: 2 } });
    expect(page.status).toBe(403);
    expect(page.html).toContain('Login pages unavailable');
    expect(given.emulator.requests.at(-1)).toMatchObject({ operation: 'GET login', error: 'LoginPagesUnavailable' });
  });

  it.each<[PoolRequest]>([
    [{ managedLoginVersion: 2, tier: 'LITE' }],
    [{ refusesWithoutFingerprint: true, tier: 'ESSENTIALS' }],
  ])('and threat protection require a plan, so a pool cannot be created with %j', (pool) => {
    expect(() => setUpLogin(given.emulator, { pool })).toThrow('tier');
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
    expect(pool.triggers.calls.at(-1)).toStrictEqual({ source: 'TokenGeneration_HostedAuth', username: 'ada' });
    expect(given.emulator.requests.slice(-2)).toMatchObject([
      { operation: 'oauth2/token', status: 200, body: { grant_type: 'authorization_code' } },
      { operation: 'oauth2/token', status: 400, error: 'invalid_grant' },
    ]);
    expect(given.emulator.violations).toStrictEqual([]);
  });

  it('accepts a code for five minutes, and takes auth_time from the submission of the form', async () => {
    const [early, late] = [await withCode(), await withCode()];
    const seconds = Math.floor(given.now / 1000);
    given.now += 5 * 60 * 1000 - 1;
    const { data } = await early.exchange();
    const iat = Math.floor(given.now / 1000);
    expect(decodeClaims(String(data['access_token']))).toMatchObject({ auth_time: seconds, iat });
    given.now += 1;
    expect(await late.exchange()).toStrictEqual(INVALID_GRANT);
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

describe('a fault', () => {
  const OPERATIONS = ['oauth2/authorize', 'GET login', 'POST login'] as const;

  /** Makes the requests before this operation and returns a function that makes the operation's own. */
  async function prepare(operation: (typeof OPERATIONS)[number]): Promise<() => Promise<Answer>> {
    const browser = new Browser();
    const url = setUpLogin(given.emulator).authorizeUrl();
    if (operation === 'oauth2/authorize') {
      return () => browser.go(url);
    }
    const location = locationOf(await browser.go(url));
    if (operation === 'GET login') {
      return () => browser.go(location);
    }
    const page = await browser.go(location);
    return () => browser.submit(page, credentials);
  }

  it.each(OPERATIONS)('can refuse a request on the error page or on the login page: %s', async (operation) => {
    const request = await prepare(operation);
    const refused = { kind: 'refused', exception: 'TestException', message: 'Not today.' } as const;
    given.emulator.injectFault({ operation, ...refused, times: 1 });
    const answer = await request();
    const shown = operation === 'POST login' ? answer.html : locationOf(answer).search;
    expect(shown).toContain(operation === 'POST login' ? '>Not today.</p>' : 'error=TestException');
  });

  it.each(OPERATIONS)('can answer with any page: %s', async (operation) => {
    const request = await prepare(operation);
    const output = { status: 307, headers: { Location: '/elsewhere' }, body: '' };
    given.emulator.injectFault({ operation, kind: 'answered', output, times: 1 });
    const answer = await request();
    expect([answer.status, locationOf(answer).pathname]).toStrictEqual([307, '/elsewhere']);
  });

  it('can lose the answer to a form, which can be sent again', async () => {
    const request = await prepare('POST login');
    given.emulator.injectFault({ operation: 'POST login', kind: 'lose-answer', times: 1 });
    await expect(request()).rejects.toThrow();
    expect(given.emulator.requests.at(-1)).toMatchObject({ status: 302, fault: 'lose-answer' });
    expect(codeOf(await request())).not.toBe('');
  });
});

describe('quotas', () => {
  it('count every request of a sign-in as UserAuthentication', async () => {
    const { client, authorizeUrl } = setUpLogin(given.emulator);
    given.emulator.setQuotas({ scale: 1 });
    const code = codeOf(await enter(authorizeUrl()));
    await exchangeCode(given.emulator, client, { code });
    expect(given.emulator.quotaUse('UserAuthentication').passed).toHaveLength(4);
    expect(given.emulator.quotaUse('ClientAuthentication').passed).toHaveLength(0);
  });

  it('count a form for its user', async () => {
    const { browser, page } = await openLogin(given.emulator);
    given.emulator.setQuotas({ scale: 1 });
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      expect((await browser.submit(page, WRONG)).status).toBe(200);
    }
    expect((await browser.submit(page, WRONG)).status).toBe(429);
    expect(given.emulator.quotaUse('PerUser').refused).toHaveLength(1);
  });
});

describe('the secrets of a sign-in', () => {
  it('are recorded: cookies, form, code, verifier and tokens', async () => {
    const verifier = randomBytes(32).toString('base64url');
    const code_challenge = challengeOf(verifier);
    const { client, browser, page } = await openLogin(given.emulator, { client: { secret: true } }, { code_challenge });
    const formToken = browser.cookies.get('XSRF-TOKEN');
    expect(page.html).toContain(`name="_csrf" value="${formToken}"`);
    const code = codeOf(await browser.submit(page, credentials));
    expect(given.emulator.secrets).toContainEqual({ kind: 'authorization code', text: code });
    const secrets = { code, code_verifier: verifier, client_secret: client.secret };
    const { data } = await exchangeCode(given.emulator, client, secrets);
    for (const [kind, text] of [
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
    const form = { headers: new Map([['content-type', 'application/x-www-form-urlencoded']]) };
    seen.addRequest({ headers: new Map([['cookie', 'XSRF-TOKEN=token; cognito="session"']]), body: Buffer.alloc(0) });
    seen.addRequest({ ...form, body: Buffer.from('grant_type=authorization_code&code=the-code') });
    expect(seen.all).toStrictEqual([
      { kind: 'login cookie', text: 'token' },
      { kind: 'login cookie', text: 'session' },
      { kind: 'authorization code', text: 'the-code' },
    ]);
  });
});
