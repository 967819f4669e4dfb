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
  'an identity pool that does not exist': {
    code: 'identity-pool-not-found',
    inputs: { 'identity-pool-id': 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d' },
    says: ['GetId on identity pool eu-west-1:1a2b3c4d', 'ResourceNotFoundException', 'identity-pool-id', 'region'],
    calls: GOT_ID,
  },
  'an identity pool without the user pool': {
    code: 'identity-provider-missing',
    inputs: withIdentityPool({ providers: [] }),
    says: ['GetId on identity pool', 'NotAuthorizedException', 'user-pool-id', 'client-id', 'CognitoIdentityProviders'],
    calls: GOT_ID,
  },
  'an identity pool with another app client': {
    code: 'identity-provider-missing',
    inputs: (fixture) => {
      const { pool } = fixture;
      return withIdentityPool({ providers: [{ pool, client: pool.createClient() }] })(fixture);
    },
    says: ['NotAuthorizedException', 'does not accept users of this user pool and app client'],
    calls: GOT_ID,
  },
  'the user pool of another app client': {
    code: 'identity-provider-mismatch',
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
  'a user pool that cannot be verified any more': {
    code: 'identity-token-rejected',
    fault: refused('GetId', 'NotAuthorizedException', "Invalid login token. Couldn't verify signed token. canary"),
    inputs: withIdentityPool(),
    says: ['GetId on identity pool', 'NotAuthorizedException', 'does not accept the ID token'],
    calls: GOT_ID,
  },
  'an identity pool without a role for signed-in users': {
    code: 'identity-role-missing',
    inputs: withIdentityPool({ authenticatedRole: false }),
    says: [
      'GetCredentialsForIdentity on identity pool',
      'InvalidIdentityPoolConfigurationException',
      'authenticated role',
    ],
    calls: ASKED,
  },
  'a role that trusts another identity pool': {
    code: 'identity-role-missing',
    inputs: (fixture) => {
      fixture.emulator.addIdentityRole({ arn: ROLE, trusts: 'eu-west-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d' });
      return withIdentityPool({ authenticatedRole: ROLE })(fixture);
    },
    says: ['trust policy', 'cognito-identity.amazonaws.com:aud'],
    calls: ASKED,
  },
  'a role for guests': {
    code: 'identity-role-untrusting',
    inputs: (fixture) => {
      fixture.emulator.addIdentityRole({ arn: ROLE, amr: 'unauthenticated' });
      return withIdentityPool({ authenticatedRole: ROLE })(fixture);
    },
    says: ['GetCredentialsForIdentity on identity pool', 'trust policy', 'cognito-identity.amazonaws.com:amr'],
    calls: ASKED,
  },
  'a role mapping that gives the user no role': {
    code: 'identity-role-denied',
    inputs: withIdentityPool({ roleMapping: { kind: 'token', orElse: 'Deny' } }),
    says: ['GetCredentialsForIdentity on identity pool', 'groups', 'AmbiguousRoleResolution'],
    calls: ASKED,
  },
  'an identity-role that no group of the user has': {
    code: 'identity-role-not-offered',
    inputs: (fixture) => ({ ...withIdentityPool()(fixture), 'identity-role': ROLE }),
    says: ['identity-role', 'the ID token lists no role (claim cognito:roles)', 'groups'],
    saysNot: [ROLE],
    calls: SIGNED_IN,
  },
  'an identity-role of another group': {
    code: 'identity-role-not-offered',
    fixture: { pool: { groups: ['writers'] } },
    inputs: (fixture) => {
      fixture.pool.groupRoles.set('writers', { arn: 'arn:aws:iam::123456789012:role/writers', precedence: 1 });
      return { ...withIdentityPool()(fixture), 'identity-role': ROLE, groups: 'writers' };
    },
    says: ['the ID token lists only other roles'],
    calls: [...CREATED, 'AdminAddUserToGroup', 'InitiateAuth'],
  },
  'a sign-in without the scope openid': {
    code: 'identity-without-id-token',
    fixture: {
      pool: LOGIN_POOL,
      client: { ...LOGIN_CLIENT, scopes: ['aws.cognito.signin.user.admin', 'orders/read'] },
    },
    inputs: (fixture) => ({ ...withIdentityPool()(fixture), ...loginInputs(fixture.emulator) }),
    says: ['identity-pool-id needs an ID token', 'openid', 'AllowedOAuthScopes'],
    calls: [...CREATED, 'oauth2/authorize', 'GET login', 'POST login', 'oauth2/token'],
  },
};
