import { describe, expect, it } from '@jest/globals';
import { emulatorPerTest } from './emulator-per-test.ts';
import { authorizeUrl, Browser, credentials, formsOf, setUpLogin } from './login-fixture.ts';

const given = emulatorPerTest();

describe('the login page', () => {
  it('sets its cookie for a browser without one', async () => {
    const { client } = setUpLogin(given.emulator);
    const url = authorizeUrl(given.emulator, client);
    const browser = new Browser();
    const page = await browser.go(new URL(`/login${url.search}`, url));
    expect(formsOf(page)[0]?.fields['_csrf']).toBe(browser.cookies.get('XSRF-TOKEN'));
    expect((await browser.submit(page, credentials)).status).toBe(302);
  });

  it('runs the triggers and sets cookies, but does not know a browser that is signed in', async () => {
    const { pool, client } = setUpLogin(given.emulator);
    const browser = new Browser();
    const page = await browser.open(authorizeUrl(given.emulator, client));
    const answer = await browser.submit(page, credentials);
    expect(answer.headers.getSetCookie()).toHaveLength(3);
    expect(browser.cookies.get('cognito')).toMatch(/^"[\w+/=]{400}"$/);
    expect(pool.triggerCalls.map(({ source }) => source)).toStrictEqual([
      'PreAuthentication_Authentication',
      'PostAuthentication_Authentication',
    ]);
    expect((await browser.go(authorizeUrl(given.emulator, client))).status).toBe(501);
  });

  it.each<[string, Record<string, string | undefined>, RequestInit, number, string]>([
    ['another token', { _csrf: '00000000-0000-4000-8000-000000000000' }, {}, 403, 'without the token of its cookie'],
    ['another field', { client_secret: 'x' }, {}, 400, 'with the parameter client_secret'],
    ['a foreign cookie', {}, { headers: { cookie: 'tracking=1' } }, 400, 'with the cookie tracking'],
  ])('records a violation if a form comes with %s', async (_, fields, init, status, violation) => {
    const { client } = setUpLogin(given.emulator);
    const browser = new Browser();
    const page = await browser.open(authorizeUrl(given.emulator, client));
    const answer = await browser.submit(page, { ...credentials, ...fields }, init);
    expect(answer.status).toBe(status);
    expect(given.emulator.violations).toStrictEqual([`POST login was sent ${violation}.`]);
  });

  it('accepts forms only', async () => {
    const { client } = setUpLogin(given.emulator);
    const browser = new Browser();
    const page = await browser.open(authorizeUrl(given.emulator, client));
    const json = await browser.submit(page, {}, { headers: { 'content-type': 'application/json' }, body: '{}' });
    expect(json.status).toBe(415);
  });
});
