import { describe, expect, it } from '@jest/globals';
import axios from 'axios';
import type { AppClientRequest } from '../src/app-client.ts';
import { emulatorPerTest } from './emulator-per-test.ts';
import { authorizeUrl, Browser, locationOf, redirectUri, setUpLogin } from './login-fixture.ts';

const given = emulatorPerTest();

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

describe('the authorize endpoint', () => {
  it('redirects to the login page with the same query and sets cookies', async () => {
    const { client } = setUpLogin(given.emulator);
    const url = authorizeUrl(given.emulator, client, { scope: 'openid orders/read' });
    const { status, headers } = await new Browser().go(url);
    expect([status, headers.get('location')]).toStrictEqual([302, `/login${url.search}`]);
    expect(headers.getSetCookie()).toStrictEqual([
      expect.stringMatching(new RegExp(`^XSRF-TOKEN=${uuid}; Path=/; Secure; HttpOnly; SameSite=Lax$`)),
      expect.stringMatching(
        /^csrf-state=""; Expires=\w{3}, \d\d-\w{3}-\d{4} [\d:]{8} GMT; Path=\/; Secure; HttpOnly; /,
      ),
      expect.stringMatching(/^csrf-state-legacy=""; Expires=/),
    ]);
    expect(given.emulator.requests).toMatchObject([
      { operation: 'oauth2/authorize', status: 302, body: { scope: 'openid orders/read', client_id: client.id } },
    ]);
    expect(given.emulator.requests[0]).not.toHaveProperty('error');
    expect(given.emulator.violations).toStrictEqual([]);
  });

  it('redirects to an absolute URL if configured, and keeps the nonce in a cookie', async () => {
    const { client } = setUpLogin(given.emulator, { pool: { loginLocation: 'url' } });
    const url = authorizeUrl(given.emulator, client, { nonce: 'a-nonce' });
    const browser = new Browser();
    expect((await browser.go(url)).headers.get('location')).toBe(`${given.emulator.url}/login${url.search}`);
    expect(browser.cookies.get('csrf-state')).toBe('a-nonce');
  });

  it.each<[string, AppClientRequest, Record<string, string | undefined>, string]>([
    ['another redirect URI', {}, { redirect_uri: `${redirectUri}/` }, 'redirect_mismatch'],
    ['no redirect URI', {}, { redirect_uri: undefined }, 'redirect_mismatch'],
    ['an unknown client', {}, { client_id: 'unknown' }, 'unauthorized_client'],
    ['a client without the code grant', { oauthFlows: [] }, {}, 'unauthorized_client'],
    ['the implicit grant', {}, { response_type: 'token' }, 'unauthorized_client'],
    [
      'a client with disabled OAuth flows',
      { oauthFlowsUserPoolClient: false },
      {},
      'Client is not enabled for OAuth2.0 flows.',
    ],
  ])('refuses %s with the error page of the domain', async (_, clientRequest, more, error) => {
    const { client } = setUpLogin(given.emulator, { client: clientRequest });
    const browser = new Browser();
    const answer = await browser.go(authorizeUrl(given.emulator, client, more));
    const location = locationOf(answer);
    expect([answer.status, location.pathname, location.searchParams.get('error')]).toStrictEqual([
      302,
      '/error',
      error,
    ]);
    expect(location.searchParams.get('client_id')).toBe(more['client_id'] ?? client.id);
    expect(given.emulator.requests).toMatchObject([{ status: 302, error }]);
    const page = await browser.go(location);
    expect(page.status).toBe(400);
    expect(page.html).toContain(error);
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    [
      'an unknown scope',
      { scope: 'openid orders/delete' },
      'error_description=invalid_scope&state=a+state&error=invalid_request',
    ],
    [
      'e-mail without openid',
      { scope: 'email' },
      'error_description=invalid_scope&state=a+state&error=invalid_request',
    ],
    ['no response type', { response_type: undefined }, 'state=a+state&error=invalid_request'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'state=a+state&error=invalid_request'],
    ['a challenge without a method', { code_challenge_method: undefined }, 'state=a+state&error=invalid_request'],
    ['an invalid challenge', { code_challenge: 'short' }, 'state=a+state&error=invalid_request'],
    ['an invalid challenge without a state', { state: undefined, code_challenge: 'short' }, 'error=invalid_request'],
  ])('refuses %s with a redirect to the client', async (_, more, query) => {
    const { client } = setUpLogin(given.emulator);
    const { status, headers } = await new Browser().go(authorizeUrl(given.emulator, client, more));
    expect([status, headers.get('location')]).toStrictEqual([302, `${redirectUri}?${query}`]);
    expect(given.emulator.requests).toMatchObject([{ status: 302, error: 'invalid_request' }]);
  });

  it('accepts requests without PKCE and state, and records the violations', async () => {
    const { client } = setUpLogin(given.emulator);
    const weak = { code_challenge: undefined, code_challenge_method: undefined, state: undefined };
    expect((await new Browser().open(authorizeUrl(given.emulator, client, weak))).status).toBe(200);
    expect(given.emulator.violations).toStrictEqual([
      'A code was asked for without code_challenge.',
      'A code was asked for without state.',
    ]);
  });

  it('refuses unknown, repeated and unsupported parameters', async () => {
    const { client } = setUpLogin(given.emulator);
    const secret = await new Browser().go(authorizeUrl(given.emulator, client, { client_secret: 'x' }));
    expect(locationOf(secret).searchParams.get('error')).toBe('invalid_request');
    expect(given.emulator.violations).toStrictEqual(['oauth2/authorize was sent with the parameter client_secret.']);
    const twice = authorizeUrl(given.emulator, client);
    twice.searchParams.append('state', 'another');
    expect(locationOf(await new Browser().go(twice)).searchParams.get('error')).toBe('invalid_request');
    expect((await new Browser().go(authorizeUrl(given.emulator, client, { prompt: 'none' }))).status).toBe(501);
  });

  it('refuses other methods, credentials and foreign cookies', async () => {
    const { client } = setUpLogin(given.emulator);
    const url = authorizeUrl(given.emulator, client);
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

  it('does not exist for a pool without a domain or with another domain', async () => {
    const [without, other] = [setUpLogin(given.emulator, { pool: { domain: '' } }), setUpLogin(given.emulator)];
    expect((await new Browser().go(authorizeUrl(given.emulator, without.client))).status).toBe(404);
    const statusAt = async (prefix: string): Promise<number> => {
      const { status } = await axios.get(authorizeUrl(given.emulator, other.client).href, {
        headers: { Host: `${prefix}.auth.eu-west-1.amazoncognito.com` },
        maxRedirects: 0,
        validateStatus: () => true,
      });
      return status;
    };
    expect([await statusAt('other'), await statusAt('my-prefix')]).toStrictEqual([404, 302]);
  });
});

describe('createClient', () => {
  it.each(['http://app.example.com/', 'https://app.example.com/#fragment', '/callback'])(
    'refuses the callback URL %s',
    (url) => {
      expect(() => setUpLogin(given.emulator, { client: { callbackUrls: [url] } })).toThrow(RangeError);
    },
  );

  it.each(['http://localhost:3000/', 'http://127.0.0.1/', 'myapp://callback'])(
    'accepts the callback URL %s',
    async (url) => {
      const { client } = setUpLogin(given.emulator, { client: { callbackUrls: [url] } });
      expect((await new Browser().open(authorizeUrl(given.emulator, client, { redirect_uri: url }))).status).toBe(200);
    },
  );
});

describe('the discovery document', () => {
  it.each([
    ['my-prefix', { authorization_endpoint: '/oauth2/authorize', token_endpoint: '/oauth2/token' }],
    ['', {}],
  ])('contains the endpoints of the domain "%s"', async (domain, endpoints) => {
    const { pool } = setUpLogin(given.emulator, { pool: { domain } });
    const response = await fetch(`${given.emulator.url}/${pool.id}/.well-known/openid-configuration`);
    const document: object = JSON.parse(await response.text());
    const named = Object.entries(document).filter(([name]) => /^(authorization|token)_endpoint$/.test(name));
    expect(Object.fromEntries(named)).toStrictEqual(
      Object.fromEntries(Object.entries(endpoints).map(([name, path]) => [name, `${given.emulator.url}${path}`])),
    );
  });
});
