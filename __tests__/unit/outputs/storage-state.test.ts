import { describe, expect, it } from '@jest/globals';
import { secretsOfStorageState, storageState } from '../../../src/outputs/storage-state.ts';
import type { Tokens, UserTokens } from '../../../src/tokens.ts';
import { CLIENT_TOKENS, USER_TOKENS } from '../fakes.ts';
import { client, configOf, type Given, refresh } from '../given-inputs.ts';

const CLIENT = 'CognitoIdentityServiceProvider.4kfr83e5pagh';

/** Returns the text of the file. */
function stateText(given: Given, ofTokens: Tokens = USER_TOKENS): string | undefined {
  return storageState(configOf(given), ofTokens, -1500);
}

/** Returns the file of a web app with this origin. */
function stateOf(ofTokens: UserTokens = USER_TOKENS, origin = 'http://localhost:3000') {
  return JSON.parse(stateText({ ...refresh, 'storage-state-origin': origin }, ofTokens) ?? '');
}

describe('a browser storage state', () => {
  it("has the keys of Amplify's token store in localStorage, and as cookies", () => {
    const attributes = { domain: 'app.example.com', path: '/', expires: -1, httpOnly: false, sameSite: 'Lax' };
    const entries = [
      { name: `${CLIENT}.LastAuthUser`, value: 'ada' },
      { name: `${CLIENT}.ada.accessToken`, value: 'an.access.token' },
      { name: `${CLIENT}.ada.idToken`, value: 'an.id.token' },
      { name: `${CLIENT}.ada.refreshToken`, value: 'a.refresh.token' },
      { name: `${CLIENT}.ada.clockDrift`, value: '-1500' },
    ];
    expect(stateOf(USER_TOKENS, 'https://app.example.com:8443/')).toStrictEqual({
      cookies: entries.map((entry) => ({ ...entry, ...attributes, secure: true })),
      origins: [{ origin: 'https://app.example.com:8443', localStorage: entries }],
    });
  });

  it('has cookies for http:// on the own machine', () => {
    expect(stateOf().cookies[0]).toMatchObject({ domain: 'localhost', secure: false });
    expect(stateOf(USER_TOKENS, 'http://[::1]:3000').cookies[0]).toMatchObject({ domain: '[::1]', secure: false });
  });

  it('encodes the username in cookies, as Amplify looks it up, but not in localStorage', () => {
    const { cookies, origins } = stateOf({ ...USER_TOKENS, poolUsername: 'ada+1@example.com' });
    expect(cookies[0]).toMatchObject({ name: `${CLIENT}.LastAuthUser`, value: 'ada%2B1%40example.com' });
    expect(cookies[1].name).toBe(`${CLIENT}.ada+1%40example.com.accessToken`);
    expect(origins[0].localStorage[0].value).toBe('ada+1@example.com');
    expect(origins[0].localStorage[1].name).toBe(`${CLIENT}.ada+1@example.com.accessToken`);
  });

  it('leaves out a cookie of more than 4096 bytes, which browsers refuse', () => {
    const name = `${CLIENT}.ada.idToken`;
    const longest = 'x'.repeat(4096 - name.length);
    const cookieNames = (idToken: string): string[] =>
      stateOf({ ...USER_TOKENS, idToken }).cookies.map((cookie: { name: string }) => cookie.name);
    expect(cookieNames(longest)).toContain(name);
    expect(cookieNames(`${longest}x`)).not.toContain(name);
    expect(stateOf({ ...USER_TOKENS, idToken: `${longest}x` }).origins[0].localStorage).toHaveLength(5);
  });

  it('has no ID token without the scope openid', () => {
    expect(JSON.stringify(stateOf({ ...USER_TOKENS, idToken: undefined }))).not.toContain('idToken');
  });

  it('names the user by the sub if the tokens do not contain the username', () => {
    expect(stateOf({ ...USER_TOKENS, poolUsername: '' }).origins[0].localStorage[1].name).toBe(
      `${CLIENT}.a-sub.accessToken`,
    );
  });

  it("has the user pool's own name for the user as its only secret of its own", () => {
    const secretsOf = (given: Given, ofTokens: Tokens = USER_TOKENS) =>
      secretsOfStorageState(configOf(given), ofTokens);
    const withOrigin = { ...refresh, 'storage-state-origin': 'http://localhost:3000' };
    expect(secretsOf(withOrigin)).toStrictEqual(['ada']);
    expect(secretsOf(withOrigin, { ...USER_TOKENS, poolUsername: USER_TOKENS.sub })).toStrictEqual([]);
    expect(secretsOf(withOrigin, CLIENT_TOKENS)).toStrictEqual([]);
    expect(secretsOf(refresh)).toStrictEqual([]);
  });

  it('does not exist without an origin, or without a user', () => {
    expect(stateText(refresh)).toBeUndefined();
    expect(stateText(client, CLIENT_TOKENS)).toBeUndefined();
  });
});
