import { describe, expect, it } from '@jest/globals';
import { emulatorPerTest } from './emulator-per-test.ts';
import {
  authorizeUrl,
  Browser,
  credentials,
  enter,
  formsOf,
  locationOf,
  redirectUri,
  setUpLogin,
} from './login-fixture.ts';

const given = emulatorPerTest();

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('the login page', () => {
  it('contains two identical forms with the query and the token of the cookie', async () => {
    const { client } = setUpLogin(given.emulator);
    const browser = new Browser();
    const page = await browser.open(
      authorizeUrl(given.emulator, client, { scope: 'openid orders/read', state: 'a&"b' }),
    );
    expect([page.status, page.headers.get('content-type')]).toStrictEqual([200, 'text/html;charset=UTF-8']);
    expect(page.headers.getSetCookie()).toStrictEqual([]);
    const [first, second, ...others] = formsOf(page);
    expect(others).toStrictEqual([]);
    expect(second).toStrictEqual(first);
    expect(first?.name).toBe('cognitoSignInForm');
    expect(first?.fields).toStrictEqual({ _csrf: browser.cookies.get('XSRF-TOKEN'), cognitoAsfData: '' });
    const start = `/login?client_id=${client.id}&redirect_uri=${redirectUri}&response_type=code&scope=openid orders/read&`;
    expect(first?.action.slice(0, start.length)).toBe(start);
    expect(new URL(first?.action ?? '', given.emulator.url).searchParams.get('state')).toBe('a&"b');
    for (const field of [
      'name="username" type="text"',
      'name="password" type="password"',
      'name="signInSubmitButton"',
    ]) {
      expect(page.html.split(field)).toHaveLength(3);
    }
  });

  it('sets its cookie for a browser without one', async () => {
    const { client } = setUpLogin(given.emulator);
    const url = authorizeUrl(given.emulator, client);
    const browser = new Browser();
    const page = await browser.go(new URL(`/login${url.search}`, url));
    expect(formsOf(page)[0]?.fields['_csrf']).toBe(browser.cookies.get('XSRF-TOKEN'));
    expect((await browser.submit(page, credentials)).status).toBe(302);
  });

  it('redirects with a code and the state, and replaces the CSRF token', async () => {
    const { pool, client } = setUpLogin(given.emulator);
    const browser = new Browser();
    const page = await browser.open(authorizeUrl(given.emulator, client));
    const token = browser.cookies.get('XSRF-TOKEN');
    const answer = await browser.submit(page, credentials);
    const { origin, pathname, searchParams } = locationOf(answer);
    expect([answer.status, origin + pathname]).toStrictEqual([302, redirectUri]);
    expect([...searchParams.keys()]).toStrictEqual(['code', 'state']);
    expect(searchParams.get('code')).toMatch(uuid);
    expect(searchParams.get('state')).toBe('a state');
    expect(answer.headers.getSetCookie()).toHaveLength(3);
    expect(browser.cookies.get('cognito')).toMatch(/^"[\w+/=]{400}"$/);
    expect(browser.cookies.get('XSRF-TOKEN')).toMatch(uuid);
    expect(browser.cookies.get('XSRF-TOKEN')).not.toBe(token);
    expect(pool.triggerCalls.map(({ source }) => source)).toStrictEqual([
      'PreAuthentication_Authentication',
      'PostAuthentication_Authentication',
    ]);
    expect((await browser.go(authorizeUrl(given.emulator, client))).status).toBe(501);
  });

  it('keeps the query of the redirect URI, and returns no state if none was sent', async () => {
    const url = `${redirectUri}?from=cognito`;
    const { client } = setUpLogin(given.emulator, { client: { callbackUrls: [url] } });
    const { searchParams } = locationOf(
      await enter(authorizeUrl(given.emulator, client, { redirect_uri: url, state: undefined })),
    );
    expect([...searchParams.keys()]).toStrictEqual(['from', 'code']);
  });

  it.each<[string, Record<string, string | undefined>, RequestInit, number, string]>([
    ['another token', { _csrf: '00000000-0000-4000-8000-000000000000' }, {}, 403, 'without the token of its cookie'],
    ['no token', { _csrf: undefined }, {}, 403, 'without the token of its cookie'],
    ['no cookie', {}, { headers: { cookie: 'csrf-state=""' } }, 403, 'without the token of its cookie'],
    ['an empty token', { _csrf: '' }, { headers: { cookie: 'XSRF-TOKEN=' } }, 403, 'without the token of its cookie'],
    ['another field', { client_secret: 'x' }, {}, 400, 'with the parameter client_secret'],
    ['a foreign cookie', {}, { headers: { cookie: 'tracking=1' } }, 400, 'with the cookie tracking'],
  ])('refuses a form with %s despite the right password', async (_, fields, init, status, violation) => {
    const { client } = setUpLogin(given.emulator);
    const browser = new Browser();
    const page = await browser.open(authorizeUrl(given.emulator, client));
    const answer = await browser.submit(page, { ...credentials, ...fields }, init);
    expect([answer.status, answer.headers.get('location')]).toStrictEqual([status, null]);
    expect(given.emulator.violations).toStrictEqual([`POST login was sent ${violation}.`]);
  });

  it('accepts forms only, and checks the query of a form like that of a page', async () => {
    const { client } = setUpLogin(given.emulator);
    const browser = new Browser();
    const page = await browser.open(authorizeUrl(given.emulator, client));
    const json = await browser.submit(page, {}, { headers: { 'content-type': 'application/json' }, body: '{}' });
    expect(json.status).toBe(415);
    const changed = { ...page, html: page.html.replaceAll(redirectUri, 'https://elsewhere.example.com') };
    expect(locationOf(await browser.submit(changed, credentials)).searchParams.get('error')).toBe('redirect_mismatch');
  });
});
