/** Failures of getting AWS credentials from an identity pool. */
import { callFailure, failure, on } from '../record.ts';
import { GET_CREDENTIALS, GET_ID, refused } from './examples.ts';

const NOT_AUTHORIZED = 'NotAuthorizedException';
const CONSOLE = 'Cognito console > Identity pools > the identity pool > User access';
const TRUST_POLICY =
  'principal {"Federated": "cognito-identity.amazonaws.com"}, action sts:AssumeRoleWithWebIdentity, condition cognito-identity.amazonaws.com:aud = the ID of this identity pool';

export const IDENTITY_POOL_FAILURES = {
  'identity-pool-not-found': callFailure({
    matches: [on('ResourceNotFoundException', /^GetId:/)],
    problem: 'its region, the part of the ID before the colon, has no such identity pool',
    fix: 'Copy identity-pool-id again, with its region: Cognito console > Identity pools > Identity pool ID.',
    example: refused(GET_ID, 'ResourceNotFoundException', "IdentityPool 'eu-west-1:…' not found."),
  }),
  'identity-provider-missing': callFailure({
    matches: [
      on(NOT_AUTHORIZED, /not from a supported provider/i),
      on(NOT_AUTHORIZED, /logins don't match/i),
      on(NOT_AUTHORIZED, /unauthenticated access is not supported/i),
    ],
    problem: 'the identity pool does not accept users of this user pool and app client',
    fix: `Add an identity provider with user-pool-id and client-id to the identity pool (${CONSOLE}; CognitoIdentityProviders in CloudFormation).`,
    example: refused(GET_ID, NOT_AUTHORIZED, 'Token is not from a supported provider of this identity pool.'),
  }),
  'identity-provider-mismatch': callFailure({
    matches: [on(NOT_AUTHORIZED, /invalid login token.*issuer/i)],
    problem: 'the ID token comes from another user pool, or another region, than user-pool-id says',
    fix: 'Set user-pool-id to the user pool of client-id.',
    example: refused(GET_ID, NOT_AUTHORIZED, "Invalid login token. Issuer doesn't match providerName"),
  }),
  'identity-token-rejected': callFailure({
    matches: [on(NOT_AUTHORIZED, /invalid login token/i)],
    problem: 'the identity pool does not accept the ID token',
    fix: 'Run the job again. If it fails again, check that user-pool-id still exists, and that its ID tokens live longer than the step takes.',
    example: refused(GET_ID, NOT_AUTHORIZED, "Invalid login token. Couldn't verify signed token."),
  }),
  'identity-role-missing': callFailure({
    matches: [on('InvalidIdentityPoolConfigurationException')],
    problem: 'the identity pool has no role for signed-in users, or the role does not trust it',
    fix: `Set the authenticated role (${CONSOLE}). If there is one, correct its trust policy: ${TRUST_POLICY}.`,
    example: refused(
      GET_CREDENTIALS,
      'InvalidIdentityPoolConfigurationException',
      'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    ),
  }),
  'identity-role-untrusting': callFailure({
    matches: [on(NOT_AUTHORIZED, /access to identity .* is forbidden/i)],
    problem: "the role's trust policy does not let the identity pool assume it for this user",
    fix: `Correct the trust policy of the role: ${TRUST_POLICY}, and cognito-identity.amazonaws.com:amr = authenticated.`,
    example: refused(GET_CREDENTIALS, NOT_AUTHORIZED, "Access to Identity 'eu-west-1:…' is forbidden."),
  }),
  'identity-role-denied': callFailure({
    matches: [on(NOT_AUTHORIZED, /ambiguous role mapping/i)],
    problem: 'the role mapping of the identity pool gives this user no role',
    fix: 'Add the user to a group that has a role (input groups in mode ephemeral), or let the identity pool use its authenticated role for all others (AmbiguousRoleResolution: AuthenticatedRole).',
    example: refused(GET_CREDENTIALS, NOT_AUTHORIZED, 'The ambiguous role mapping rules denied this request'),
  }),
  /** `hasOthers`: the ID token lists other roles. */
  'identity-role-not-offered': failure<{ hasOthers: boolean }>({
    problem: ({ hasOthers }) =>
      `The user may not ask for the role in identity-role: the ID token lists ${hasOthers ? 'only other roles' : 'no role'} (claim cognito:roles).`,
    fix: 'Add the user to a group that has this role (input groups in mode ephemeral), or remove identity-role: then the identity pool chooses.',
    example: { hasOthers: false },
  }),
  'identity-without-id-token': failure<{ mode: 'ephemeral' | 'stored' | 'refresh' }>({
    problem: 'identity-pool-id needs an ID token, but there is only an access token.',
    fix: ({ mode }) =>
      mode === 'refresh'
        ? 'Use a refresh token of a sign-in with the scope openid.'
        : 'Add openid to the scopes of the app client (AllowedOAuthScopes) and to the input scopes, if it is set.',
    example: { mode: 'ephemeral' },
  }),
};
