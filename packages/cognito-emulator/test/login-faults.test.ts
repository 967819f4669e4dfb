import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SeenSecrets } from '../src/secrets.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import {
  type Answer,
  Browser,
  challengeOf,
  codeOf,
  credentials,
  enter,
  exchangeCode,
  locationOf,
  openLogin,
  setUpLogin,
} from './login-fixture.ts';

const given = emulatorPerTest();

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

const OPERATIONS = ['oauth2/authorize', 'GET login', 'POST login'] as const;
describe('the fault refused', () => {
  const refused = { kind: 'refused', exception: 'TestException', message: 'Not today.', times: 1 } as const;

  it.each(['oauth2/authorize', 'GET login'] as const)('redirects to the error page: %s', async (operation) => {
    const request = await prepare(operation);
    given.emulator.injectFault({ operation, ...refused });
    expect(locationOf(await request()).searchParams.get('error')).toBe('TestException');
  });

  it('shows the message on the login page', async () => {
    const request = await prepare('POST login');
    given.emulator.injectFault({ operation: 'POST login', ...refused });
    expect((await request()).html).toContain('>Not today.</p>');
  });
});

it.each(OPERATIONS)('the fault answered can be any page: %s', async (operation) => {
  const request = await prepare(operation);
  const output = { status: 307, headers: { Location: '/elsewhere' }, body: '' };
  given.emulator.injectFault({ operation, kind: 'answered', output, times: 1 });
  const answer = await request();
  expect([answer.status, locationOf(answer).pathname]).toStrictEqual([307, '/elsewhere']);
});

describe('a lost answer', () => {
  it('of the form leaves a code unused, and the form can be sent again', async () => {
    const request = await prepare('POST login');
    given.emulator.injectFault({ operation: 'POST login', kind: 'lose-answer', times: 1 });
    await expect(request()).rejects.toThrow();
    expect(given.emulator.requests.at(-1)).toMatchObject({
      operation: 'POST login',
      status: 302,
      fault: 'lose-answer',
    });
    expect(codeOf(await request())).not.toBe('');
  });

  it('of the token endpoint invalidates the code', async () => {
    const { client, authorizeUrl } = setUpLogin(given.emulator);
    const code = codeOf(await enter(authorizeUrl()));
    given.emulator.injectFault({ operation: 'oauth2/token', kind: 'lose-answer', times: 1 });
    await expect(exchangeCode(given.emulator, client, { code })).rejects.toThrow();
    expect(await exchangeCode(given.emulator, client, { code })).toStrictEqual({
      status: 400,
      data: { error: 'invalid_grant' },
    });
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
    const statuses: number[] = [];
    for (let attempt = 1; attempt <= 11; attempt += 1) {
      statuses.push((await browser.submit(page, { ...credentials, password: 'Wrong-1' })).status);
    }
    expect(statuses).toStrictEqual([...Array.from({ length: 10 }, () => 200), 429]);
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
    const { data } = await exchangeCode(given.emulator, client, {
      code,
      code_verifier: verifier,
      client_secret: client.secret,
    });
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
