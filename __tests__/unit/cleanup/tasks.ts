/** A task of each kind, for tests. The fake clock begins at 1970-01-01T00:00:59Z. */
import { packUsernames } from '../../../src/cleanup/usernames.ts';

export const USER_POOL = { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', role: undefined };
export const ROLE = { arn: 'arn:aws:iam::111122223333:role/api-tests', audience: 'sts.amazonaws.com' };

const APP_CLIENT = { region: 'eu-west-1', clientId: '4kfr83e5pagh' };
export const SESSION = {
  ...APP_CLIENT,
  accessToken: 'an-access-token',
  refreshToken: 'a.b.c.d.e',
  expiresAt: '1970-01-01T01:00:00.000Z',
};
export const EXPIRED_AT = '1970-01-01T00:00:30.000Z';

export const DELETE_USER = {
  kind: 'delete-users',
  userPool: USER_POOL,
  usernames: packUsernames(['gha-1-1-abc']),
  creation: 'confirmed',
  sessions: undefined,
} as const;
export const REMOVE_FILE = { kind: 'remove-file', file: 'postman-environment', path: '/temp/a.json' } as const;
export const REVOKE_TOKEN = { kind: 'revoke-token', ...APP_CLIENT, refreshToken: SESSION.refreshToken } as const;
export const FORGET_DEVICE = { kind: 'forget-device', ...SESSION, deviceKey: 'a-device' } as const;
export const DELETE_IDENTITIES = {
  kind: 'delete-identities',
  identityPool: { region: 'us-east-1', identityPoolId: 'us-east-1:a-pool' },
  identities: { ids: ['us-east-1:an-identity'] },
  userPool: { ...USER_POOL, role: ROLE },
} as const;
