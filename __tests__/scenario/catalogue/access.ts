/** Mistakes with AWS credentials, IAM and roles. */

import { createServer } from 'node:http';
import { listen } from 'cognito-emulator/loopback';
import type { RoleRequest } from 'cognito-emulator/sts/roles';
import { credentialVariables } from '../../support/credential-variables.ts';
import type { Fixture } from '../../support/fixture.ts';
import { withRole } from '../../support/oidc-variables.ts';
import { failing, type Mistake, type Mistakes, refused, SHORT, STORED_USER } from './mistake.ts';

const ARN = 'arn:aws:iam::123456789012:role/api-tests';
const ASSUMED = ['github-oidc', 'AssumeRoleWithWebIdentity'] as const;
const NO_CREDENTIALS = { credentials: false } as const;

/** A job with permission for an OIDC token, and the role that it assumes. */
function assuming(request: Partial<RoleRequest> = {}, inputs: Readonly<Record<string, string>> = {}) {
  return { fixture: NO_CREDENTIALS, inputs: (fixture: Fixture) => ({ ...withRole(fixture, request), ...inputs }) };
}

/** A metadata service that answers everything with this text. */
function metadataPage(page: string): Mistake {
  return {
    fixture: NO_CREDENTIALS,
    env: async ({ atEnd }) => {
      const server = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end(page));
      const url = `http://127.0.0.1:${await listen(server)}`;
      atEnd(() => server.close());
      return { AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: url };
    },
    says: ['AdminCreateUser on user pool', 'there are no AWS credentials', 'role-to-assume'],
    saysNot: ['does not come from AWS', 'cognito-idp.eu-west-1', 'something on this machine'],
  };
}

