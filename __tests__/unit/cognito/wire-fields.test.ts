import { expect, it } from '@jest/globals';
import { unparsedTokens } from '../../../src/cognito/wire-fields.ts';

it('masks the tokens of an answer, and their parts', () => {
  const masked: string[] = [];
  const result = { IdToken: 'h.id.id-signature', AccessToken: 'h.access.access-signature', RefreshToken: 'canary' };
  expect(unparsedTokens(result, (secret) => masked.push(secret))).toStrictEqual({
    idToken: 'h.id.id-signature',
    accessToken: 'h.access.access-signature',
    refreshToken: 'canary',
    newDevice: undefined,
  });
  expect(masked.filter((secret) => secret !== '')).toStrictEqual([
    'h.id.id-signature',
    'id',
    'id-signature',
    'h.access.access-signature',
    'access',
    'access-signature',
    'canary',
  ]);
});

it('masks the key of a new device', () => {
  const masked: string[] = [];
  const result = { NewDeviceMetadata: { DeviceKey: 'canary', DeviceGroupKey: '-group' } };
  expect(unparsedTokens(result, (secret) => masked.push(secret))).toMatchObject({
    newDevice: { key: 'canary', groupKey: '-group' },
  });
  expect(masked).toContain('canary');
  expect(unparsedTokens({ NewDeviceMetadata: {} }, () => undefined)).toMatchObject({ newDevice: undefined });
});
