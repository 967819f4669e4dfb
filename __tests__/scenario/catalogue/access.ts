/** Mistakes with AWS credentials, IAM and roles. */

import { createServer } from 'node:http';
import { listen } from 'cognito-emulator/loopback';
import type { RoleRequest } from 'cognito-emulator/sts/roles';
import { credentialVariables } from '../../support/credential-variables.ts';
import type { Fixture } from '../../support/fixture.ts';
import { withRole } from '../../support/oidc-variables.ts';
import { CREATED, failing, type MistakeContext, type Mistakes, refused, SHORT, STORED_USER } from './mistake.ts';

const ARN = 'arn:aws:iam::123456789012:role/api-tests';
const ASSUMED = ['github-oidc', 'AssumeRoleWithWebIdentity'] as const;
const NO_CREDENTIALS = { credentials: false } as const;

/** Credentials without permission for these calls. */
function denied(...operations: string[]) {
  return ({ emulator }: Fixture) => credentialVariables(emulator.addPrincipal({ denied: operations }));
}

/** A job with permission for an OIDC token, and the role that it assumes. */
function assuming(request: Partial<RoleRequest> = {}, inputs: Readonly<Record<string, string>> = {}) {
  return {
    fixture: NO_CREDENTIALS,
    inputs: (fixture: Fixture) => ({ ...withRole(fixture, request), ...inputs }),
  };
}

/** Starts a metadata service that answers everything with this text. */
function metadataPage(page: string) {
  return async ({ atEnd }: MistakeContext) => {
    const server = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end(page));
    const url = `http://127.0.0.1:${await listen(server)}`;
    atEnd(() => server.close());
    return { AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: url };
  };
}

