/** Mistakes with AWS credentials, IAM and roles, and runs from which GitHub withholds secrets and OIDC tokens. */
import { createServer } from 'node:http';
import type { JobOptions } from 'action-runner';
import { listen } from 'cognito-emulator/loopback';
import type { RoleRequest } from 'cognito-emulator/sts/roles';
import { credentialVariables } from '../../support/credential-variables.ts';
import type { Fixture } from '../../support/fixture.ts';
import { withRole } from '../../support/oidc-variables.ts';
import { type Mistake, type Mistakes, refused, SHORT, STORED_USER, stored, type Texts } from './mistake.ts';

const ARN = 'arn:aws:iam::123456789012:role/api-tests';
const NO_CREDENTIALS = { credentials: false } as const;

/** A job with permission for an OIDC token, and the role that it assumes. */
function assuming(request: Partial<RoleRequest> = {}, inputs: Texts = {}) {
  return { fixture: NO_CREDENTIALS, inputs: (fixture: Fixture) => ({ ...withRole(fixture, request), ...inputs }) };
}

/** A pull request from a branch of this repository, in a job whose secrets are empty. */
function pullRequestFrom(repository: string, job: JobOptions = {}, name = 'pull_request'): Mistake {
  const branchIn = (full_name: string) => ({ repo: { full_name } });
  const base = branchIn('octo-org/octo-repo');
  const payload = { repository: base.repo, pull_request: { title: 'canary', head: branchIn(repository), base } };
  return {
    fixture: { credentials: false, job: { event: { name, payload }, ...job } },
    inputs: (fixture) => ({ ...stored(fixture), username: '', password: '' }),
  };
}

