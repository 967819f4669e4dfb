/** Mistakes in identity pools, their providers and roles. */
import type { IdentityPoolRequest } from 'cognito-emulator/identity/identity-pool';
import type { Fixture } from '../../support/fixture.ts';
import { createIdentityPool } from '../../support/identity-pool.ts';
import { LOGIN_CLIENT, LOGIN_POOL, loginInputs } from '../../support/login-page.ts';
import { CREATED, type Mistakes, refused, SIGNED_IN, STORED_USER } from './mistake.ts';

const GOT_ID = [...SIGNED_IN, 'GetId'] as const;
const ASKED = [...GOT_ID, 'GetCredentialsForIdentity'] as const;
const ROLE = 'arn:aws:iam::123456789012:role/readers';

/** Returns the inputs of mode `ephemeral` with an identity pool of these settings. */
function withIdentityPool(request: IdentityPoolRequest = {}) {
  return (fixture: Fixture) => ({ ...fixture.inputs, 'identity-pool-id': createIdentityPool(fixture, request).id });
}

export const IDENTITY_POOL: Mistakes = {
  'identity-pool-not-found: an identity pool that does not exist': {
    inputs: { 'identity-pool-id': 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d' },
    says: ['GetId on identity pool eu-west-1:1a2b3c4d', 'ResourceNotFoundException', 'identity-pool-id', 'region'],
    calls: GOT_ID,
  },
  'identity-provider-missing: an identity pool without the user pool': {
    inputs: withIdentityPool({ providers: [] }),
    says: ['GetId on identity pool', 'NotAuthorizedException', 'user-pool-id', 'client-id', 'CognitoIdentityProviders'],
    calls: GOT_ID,
  },
  'identity-provider-mismatch: the user pool of another app client': {
    inputs: (fixture) => {
      const { emulator, client, pool } = fixture;
      pool.addUser(STORED_USER);
      const other = emulator.createPool().id;
      return {
        ...withIdentityPool()(fixture),
        mode: 'stored',
        'client-id': client.id,
        'user-pool-id': other,
        ...STORED_USER,
      };
    },
    says: ['GetId on identity pool', 'another user pool', 'Set user-pool-id to the user pool of client-id'],
    calls: ['InitiateAuth', 'GetId'],
  },
  'identity-token-rejected: a user pool that cannot be verified any more': {
    fault: refused("GetId NotAuthorizedException: Invalid login token. Couldn't verify signed token. canary"),
    inputs: withIdentityPool(),
    says: ['GetId on identity pool', 'NotAuthorizedException', 'does not accept the ID token'],
    calls: GOT_ID,
  },
  'identity-role-missing: an identity pool without a role for signed-in users': {
    inputs: withIdentityPool({ authenticatedRole: false }),
    says: [
      'GetCredentialsForIdentity on identity pool',
      'InvalidIdentityPoolConfigurationException',
      'authenticated role',
      'cognito-identity.amazonaws.com:aud',
    ],
    calls: ASKED,
  },
  'identity-role-untrusting: a role for guests': {
    inputs: (fixture) => {
      fixture.emulator.addIdentityRole({ arn: ROLE, amr: 'unauthenticated' });
      return withIdentityPool({ authenticatedRole: ROLE })(fixture);
    },
    says: ['GetCredentialsForIdentity on identity pool', 'trust policy', 'cognito-identity.amazonaws.com:amr'],
    calls: ASKED,
  },
  'identity-role-denied: a role mapping that gives the user no role': {
    inputs: withIdentityPool({ roleMapping: { kind: 'token', orElse: 'Deny' } }),
    says: ['GetCredentialsForIdentity on identity pool', 'groups', 'AmbiguousRoleResolution'],
    calls: ASKED,
  },
  'identity-role-not-offered: an identity-role that no group of the user has': {
    inputs: (fixture) => ({ ...withIdentityPool()(fixture), 'identity-role': ROLE }),
    says: ['identity-role', 'the ID token lists no role (claim cognito:roles)', 'groups'],
    saysNot: [ROLE],
    calls: SIGNED_IN,
  },
  'identity-without-id-token: a sign-in without the scope openid': {
    fixture: {
      pool: LOGIN_POOL,
      client: { ...LOGIN_CLIENT, scopes: ['aws.cognito.signin.user.admin', 'orders/read'] },
    },
    inputs: (fixture) => ({ ...withIdentityPool()(fixture), ...loginInputs(fixture.emulator) }),
    says: ['identity-pool-id needs an ID token', 'openid', 'AllowedOAuthScopes'],
    calls: [...CREATED, 'oauth2/authorize', 'GET login', 'POST login', 'oauth2/token'],
  },
};
