import { expect, it } from '@jest/globals';
import { readAndMaskTokens } from '../../../src/cognito/wire-fields.ts';

it('masks the tokens of an answer and their parts', () => {
  const masked: string[] = [];
  const result = {
    IdToken: 'h.id-claims.id-signature',
    AccessToken: 'h.access-claims.access-signature',
    RefreshToken: 'canary',
  };
  expect(readAndMaskTokens(result, (secret) => masked.push(secret))).toStrictEqual({
    idToken: 'h.id-claims.id-signature',
    accessToken: 'h.access-claims.access-signature',
    refreshToken: 'canary',
    newDevice: undefined,
  });
  expect(masked.filter((secret) => secret !== '')).toStrictEqual([
    'h.id-claims.id-signature',
    'id-claims',
    'id-signature',
    'h.access-claims.access-signature',
    'access-claims',
    'access-signature',
    'canary',
  ]);
});

it('masks the key of a new device', () => {
  const masked: string[] = [];
  const result = { NewDeviceMetadata: { DeviceKey: 'canary', DeviceGroupKey: '-group' } };
  expect(readAndMaskTokens(result, (secret) => masked.push(secret))).toMatchObject({
    newDevice: { key: 'canary', groupKey: '-group' },
  });
  expect(masked).toContain('canary');
});

it.each([{}, { DeviceKey: ['canary'] }, 'canary'])('finds no new device in %j', (metadata) => {
  // The SDK does not check types.
  const result: object = { NewDeviceMetadata: metadata };
  expect(readAndMaskTokens(result, () => undefined)).toMatchObject({ newDevice: undefined });
});
