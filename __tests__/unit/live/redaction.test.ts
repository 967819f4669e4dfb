/** Tests what the report of `npm run live` shows of an answer. */
import { describe, expect, it } from '@jest/globals';
import { claimsOf, fieldsOf } from '../../../scripts/live/seen/fields.ts';
import { Redaction } from '../../../scripts/live/seen/redaction.ts';

const CLAIMS = { sub: 'a', 'cognito:groups': ['testers'] };
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const JWT = `${part({ alg: 'RS256' })}.${part(CLAIMS)}.${'s'.repeat(340)}`;

describe('a redacted text', () => {
  it('has placeholders for what was learnt, the longest first', () => {
    const redaction = new Redaction();
    redaction.learn('eu-west-1', 'region');
    redaction.learn('eu-west-1_Ab3', 'user pool');
    redaction.learn('Secret-Password-1', 'password');
    const text = "Value 'Secret-Password-1' of pool eu-west-1_Ab3 in eu-west-1";
    expect(redaction.apply(text)).toBe("Value '<password>' of pool <user pool> in <region>");
    expect(redaction.findsSecretIn(text)).toBe(true);
    expect(redaction.findsSecretIn(redaction.apply(text))).toBe(false);
  });

  it('takes no name of a pool for a secret', () => {
    const redaction = new Redaction();
    redaction.learn('eu-west-1_Ab3', 'user pool');
    expect(redaction.findsSecretIn('eu-west-1_Ab3')).toBe(false);
  });

  it.each([
    ['a token', `got ${JWT} back`, 'got <token> back'],
    ['an ARN', 'User: arn:aws:sts::123456789012:assumed-role/ci/live is not', 'User: <ARN> is not'],
    ['an account', 'of account 123456789012.', 'of account <account>.'],
    ['a UUID', 'user 11111111-2222-3333-4444-555555555555', 'user <UUID>'],
    ['a request ID', '(HTTP 400, request 11111111-2222-3333-4444-555555555555).', '(HTTP 400, request <ID>).'],
    ['a session', `session AYABe${'x_-9'.repeat(40)}.`, 'session <…>.'],
  ])('has a placeholder for %s', (_, text, redacted) => {
    expect(new Redaction().apply(text)).toBe(redacted);
  });
});

describe('the fields of an answer', () => {
  it('are told by their paths, with the claims of tokens and the names of attributes, without what they say', () => {
    const answer = {
      $metadata: { requestId: 'one' },
      Session: undefined,
      ChallengeParameters: {},
      AuthenticationResult: { IdToken: JWT, TokenType: 'Bearer', ExpiresIn: 3600 },
      User: { UserCreateDate: new Date(0), Attributes: [{ Name: 'sub', Value: 'secret' }] },
    };
    expect(fieldsOf(answer)).toStrictEqual([
      'AuthenticationResult.ExpiresIn',
      'AuthenticationResult.IdToken',
      'AuthenticationResult.IdToken claim cognito:groups',
      'AuthenticationResult.IdToken claim sub',
      'AuthenticationResult.TokenType=Bearer',
      'ChallengeParameters',
      'User.Attributes[sub].Name',
      'User.Attributes[sub].Value',
      'User.UserCreateDate',
    ]);
  });

  it('say which challenges can be chosen, in any order', () => {
    expect(fieldsOf({ AvailableChallenges: ['PASSWORD_SRP', 'PASSWORD'] })).toStrictEqual([
      'AvailableChallenges=PASSWORD PASSWORD_SRP',
    ]);
  });

  it.each([
    ['a refresh token, whose parts are encrypted', `${part({ enc: 'A256GCM' })}.${'€'}.x`],
    ['a password', 'eyes.on.me'],
  ])('have no claims in %s', (_, text) => {
    expect(claimsOf(text)).toStrictEqual([]);
  });
});
