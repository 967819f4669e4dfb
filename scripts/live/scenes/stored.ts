/** Scenes with users, tokens and app clients that exist before the job. */
import { REDIRECT_URI } from '../pools/plans.ts';
import type { PreparedPool } from '../pools/prepared.ts';
import { signIn } from '../probes/calls.ts';
import type { Feature } from '../probes/probe.ts';
import type { Inputs, Scene } from './scene.ts';

const PLAIN = { credentials: false, action: 'action' } as const;

function stored(
  kind: Scene['kind'],
  title: string,
  inputs: (pool: PreparedPool) => Inputs,
  needs: readonly Feature[] = [],
): Scene {
  return {
    ...PLAIN,
    kind,
    title: `stored: ${title}`,
    needs,
    inputs: (pool) => ({
      mode: 'stored',
      username: pool.user.username,
      password: pool.user.password,
      'user-pool-id': pool.id,
      ...inputs(pool),
    }),
  };
}

function web(pool: PreparedPool): Inputs {
  const { id, secret } = pool.client('web');
  return { 'client-id': id, ...(secret !== undefined && { 'client-secret': secret }) };
}

function refresh(kind: Scene['kind'], title: string, inputs: Scene['inputs'], needs: readonly Feature[]): Scene {
  return {
    ...PLAIN,
    kind,
    title: `refresh: ${title}`,
    needs,
    inputs: async (pool) => ({
      mode: 'refresh',
      'aws-region': pool.side.region,
      ...web(pool),
      ...(await inputs(pool)),
    }),
  };
}

async function refreshToken(pool: PreparedPool): Promise<Inputs> {
  const { RefreshToken: token = '' } = await signIn(pool);
  return { 'refresh-token': pool.side.redaction.learn(token, 'refresh token') };
}

function machine(pool: PreparedPool): Inputs {
  const { id, secret = '' } = pool.client('machine');
  return {
    mode: 'client-credentials',
    'client-id': id,
    'client-secret': secret,
    'aws-region': pool.side.region,
    scopes: 'orders/read',
  };
}

export const STORED: readonly Scene[] = [
  stored('plain', 'USER_PASSWORD_AUTH', web),
  stored('plain', 'USER_SRP_AUTH', (pool) => ({ ...web(pool), 'auth-flow': 'USER_SRP_AUTH' }), ['SRP']),
  stored('plain', 'USER_AUTH', (pool) => ({ ...web(pool), 'auth-flow': 'USER_AUTH' }), ['USER_AUTH']),
  stored('plain', 'a wrong password', (pool) => ({ ...web(pool), password: 'Wrong-Password-1' })),
  stored('alias', 'by the e-mail address', (pool) => ({ ...web(pool), username: pool.user.email ?? '' })),
  stored('confidential', 'USER_PASSWORD_AUTH with the client secret', web),
  stored('mfa', 'with an authenticator app', (pool) => ({ ...web(pool), 'totp-secret': pool.user.totpSecret ?? '' }), [
    'TOTP',
  ]),
  stored('mfa', 'without the TOTP secret', web, ['TOTP']),
  stored('devices', 'by a new device', web, ['devices']),
  stored(
    'domain',
    'AUTHORIZATION_CODE',
    (pool) => ({
      'client-id': pool.client('page').id,
      'auth-flow': 'AUTHORIZATION_CODE',
      domain: pool.domainUrl,
      'redirect-uri': REDIRECT_URI,
      scopes: 'openid orders/read',
    }),
    ['login page'],
  ),
  stored(
    'domain',
    'AUTHORIZATION_CODE with a wrong password',
    (pool) => ({
      'client-id': pool.client('page').id,
      'auth-flow': 'AUTHORIZATION_CODE',
      domain: pool.domainUrl,
      'redirect-uri': REDIRECT_URI,
      password: 'Wrong-Password-1',
    }),
    ['login page'],
  ),
  refresh('plain', 'an app client without secret', refreshToken, []),
  refresh('confidential', 'an app client with a secret', refreshToken, ['GetTokensFromRefreshToken']),
  refresh('plain', 'no refresh token', () => ({ 'refresh-token': 'not-a-refresh-token' }), []),
];

export const MACHINES: readonly Scene[] = [
  {
    ...PLAIN,
    kind: 'domain',
    title: 'client-credentials: by the domain',
    needs: ['token endpoint'],
    inputs: (pool) => ({ ...machine(pool), domain: pool.domainUrl }),
  },
  {
    ...PLAIN,
    kind: 'machine',
    title: 'client-credentials: without a domain',
    needs: ['GetClientToken'],
    inputs: machine,
  },
];
