import { expect, it } from '@jest/globals';
import { unparsedTokens } from '../../../src/cognito/wire-fields.ts';

it('masks the tokens of an answer, and their parts', () => {
  const masked: string[] = [];
  const result = { IdToken: 'h.id.id-signature', AccessToken: 'h.access.access-signature', RefreshToken: 'canary' };
  expect(unparsedTokens(result, (secret) => masked.push(secret))).toStrictEqual({
    idToken: 'h.id.id-signature',
    accessToken: 'h.access.access-signature',
    refreshToken: 'canary',
  });
  expect(masked).toStrictEqual([
    'h.id.id-signature',
    'id',
    'id-signature',
    'h.access.access-signature',
    'access',
    'access-signature',
    'canary',
  ]);
});
