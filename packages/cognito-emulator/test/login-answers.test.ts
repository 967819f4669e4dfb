import { describe, expect, it } from '@jest/globals';
import type { AppClientRequest } from '../src/app-client.ts';
import type { PoolRequest } from '../src/pool-settings.ts';
import type { StoredUser } from '../src/user-pool.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { type Browser, credentials, formsOf, locationOf, messagesOf, openLogin, setUpLogin } from './login-fixture.ts';

const given = emulatorPerTest();

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
  /** Submits a form, follows the redirect if there is one, and returns the first answer and the page. */
  const send = async (browser: Browser, ...form: Parameters<Browser['submit']>) => {
    const answer = await browser.submit(...form);
    return { answer, page: answer.status === 302 ? await browser.go(locationOf(answer)) : answer };
  };
  const submit = async (
    { pool: poolRequest, ...fixture }: Pick<Refused, 'pool' | 'client' | 'user'>,
    fields: Record<string, string> = {},
    trigger?: string,
  ) => {
    const { pool, browser, page } = await openLogin(given.emulator, {
      ...fixture,
      pool: { loginAnswer, ...poolRequest },
    });
    if (trigger !== undefined) {
      pool.failTrigger('PreAuthentication_Authentication', { kind: 'error', message: trigger });
    }
    return { browser, ...(await send(browser, page, { ...credentials, ...fields })) };
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
    expect([page.status, page.url.pathname, messagesOf(page)]).toStrictEqual([200, '/login', [message]]);
    expect(formsOf(page)).toHaveLength(2);
    expect(given.emulator.requests.find(({ operation }) => operation === 'POST login')).toMatchObject({
      status: expectedStatus,
      error,
    });
    expect(messagesOf(await browser.go(page.url))).toStrictEqual([]);
    expect(given.emulator.violations).toStrictEqual([]);
  });

  it('accepts the right password after a wrong one, and locks the user after five', async () => {
    const { page, browser } = await submit({}, { password: 'Wrong-1' });
    for (let attempt = 2; attempt <= 5; attempt += 1) {
      await send(browser, page, { ...credentials, password: 'Wrong-1' });
    }
    expect(messagesOf((await send(browser, page, credentials)).page)).toStrictEqual(['Password attempts exceeded']);
    given.now += 1000;
    expect(locationOf(await browser.submit(page, credentials)).searchParams.get('code')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('escapes messages of the service and of triggers', async () => {
    const blank = await submit({}, { password: 'with blank' });
    expect(messagesOf(blank.page)).toStrictEqual([
      expect.stringMatching(/^1 validation error detected: Value at 'password' failed to satisfy/),
    ]);
    const { page } = await submit({}, {}, '<b>No</b>');
    expect(messagesOf(page)).toStrictEqual(['PreAuthentication failed with error &lt;b&gt;No&lt;/b&gt;.']);
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
