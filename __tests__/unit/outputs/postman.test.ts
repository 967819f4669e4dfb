import { expect, it } from '@jest/globals';
import type { Outputs } from '../../../src/outputs/outputs.ts';
import { postmanEnvironment } from '../../../src/outputs/postman.ts';

it('names the outputs as Postman variables and marks the secret ones', () => {
  const outputs: Outputs = [
    ['USERNAME', 'ada'],
    ['PASSWORD', 'p"w'],
    ['ID_TOKEN', 'a.b.c'],
    ['ACCESS_TOKEN', 'd.e.f'],
    ['REFRESH_TOKEN', 'g'],
    ['EXPIRES_AT', '2026-01-01T00:00:00.000Z'],
    ['SUB', 'a-sub'],
    ['POSTMAN_ENVIRONMENT', '/temp/a.json'],
    ['AWS_ACCESS_KEY_ID', 'ASIAIOSFODNN7EXAMPLE'],
    ['AWS_SECRET_ACCESS_KEY', 'h'],
    ['AWS_SESSION_TOKEN', 'i'],
    ['IDENTITY_ID', 'j'],
  ];
  expect(JSON.parse(postmanEnvironment(outputs))).toEqual({
    name: 'cognito-token-action',
    values: [
      { key: 'username', value: 'ada', type: 'secret', enabled: true },
      { key: 'password', value: 'p"w', type: 'secret', enabled: true },
      { key: 'idToken', value: 'a.b.c', type: 'secret', enabled: true },
      { key: 'accessToken', value: 'd.e.f', type: 'secret', enabled: true },
      { key: 'refreshToken', value: 'g', type: 'secret', enabled: true },
      { key: 'expiresAt', value: '2026-01-01T00:00:00.000Z', type: 'default', enabled: true },
      { key: 'sub', value: 'a-sub', type: 'default', enabled: true },
      { key: 'awsAccessKeyId', value: 'ASIAIOSFODNN7EXAMPLE', type: 'secret', enabled: true },
      { key: 'awsSecretAccessKey', value: 'h', type: 'secret', enabled: true },
      { key: 'awsSessionToken', value: 'i', type: 'secret', enabled: true },
    ],
    _postman_variable_scope: 'environment',
  });
});
