import { describe, expect, it } from '@jest/globals';
import axios from 'axios';
import { emulatorPerTest } from './emulator-per-test.ts';
import { authorizeUrl, Browser, locationOf, setUpLogin } from './login-fixture.ts';

const given = emulatorPerTest();

describe('the authorize endpoint', () => {
  it('redirects to an absolute URL if configured, and keeps the nonce in a cookie', async () => {
    const { client } = setUpLogin(given.emulator, { pool: { loginLocation: 'url' } });
    const url = authorizeUrl(given.emulator, client, { nonce: 'a-nonce' });
    const browser = new Browser();
    expect((await browser.go(url)).headers.get('location')).toBe(`${given.emulator.url}/login${url.search}`);
    expect(browser.cookies.get('csrf-state')).toBe('a-nonce');
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

  it('refuses unknown and unsupported parameters', async () => {
    const { client } = setUpLogin(given.emulator);
    const secret = await new Browser().go(authorizeUrl(given.emulator, client, { client_secret: 'x' }));
    expect(locationOf(secret).searchParams.get('error')).toBe('invalid_request');
    expect(given.emulator.violations).toStrictEqual(['oauth2/authorize was sent with the parameter client_secret.']);
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

it('is not in the discovery document of a pool without a domain', async () => {
  const { pool } = setUpLogin(given.emulator, { pool: { domain: '' } });
  const response = await fetch(`${given.emulator.url}/${pool.id}/.well-known/openid-configuration`);
  expect(Object.keys(JSON.parse(await response.text()))).not.toContain('authorization_endpoint');
});