export const ACCESS: Mistakes = {
  'credentials-missing: no AWS credentials': {
    fixture: NO_CREDENTIALS,
    says: [
      'AdminCreateUser on user pool',
      'aws-actions/configure-aws-credentials',
      'role-to-assume',
      'permissions: id-token: write',
      '(CredentialsProviderError)',
    ],
    saysNot: ['fork', 'Dependabot'],
  },
  'credentials-missing: a metadata service that answers with a page': metadataPage('<html>canary</html>'),
  'credentials-missing: a metadata service that answers with a page of several lines': metadataPage(
    '<html>\n<body>canary</body>\n</html>\n',
  ),
  'host-unreachable: credentials from an AWS STS that is not reached': {
    fixture: NO_CREDENTIALS,
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
  },
  'machine-misconfigured: a profile that does not exist': {
    fixture: NO_CREDENTIALS,
    env: () => ({ AWS_PROFILE: 'canary' }),
    says: ['AdminCreateUser on user pool', '(CredentialsProviderError)', 'Remove AWS_PROFILE'],
    saysNot: ['there are no AWS credentials'],
  },
  'machine-misconfigured: a web identity token file that does not exist': {
    fixture: NO_CREDENTIALS,
    env: () => ({ AWS_WEB_IDENTITY_TOKEN_FILE: '/canary/none', AWS_ROLE_ARN: ARN }),
    says: ['AdminCreateUser on user pool', '(ENOENT)', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'role-to-assume'],
  },
  'machine-misconfigured: a session token with a line break': {
    env: () => ({ AWS_SESSION_TOKEN: 'Canary\nEngine' }),
    says: ['AdminCreateUser on user pool', '(ERR_INVALID_CHAR)', 'AWS_SESSION_TOKEN', 'gh secret set'],
  },
  'machine-misconfigured: a secret access key with a line break': {
    env: ({ emulator }) => ({ AWS_SECRET_ACCESS_KEY: `${emulator.credentials.secretAccessKey}\n` }),
    says: ['AdminCreateUser on user pool', 'SignatureException', 'AWS_SECRET_ACCESS_KEY has a line break', 'printf %s'],
    calls: ['AdminCreateUser'],
  },
  'credentials-rejected: an unknown access key': {
    env: () => ({ AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: STORED_USER.password }),
    says: [
      'AdminCreateUser on user pool',
      'UnrecognizedClientException, HTTP 400, request ',
      'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY',
    ],
    calls: ['AdminCreateUser'],
  },
  'credentials-expired: an expired session': {
    env: ({ emulator }) => credentialVariables(emulator.addPrincipal({ sessionToken: true, expired: true })),
    says: ['ExpiredTokenException, HTTP 400', 'expired', 'role-duration-seconds', 'role-to-assume'],
    calls: ['AdminCreateUser'],
  },
  'clock-wrong: a clock that is wrong by minutes': {
    fault: refused(
      'AdminCreateUser InvalidSignatureException: Signature expired: 20261121T120000Z is now earlier than 20261121T121000Z (20261121T121500Z - 5 min.)',
      { times: 2 },
    ),
    says: ['InvalidSignatureException, HTTP 400', 'clock', 'NTP'],
    calls: ['AdminCreateUser', 'AdminCreateUser'],
  },
  'access-denied: no permission to create users': {
    env: ({ emulator }) => credentialVariables(emulator.addPrincipal({ denied: ['AdminCreateUser'] })),
    says: [
      'AdminCreateUser on user pool',
      'AccessDeniedException, HTTP 400',
      'cognito-idp:AdminCreateUser',
      'arn:aws:cognito-idp:eu-west-1:ACCOUNT:userpool/eu-west-1_',
    ],
    calls: ['AdminCreateUser'],
  },

  'id-token-unavailable: a role without permissions: id-token: write': {
    fixture: NO_CREDENTIALS,
    inputs: { 'role-to-assume': ARN },
    says: ['role-to-assume', 'permissions: id-token: write'],
    saysNot: ['fork'],
  },
  'id-token-failed: an OIDC endpoint of GitHub that fails': {
    fault: failing('github-oidc', 'error-500'),
    ...assuming({}, SHORT),
    says: ['role-to-assume', 'githubstatus.com'],
    calls: ['github-oidc'],
    isRetried: true,
  },
  'id-token-refused: an OIDC endpoint of GitHub that no longer knows the job': {
    ...assuming(),
    env: () => ({ ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-of-another-job' }),
    says: ['role-to-assume', 'HTTP 401', 'permissions: id-token: write'],
    calls: ['github-oidc'],
  },
  'role-not-assumed: a role that does not trust the job': {
    ...assuming({ allowedSub: 'repo:octo-org/other-repo:*' }),
    says: [
      `AssumeRoleWithWebIdentity on role ${ARN}`,
      'AccessDenied, HTTP 403',
      'trust policy',
      'token.actions.githubusercontent.com:sub',
    ],
    calls: ASSUMED,
  },
  'role-session-refused: a region in which AWS STS is not active': {
    fault: refused(
      'AssumeRoleWithWebIdentity RegionDisabledException: STS is not activated in this region for account:canary.',
      { status: 403 },
    ),
    ...assuming(),
    says: [`AssumeRoleWithWebIdentity on role ${ARN}`, 'AWS STS is not active', 'Account settings'],
    calls: ASSUMED,
  },
  'role-session-refused: a token without the claim sub': {
    fault: refused('AssumeRoleWithWebIdentity InvalidIdentityToken: Missing a required claim: sub'),
    ...assuming(),
    says: ['InvalidIdentityTokenException, HTTP 400', 'ACTIONS_ID_TOKEN_REQUEST_URL'],
    calls: ASSUMED,
  },
  'access-denied: an action of another service that the job may not do': {
    fault: refused(
      'AdminCreateUser AccessDeniedException: User: canary is not authorized to perform: kms:CreateGrant on resource: canary',
    ),
    says: [
      'AdminCreateUser on user pool',
      'IAM does not allow kms:CreateGrant (',
      'Allow kms:CreateGrant, which AdminCreateUser',
    ],
    saysNot: ['cognito-idp:AdminCreateUser'],
  },
  'oidc-provider-missing: a role in an account that does not know GitHub': {
    ...assuming({ hasProvider: false }),
    says: ['InvalidIdentityToken', 'IAM identity provider', 'https://token.actions.githubusercontent.com'],
    calls: ASSUMED,
  },
  'audience-wrong: an audience that AWS does not expect': {
    ...assuming({}, { audience: 'my-audience' }),
    says: ['InvalidIdentityToken', 'sts.amazonaws.com', 'IAM identity provider', ':aud'],
    calls: ASSUMED,
  },
  'user-pool-not-found: a role of another account': {
    ...assuming({ arn: 'arn:aws:iam::999999999999:role/api-tests' }),
    says: ['AdminCreateUser on user pool', 'account', 'role-to-assume'],
    calls: [...ASSUMED, 'AdminCreateUser'],
  },
};
