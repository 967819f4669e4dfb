/** Scenes of mode ephemeral. */
import { GROUP, REDIRECT_URI } from '../pools/plans.ts';
import type { PreparedPool } from '../pools/prepared.ts';
import type { Feature } from '../probes/probe.ts';
import type { Inputs, Scene } from './scene.ts';

function ephemeral(
  kind: Scene['kind'],
  title: string,
  inputs: (pool: PreparedPool) => Inputs,
  needs: readonly Feature[] = [],
): Scene {
  return {
    kind,
    title: `ephemeral: ${title}`,
    credentials: true,
    action: 'action',
    needs,
    inputs: (pool) => ({ 'user-pool-id': pool.id, ...inputs(pool) }),
  };
}

function web(pool: PreparedPool): Inputs {
  return { 'client-id': pool.client('web').id, 'username-format': pool.kind === 'email' ? 'email' : 'plain' };
}

export const EPHEMERAL: readonly Scene[] = [
  ephemeral('plain', 'USER_PASSWORD_AUTH, in a group', (pool) => ({
    ...web(pool),
    groups: GROUP,
    'user-attributes': 'email=ada@example.com\nemail_verified=true',
    'postman-environment': 'true',
  })),
  ephemeral('plain', 'USER_SRP_AUTH', (pool) => ({ ...web(pool), 'auth-flow': 'USER_SRP_AUTH' }), ['SRP']),
  ephemeral(
    'plain',
    'ADMIN_USER_PASSWORD_AUTH',
    (pool) => ({ ...web(pool), 'auth-flow': 'ADMIN_USER_PASSWORD_AUTH' }),
    ['admin sign-in'],
  ),
  ephemeral('plain', 'USER_AUTH', (pool) => ({ ...web(pool), 'auth-flow': 'USER_AUTH' }), ['USER_AUTH']),
  ephemeral('plain', 'a flow that the client does not allow', (pool) => ({
    ...web(pool),
    'client-id': pool.client('closed').id,
  })),
  ephemeral('plain', 'a group that does not exist', (pool) => ({ ...web(pool), groups: 'no-such-group' })),
  ephemeral('email', 'by e-mail address', web),
  ephemeral('email', 'by sign-up', (pool) => ({ ...web(pool), 'create-with': 'sign-up' }), ['sign-up']),
  ephemeral('email', 'the pool wants e-mail addresses, the job says plain', (pool) => ({
    ...web(pool),
    'username-format': 'plain',
  })),
  ephemeral('alias', 'by username', web),
  ephemeral('alias', 'the e-mail address is an alias, the job says email', (pool) => ({
    ...web(pool),
    'username-format': 'email',
  })),
  ephemeral(
    'confidential',
    'USER_SRP_AUTH with the client secret',
    (pool) => ({ ...web(pool), 'client-secret': pool.client('web').secret ?? '', 'auth-flow': 'USER_SRP_AUTH' }),
    ['SRP'],
  ),
  ephemeral('confidential', 'the client secret is missing', web),
  ephemeral('mfa', 'enrols itself', web, ['TOTP']),
  ephemeral('devices', 'by a new device', web, ['devices']),
  ephemeral(
    'domain',
    'AUTHORIZATION_CODE',
    (pool) => ({
      'client-id': pool.client('page').id,
      'username-format': 'plain',
      'auth-flow': 'AUTHORIZATION_CODE',
      domain: pool.domainUrl,
      'redirect-uri': REDIRECT_URI,
    }),
    ['login page'],
  ),
];
