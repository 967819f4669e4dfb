import { describe, expect, it } from '@jest/globals';
import { parseClientTokens, parseScopedTokens, parseUserTokens, secretsOfToken } from '../../src/tokens.ts';
import { jwt, unparsedTokens } from './fakes.ts';

describe('tokens', () => {
  it('tokens contain the user and the earlier expiry of ID token and access token', () => {
    const tokens = unparsedTokens();
    expect(parseUserTokens(tokens)).toEqual({
      kind: 'user',
      ...tokens,
      expiresAt: new Date('2026-01-01T00:30:00Z'),
      sub: 'a-sub',
      poolUsername: '',
      roles: [],
    });
    const named = unparsedTokens({ idToken: jwt({ sub: 'a-sub', exp: 1, 'cognito:username': 'an-id' }) });
    expect(parseUserTokens(named).poolUsername).toBe('an-id');
    const newDevice = { key: 'a-key', groupKey: 'a-group' };
    expect(parseUserTokens(unparsedTokens({ newDevice }))).toMatchObject({ newDevice });
    const early = unparsedTokens({ idToken: jwt({ sub: 'a-sub', exp: 1_767_225_900 }) });
    expect(parseUserTokens(early).expiresAt).toEqual(new Date('2026-01-01T00:05:00Z'));
  });

  it.each([
    [['arn:aws:iam::111122223333:role/readers', 7], ['arn:aws:iam::111122223333:role/readers']],
    ['canary', []],
  ])('tokens with %j as roles contain %j', (claim, roles) => {
    const idToken = jwt({ sub: 'a-sub', exp: 1_767_229_200, 'cognito:roles': claim });
    expect(parseUserTokens(unparsedTokens({ idToken })).roles).toStrictEqual(roles);
  });

  it.each([
    ['no access token', { accessToken: '' }, 'there is no access token'],
    ['no refresh token', { refreshToken: '' }, 'there is no refresh token'],
    ['claims that are not JSON', { idToken: 'canary.canary.canary' }, 'the ID token has no claims'],
    ['no expiry', { accessToken: jwt({ sub: 'canary' }) }, 'the access token has no claim exp'],
    ['an expiry that is a string', { idToken: jwt({ sub: 'canary', exp: 'soon' }) }, 'the ID token has no claim exp'],
    ['no sub', { idToken: jwt({ exp: 1 }) }, 'the ID token has no claim sub'],
  ])('tokens with %s are rejected and not quoted', (_, changes, reason) => {
    const parse = () => parseUserTokens(unparsedTokens(changes));
    expect(parse).toThrow(reason);
    expect(parse).not.toThrow('canary');
  });

  it('tokens of the login page contain an ID token only with the scope openid', () => {
    const accessToken = jwt({ sub: 'a-sub', username: 'an-id', exp: 1_767_227_400 });
    const { refreshToken } = unparsedTokens();
    expect(parseScopedTokens({ idToken: '', accessToken, refreshToken }, 'user pool')).toStrictEqual({
      kind: 'user',
      idToken: undefined,
      accessToken,
      refreshToken,
      expiresAt: new Date('2026-01-01T00:30:00Z'),
      sub: 'a-sub',
      poolUsername: 'an-id',
      roles: [],
      newDevice: undefined,
    });
    expect(parseScopedTokens(unparsedTokens(), 'user pool')).toStrictEqual(parseUserTokens(unparsedTokens()));
    const withoutJwt = { idToken: 'canary', accessToken, refreshToken };
    expect(() => parseScopedTokens(withoutJwt, 'user pool')).toThrow('the ID token is not a JWT');
    const openid = jwt({ sub: 'a-sub', exp: 1_767_227_400, scope: 'orders/read openid' });
    expect(() => parseScopedTokens({ idToken: '', accessToken: openid, refreshToken }, 'token endpoint')).toThrow(
      'The token endpoint returned tokens that cannot be read: there is no ID token',
    );
  });

  it('tokens of an app client are only an access token', () => {
    const { accessToken } = unparsedTokens();
    expect(parseClientTokens(accessToken, 'token endpoint')).toEqual({
      kind: 'client',
      accessToken,
      expiresAt: new Date('2026-01-01T00:30:00Z'),
    });
    expect(() => parseClientTokens('canary', 'token endpoint')).toThrow('The token endpoint returned tokens');
    expect(() => parseClientTokens('canary', 'user pool')).toThrow('The user pool returned tokens');
  });

  it.each([
    ['header12.claims12.signature', ['claims12', 'signature']],
    ['h..a.1234567.12345678', ['12345678']],
  ])('the token %s and its parts of 8 characters or more, except the header, are secrets', (token, parts) => {
    expect(secretsOfToken(token)).toStrictEqual([token, ...parts]);
  });
});