export const ACCESS: Mistakes = {
  'no AWS credentials': {
    code: 'credentials-missing',
    fixture: NO_CREDENTIALS,
    says: [
      'AdminCreateUser on user pool',
      'aws-actions/configure-aws-credentials',
      'role-to-assume',
      'permissions: id-token: write',
      '(CredentialsProviderError)',
    ],
    saysNot: ['fork', 'Dependabot'],
    calls: [],
  },
  'no AWS credentials for a stored user’s admin flow': {
    code: 'credentials-missing',
    fixture: NO_CREDENTIALS,
    inputs: { mode: 'stored', ...STORED_USER, 'auth-flow': 'ADMIN_USER_PASSWORD_AUTH' },
    says: ['AdminInitiateAuth (ADMIN_USER_PASSWORD_AUTH)', 'aws-actions/configure-aws-credentials'],
    calls: [],
  },
  'a metadata service that answers with a page': {
    code: 'credentials-missing',
    fixture: { credentials: false },
    env: metadataPage('<html>canary</html>'),
    says: ['AdminCreateUser on user pool', 'there are no AWS credentials', 'role-to-assume'],
    saysNot: ['does not come from AWS', 'cognito-idp.eu-west-1'],
    calls: [],
  },
  'a metadata service that answers with a page of several lines': {
    code: 'credentials-missing',
    fixture: { credentials: false },
    env: metadataPage('<html>\n<body>canary</body>\n</html>\n'),
    says: ['AdminCreateUser on user pool', 'there are no AWS credentials', 'role-to-assume'],
    saysNot: ['something on this machine'],
    calls: [],
  },
  'credentials from an AWS STS that is not reached': {
    code: 'host-unreachable',
    fixture: { credentials: false },
    inputs: { 'timeout-seconds': '10' },
    env: () => ({
      AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/canary',
      AWS_WEB_IDENTITY_TOKEN_FILE: import.meta.filename,
    }),
    says: [
      'Getting AWS credentials for AdminCreateUser on user pool',
      "the service that gives the job's AWS credentials",
    ],
    saysNot: ['cognito-idp.eu-west-1'],
    calls: [],
  },
  'a profile that does not exist': {
    code: 'machine-misconfigured',
    fixture: NO_CREDENTIALS,
    env: () => ({ AWS_PROFILE: 'canary' }),
    says: ['AdminCreateUser on user pool', '(CredentialsProviderError)', 'Remove AWS_PROFILE'],
    saysNot: ['there are no AWS credentials'],
    calls: [],
  },
  'a web identity token file that does not exist': {
    code: 'machine-misconfigured',
    fixture: NO_CREDENTIALS,
    env: () => ({ AWS_WEB_IDENTITY_TOKEN_FILE: '/canary/none', AWS_ROLE_ARN: ARN }),
    says: ['AdminCreateUser on user pool', '(ENOENT)', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'role-to-assume'],
    calls: [],
  },
  'a session token with a line break': {
    code: 'machine-misconfigured',
    env: () => ({ AWS_SESSION_TOKEN: 'Canary\nEngine' }),
    says: ['AdminCreateUser on user pool', '(ERR_INVALID_CHAR)', 'AWS_SESSION_TOKEN', 'gh secret set'],
    calls: [],
  },
  'a secret access key with a line break': {
    code: 'machine-misconfigured',
    env: ({ emulator }) => ({ AWS_SECRET_ACCESS_KEY: `${emulator.credentials.secretAccessKey}\n` }),
    says: ['AdminCreateUser on user pool', 'SignatureException', 'AWS_SECRET_ACCESS_KEY has a line break', 'printf %s'],
    calls: ['AdminCreateUser'],
  },
  'an unknown access key': {
    code: 'credentials-rejected',
    env: () => ({ AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: STORED_USER.password }),
    says: [
      'AdminCreateUser on user pool',
      'UnrecognizedClientException, HTTP 400, request ',
      'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY',
    ],
    calls: ['AdminCreateUser'],
  },
  'an expired session': {
    code: 'credentials-expired',
    env: ({ emulator }) => credentialVariables(emulator.addPrincipal({ sessionToken: true, expired: true })),
    says: ['ExpiredTokenException, HTTP 400', 'expired', 'role-duration-seconds', 'role-to-assume'],
    calls: ['AdminCreateUser'],
  },
  'a clock that is wrong by minutes': {
    code: 'clock-wrong',
    fault: refused(
      'AdminCreateUser',
      'InvalidSignatureException',
      'Signature expired: 20261121T120000Z is now earlier than 20261121T121000Z (20261121T121500Z - 5 min.)',
      { times: 2 },
    ),
    says: ['InvalidSignatureException, HTTP 400', 'clock', 'NTP'],
    calls: ['AdminCreateUser', 'AdminCreateUser'],
  },
  'no permission to create users': {
    code: 'access-denied',
    env: denied('AdminCreateUser'),
    says: [
      'AdminCreateUser on user pool',
      'AccessDeniedException, HTTP 400',
      'cognito-idp:AdminCreateUser',
      'arn:aws:cognito-idp:eu-west-1:ACCOUNT:userpool/eu-west-1_',
    ],
    calls: ['AdminCreateUser'],
  },
  'no permission to set passwords': {
    code: 'access-denied',
    env: denied('AdminSetUserPassword'),
    says: ['AdminSetUserPassword on user pool', 'cognito-idp:AdminSetUserPassword'],
    calls: CREATED,
  },
  'no permission to add to groups': {
    code: 'access-denied',
    fixture: { pool: { groups: ['admins'] } },
    inputs: { groups: 'admins' },
    env: denied('AdminAddUserToGroup'),
    says: ['AdminAddUserToGroup (group admins)', 'cognito-idp:AdminAddUserToGroup', 'groups'],
    calls: [...CREATED, 'AdminAddUserToGroup'],
  },
  'no permission to confirm users': {
    code: 'access-denied',
    inputs: { 'create-with': 'sign-up' },
    env: denied('AdminConfirmSignUp'),
    says: ['AdminConfirmSignUp on user pool', 'cognito-idp:AdminConfirmSignUp', 'create-with: sign-up'],
    calls: ['SignUp', 'AdminConfirmSignUp'],
  },
  'no permission for the admin flow': {
    code: 'access-denied',
    fixture: { client: { flows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] } },
    inputs: { 'auth-flow': 'ADMIN_USER_PASSWORD_AUTH' },
    env: denied('AdminInitiateAuth'),
    says: ['AdminInitiateAuth (ADMIN_USER_PASSWORD_AUTH)', 'cognito-idp:AdminInitiateAuth'],
    calls: [...CREATED, 'AdminInitiateAuth'],
  },
  'a service control policy that denies': {
    code: 'access-denied',
    fault: refused(
      'AdminCreateUser',
      'AccessDeniedException',
      'User: arn:aws:sts::123456789012:assumed-role/canary/session is not authorized to perform: cognito-idp:AdminCreateUser on resource: arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEf123 with an explicit deny in a service control policy',
    ),
    says: ['service control policy', 'AccessDeniedException, HTTP 400'],
    calls: ['AdminCreateUser'],
  },

  'a role without permissions: id-token: write': {
    code: 'id-token-unavailable',
    fixture: NO_CREDENTIALS,
    inputs: { 'role-to-assume': ARN },
    says: ['role-to-assume', 'permissions: id-token: write'],
    saysNot: ['fork'],
    calls: [],
  },
  'an OIDC endpoint of GitHub that fails': {
    code: 'id-token-failed',
    fault: failing('github-oidc', 'error-500'),
    ...assuming({}, SHORT),
    says: ['role-to-assume', 'githubstatus.com'],
    calls: ['github-oidc'],
    isRetried: true,
  },
  'an OIDC endpoint of GitHub that no longer knows the job': {
    code: 'id-token-refused',
    ...assuming(),
    env: () => ({ ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-of-another-job' }),
    says: ['role-to-assume', 'HTTP 401', 'permissions: id-token: write'],
    calls: ['github-oidc'],
  },
  'a role that does not trust the job': {
    code: 'role-not-assumed',
    ...assuming({ allowedSub: 'repo:octo-org/other-repo:*' }),
    says: [
      `AssumeRoleWithWebIdentity on role ${ARN}`,
      'AccessDenied, HTTP 403',
      'trust policy',
      'token.actions.githubusercontent.com:sub',
    ],
    calls: ASSUMED,
  },
  'a role that does not exist': {
    code: 'role-not-assumed',
    ...assuming({}, { 'role-to-assume': 'arn:aws:iam::123456789012:role/api-test' }),
    says: ['role arn:aws:iam::123456789012:role/api-test ', 'AccessDenied, HTTP 403', 'role-to-assume'],
    calls: ASSUMED,
  },
  'a region in which AWS STS is not active': {
    code: 'role-session-refused',
    fault: refused(
      'AssumeRoleWithWebIdentity',
      'RegionDisabledException',
      'STS is not activated in this region for account:canary.',
      { status: 403 },
    ),
    ...assuming(),
    says: [`AssumeRoleWithWebIdentity on role ${ARN}`, 'AWS STS is not active', 'Account settings'],
    calls: ASSUMED,
  },
  'a token without the claim sub': {
    code: 'role-session-refused',
    fault: refused('AssumeRoleWithWebIdentity', 'InvalidIdentityToken', 'Missing a required claim: sub'),
    ...assuming(),
    says: ['InvalidIdentityTokenException, HTTP 400', 'ACTIONS_ID_TOKEN_REQUEST_URL'],
    calls: ASSUMED,
  },
  'an action of another service that the job may not do': {
    code: 'access-denied',
    fault: refused(
      'AdminCreateUser',
      'AccessDeniedException',
      'User: canary is not authorized to perform: kms:CreateGrant on resource: canary',
    ),
    says: [
      'AdminCreateUser on user pool',
      'IAM does not allow kms:CreateGrant (',
      'Allow kms:CreateGrant, which AdminCreateUser',
    ],
    saysNot: ['cognito-idp:AdminCreateUser'],
    calls: ['AdminCreateUser'],
  },
  'a role in an account that does not know GitHub': {
    code: 'oidc-provider-missing',
    ...assuming({ hasProvider: false }),
    says: ['InvalidIdentityToken', 'IAM identity provider', 'https://token.actions.githubusercontent.com'],
    calls: ASSUMED,
  },
  'an audience that AWS does not expect': {
    code: 'audience-wrong',
    ...assuming({}, { audience: 'my-audience' }),
    says: ['InvalidIdentityToken', 'sts.amazonaws.com', 'IAM identity provider', ':aud'],
    calls: ASSUMED,
  },
  'a role of another account': {
    code: 'user-pool-not-found',
    ...assuming({ arn: 'arn:aws:iam::999999999999:role/api-tests' }),
    says: ['AdminCreateUser on user pool', 'account', 'role-to-assume'],
    calls: [...ASSUMED, 'AdminCreateUser'],
  },
};