export const ACCESS: Mistakes = {
  'credentials-missing: no AWS credentials': {
    fixture: NO_CREDENTIALS,
    says: ['AdminCreateUser on user pool', '(CredentialsProviderError)'],
    saysNot: ['fork', 'Dependabot'],
  },
  'credentials-missing: a metadata service that answers with a page': {
    fixture: NO_CREDENTIALS,
    env: async ({ atEnd }) => {
      const server = createServer((_, response) => response.end('<html>\n<body>canary</body>\n</html>\n'));
      const url = `http://127.0.0.1:${await listen(server)}`;
      atEnd(() => server.close());
      return { AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: url };
    },
  },
  'host-unreachable: credentials from an AWS STS that is not reached': {
    fixture: NO_CREDENTIALS,
    inputs: SHORT,
    env: () => ({
      AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/canary',
      AWS_WEB_IDENTITY_TOKEN_FILE: import.meta.filename,
    }),
    says: ["the service that gives the job's AWS credentials"],
    saysNot: ['cognito-idp.eu-west-1'],
  },
  'machine-misconfigured: a profile that does not exist': {
    fixture: NO_CREDENTIALS,
    env: () => ({ AWS_PROFILE: 'canary' }),
    says: ['(CredentialsProviderError)', 'Remove AWS_PROFILE'],
  },
  'machine-misconfigured: a web identity token file that does not exist': {
    fixture: NO_CREDENTIALS,
    env: () => ({ AWS_WEB_IDENTITY_TOKEN_FILE: '/canary/none', AWS_ROLE_ARN: ARN }),
    says: ['(ENOENT)', 'AWS_WEB_IDENTITY_TOKEN_FILE'],
  },
  'machine-misconfigured: a session token with a line break': {
    env: () => ({ AWS_SESSION_TOKEN: 'Canary\nEngine' }),
    says: ['(ERR_INVALID_CHAR)', 'AWS_SESSION_TOKEN'],
  },
  'machine-misconfigured: a secret access key with a line break': {
    env: ({ emulator }) => ({ AWS_SECRET_ACCESS_KEY: `${emulator.credentials.secretAccessKey}\n` }),
    says: ['AWS_SECRET_ACCESS_KEY has a line break'],
  },
  'credentials-rejected: an unknown access key': {
    env: () => ({ AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: STORED_USER.password }),
  },
  'credentials-expired: an expired session': {
    env: ({ emulator }) => credentialVariables(emulator.addPrincipal({ sessionToken: true, expired: true })),
  },
  'clock-wrong: a clock that is wrong by minutes': {
    fault: refused(
      'AdminCreateUser InvalidSignatureException: Signature expired: 20261121T120000Z is now earlier than 20261121T121000Z (20261121T121500Z - 5 min.)',
      { times: 2 },
    ),
    calls: ['AdminCreateUser', 'AdminCreateUser'],
  },
  'access-denied: no permission to create users': {
    env: ({ emulator }) => credentialVariables(emulator.addPrincipal({ denied: ['AdminCreateUser'] })),
    says: ['cognito-idp:AdminCreateUser', 'arn:aws:cognito-idp:eu-west-1:ACCOUNT:userpool/eu-west-1_'],
  },

  'id-token-unavailable: a role without permissions: id-token: write': {
    fixture: NO_CREDENTIALS,
    inputs: { 'role-to-assume': ARN },
    saysNot: ['fork'],
  },
  'id-token-failed: an OIDC endpoint of GitHub that fails': {
    fault: { operation: 'github-oidc', kind: 'error-500', times: 999 },
    ...assuming({}, SHORT),
    isRetried: true,
  },
  'id-token-refused: an OIDC endpoint of GitHub that no longer knows the job': {
    ...assuming(),
    env: () => ({ ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-of-another-job' }),
    says: ['HTTP 401'],
  },
  'role-not-assumed: a role that does not trust the job': {
    ...assuming({ allowedSub: 'repo:octo-org/other-repo:*' }),
    says: [`AssumeRoleWithWebIdentity on role ${ARN}`],
  },
  'role-session-refused: a region in which AWS STS is not active': {
    fault: refused(
      'AssumeRoleWithWebIdentity RegionDisabledException: STS is not activated in this region for account:canary.',
      { status: 403 },
    ),
    ...assuming(),
    says: ['AWS STS is not active'],
  },
  'role-session-refused: a token without the claim sub': {
    fault: refused('AssumeRoleWithWebIdentity InvalidIdentityToken: Missing a required claim: sub'),
    ...assuming(),
    says: ['lacks a claim'],
  },
  'access-denied: an action of another service that the job may not do': {
    fault: refused(
      'AdminCreateUser AccessDeniedException: canary is not authorized to perform: kms:CreateGrant on canary',
    ),
    says: ['IAM does not allow kms:CreateGrant (', 'Allow kms:CreateGrant, which AdminCreateUser'],
  },
  'oidc-provider-missing: a role in an account that does not know GitHub': assuming({ hasProvider: false }),
  'audience-wrong: an audience that AWS does not expect': assuming({}, { audience: 'my-audience' }),
  'user-pool-not-found: a role of another account': {
    ...assuming({ arn: 'arn:aws:iam::999999999999:role/api-tests' }),
    says: ['account', 'role-to-assume'],
  },

  'inputs-invalid: a pull request from a fork, whose secrets are empty': {
    ...pullRequestFrom('mallory/octo-repo'),
    says: ['username is required in mode stored', 'password is required in mode stored', 'A pull request from a fork'],
  },
  'inputs-invalid: a run by Dependabot, whose secrets are empty': {
    ...pullRequestFrom('octo-org/octo-repo', { env: { GITHUB_ACTOR: 'dependabot[bot]' } }),
    says: ['username is required', 'Dependabot secrets'],
    saysNot: ['fork'],
  },
  'inputs-invalid: a pull request of this repository, whose secrets are empty': {
    ...pullRequestFrom('octo-org/octo-repo'),
    saysNot: ['fork', 'Dependabot'],
  },
  'inputs-invalid: pull_request_target, which has secrets, with those of another environment': {
    ...pullRequestFrom('mallory/octo-repo', {}, 'pull_request_target'),
    saysNot: ['fork', 'Dependabot'],
  },
  'credentials-missing: a run whose event cannot be read': {
    fixture: NO_CREDENTIALS,
    env: () => ({ GITHUB_EVENT_PATH: import.meta.filename }),
    saysNot: ['fork', 'Dependabot'],
  },
};
