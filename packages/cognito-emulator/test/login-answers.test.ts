import { describe, expect, it } from '@jest/globals';
import type { AppClientRequest } from '../src/app-client.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import type { StoredUser } from '../src/user-pool.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { type Answer, authorizeUrl, Browser, credentials, formsOf, locationOf, setUpLogin } from './login-fixture.ts';

const given = emulatorPerTest();

/** Returns the message on a page, which must be the same in both forms. */
function formatMessage({ html }: Answer): string | undefined {
  const messages = [...html.matchAll(/<p id="loginErrorMessage"[^>]*>([^<]*)<\/p>/g)].map(([, message]) => message);
  expect(new Set(messages).size).toBe(messages.length === 0 ? 0 : 1);
  return messages[0];
}

interface Refused {
  readonly message: string;
  readonly error: string;
  readonly fields?: Record<string, string>;
  readonly pool?: PoolRequest;
  readonly client?: AppClientRequest;
  readonly user?: Partial<StoredUser>;
}

const WRONG = { message: 'Incorrect username or password.', error: 'NotAuthorizedException' };

describe.each(['page', 'redirect'] as const)('the login page with the answer to a form as a %s', (loginAnswer) => {
  const submit = async (
    fixture: Pick<Refused, 'pool' | 'client' | 'user'>,
    fields: Record<string, string> = {},
    trigger?: string,
  ): Promise<{ readonly answer: Answer; readonly page: Answer; readonly browser: Browser }> => {
    const { pool, client } = setUpLogin(given.emulator, { ...fixture, pool: { loginAnswer, ...fixture.pool } });
    if (trigger !== undefined) {
      pool.failTrigger('PreAuthentication_Authentication', { kind: 'error', message: trigger });
    }
    const browser = new Browser();
    const answer = await browser.submit(await browser.open(authorizeUrl(given.emulator, client)), {
      ...credentials,
      ...fields,
    });
    return { answer, browser, page: answer.status === 302 ? await browser.go(locationOf(answer)) : answer };
  };
  const expectedStatus = loginAnswer === 'page' ? 200 : 302;

  it.each<[string, Refused]>([
    ['a wrong password', { ...WRONG, fields: { password: 'Wrong-1' } }],
    [
      'a browser without the fingerprint that threat protection requires',
      {
        message: 'Unable to login because of security reasons.',
        error: 'NotAuthorizedException',
        pool: { tier: 'PLUS', refusesWithoutFingerprint: true },
      },
    ],
  ])('shows the form and an error message again for %s', async (_, { message, error, fields, ...fixture }) => {
    const { answer, page, browser } = await submit(fixture, fields);
    expect(answer.status).toBe(expectedStatus);
    expect([page.status, page.url.pathname, formatMessage(page)]).toStrictEqual([200, '/login', message]);
    expect(formsOf(page)).toHaveLength(2);
    expect(given.emulator.requests.find(({ operation }) => operation === 'POST login')).toMatchObject({
      status: expectedStatus,
      error,
    });
    const reload = await browser.go(page.url);
    expect(formatMessage(reload)).toBeUndefined();
    expect(given.emulator.violations).toStrictEqual([]);
  });

  it('accepts the right password after a wrong one, and locks the user after five', async () => {
    const { page, browser } = await submit({}, { password: 'Wrong-1' });
    const wrongAgain = () => browser.submit(page, { ...credentials, password: 'Wrong-1' });
    for (let attempt = 2; attempt <= 5; attempt += 1) {
      await wrongAgain();
    }
    const locked = await browser.submit(page, credentials);
    const shown = locked.status === 302 ? await browser.go(locationOf(locked)) : locked;
    expect(formatMessage(shown)).toBe('Password attempts exceeded');
    given.now += 1000;
    expect(locationOf(await browser.submit(page, credentials)).searchParams.get('code')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('escapes messages of the service and of triggers', async () => {
    const blank = await submit({}, { password: 'with blank' });
    expect(formatMessage(blank.page)).toMatch(/^1 validation error detected: Value at 'password' failed to satisfy/);
    const { page } = await submit({}, {}, '<b>No</b>');
    expect(formatMessage(page)).toBe('PreAuthentication failed with error &lt;b&gt;No&lt;/b&gt;.');
  });

  it.each<[string, string, PoolRequest, Partial<StoredUser>]>([
    ['SMS', '/mfa', { mfa: 'ON', messageMfa: ['SMS_MFA'] }, { messageMfa: ['SMS_MFA'] }],
    ['e-mail', '/emailMfa', { mfa: 'ON', messageMfa: ['EMAIL_OTP'] }, {}],
    ['an app', '/softwareTokenMfa', { mfa: 'OPTIONAL', softwareTokenMfa: true }, { totpSecret: 'A'.repeat(16) }],
    [
      'a choice',
      '/selectMfa',
      { mfa: 'ON', softwareTokenMfa: true, messageMfa: ['EMAIL_OTP'] },
      { totpSecret: 'A'.repeat(16) },
    ],
    ['a new app', '/mfaSetup', { mfa: 'ON', softwareTokenMfa: true }, {}],
    ['a new password', '/changePassword', {}, { status: 'FORCE_CHANGE_PASSWORD' }],
  ])('shows a page that asks for %s', async (_, path, pool, user) => {
    const { answer, page, browser } = await submit({ pool, user });
    expect(answer.status).toBe(expectedStatus);
    const [form, ...others] = formsOf(page);
    expect(others).toStrictEqual([]);
    expect(page.status).toBe(200);
    expect(form?.name).not.toBe('cognitoSignInForm');
    expect(form?.action.split('?')[0]).toBe(path);
    expect(form?.fields).toStrictEqual({ _csrf: browser.cookies.get('XSRF-TOKEN') });
    expect(given.emulator.secrets.filter(({ kind }) => kind === 'authorization code')).toStrictEqual([]);
    expect((await browser.submit(page, { authentication_code: '123456' })).status).toBe(501);
  });

  it('shows a challenge only to a browser that was redirected to it', async () => {
    const { browser, page } = await submit({ user: { status: 'FORCE_CHANGE_PASSWORD' } });
    const direct = await browser.go(new URL(`/changePassword${page.url.search}`, page.url));
    expect(locationOf(direct).searchParams.get('error')).toBe('invalid_request');
  });
});

describe('managed login', () => {
  it('has another page, and refuses the form of the classic login page', async () => {
    const { client } = setUpLogin(given.emulator, {
      pool: { managedLoginVersion: 2 },
      client: { brandingStyle: true },
    });
    const browser = new Browser();
    const page = await browser.open(authorizeUrl(given.emulator, client));
    expect(page.status).toBe(200);
    expect(page.html).not.toMatch(/_csrf|cognitoSignInForm/);
    const _csrf = browser.cookies.get('XSRF-TOKEN') ?? '';
    const body = new URLSearchParams({ _csrf, ...credentials });
    expect((await browser.go(page.url, { method: 'POST', body })).status).toBe(501);
  });

  it('is unavailable to an app client without a branding style', async () => {
    const { client } = setUpLogin(given.emulator, { pool: { managedLoginVersion: 2 } });
    const page = await new Browser().open(authorizeUrl(given.emulator, client));
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
