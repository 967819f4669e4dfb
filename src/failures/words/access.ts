/**
 * The words for AWS credentials, IAM and roles.
 */
import type { Call, CallTarget } from '../service-failure.ts';
import type { WordTable } from './words.ts';

export const ACCESS_WORDS = {
  'credentials-missing': {
    seen: 'there are no AWS credentials in this job',
    change:
      "Run aws-actions/configure-aws-credentials with role-to-assume before this step, or set this action's own input role-to-assume; both need permissions: id-token: write in the job.",
  },
  'credentials-rejected': ({ call }) => ({
    seen: 'AWS does not accept the credentials',
    change: `Check that AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN of the job are one set of credentials that still exists, and that ${regionOf(call.target)} is enabled for their account.`,
  }),
  'credentials-expired': {
    seen: 'the credentials have expired',
    change:
      "Run aws-actions/configure-aws-credentials closer to this step or with a longer role-duration-seconds, or set this action's own input role-to-assume, which takes fresh ones for each step.",
  },
  'clock-wrong': {
    seen: "the runner's clock is minutes off from AWS's",
    change: 'Correct the clock of the runner, best by NTP: AWS accepts a difference of 5 minutes at most.',
  },
  'access-denied': ({ call, detail }) => ({
    seen: `IAM does not allow it${isOfTheCaller(detail) ? '' : `, because of the ${detail}`}`,
    change: `Allow cognito-idp:${call.operation}${neededBy(call.operation)} on ${arnOf(call.target)} ${allowedIn(detail)}.`,
  }),
  'role-not-assumed': {
    seen: 'AWS does not let this job assume the role',
    change:
      "Check role-to-assume, and the role's trust policy: principal token.actions.githubusercontent.com, action sts:AssumeRoleWithWebIdentity, and a condition on token.actions.githubusercontent.com:sub that fits this repository, branch and environment (repo:OWNER/NAME:…, or repo:OWNER@ID/NAME@ID:… where the repository was created or renamed since July 2026).",
  },
  'oidc-provider-missing': {
    seen: "GitHub's OIDC tokens are not known to the AWS account",
    change:
      'Create the IAM identity provider https://token.actions.githubusercontent.com with audience sts.amazonaws.com in the account of role-to-assume, or correct the account number in role-to-assume.',
  },
  'audience-wrong': {
    seen: "the audience of GitHub's OIDC token is not one that AWS expects",
    change:
      "Add the value of audience (default sts.amazonaws.com) to the audiences of the account's IAM identity provider for token.actions.githubusercontent.com, or set audience to one that it lists; the role's trust policy (:aud) has to name it, too.",
  },
} as const satisfies WordTable;

/** Where a permission is missing: with whoever calls, unless another kind of policy forbids it. */
function allowedIn(policy: string): string {
  return isOfTheCaller(policy)
    ? "to the role or user whose credentials this job uses, which has to be of the user pool's account"
    : `in that ${policy}, too`;
}

/** Policies of the caller are what is missing as a rule, and what AWS does not always say. */
function isOfTheCaller(policy: string): boolean {
  return policy === '' || policy === 'identity-based policy';
}

/** The IAM actions that not every use of the action calls. */
const NEEDED_BY: ReadonlyMap<string, string> = new Map([
  ['AdminAddUserToGroup', 'the input groups'],
  ['AdminInitiateAuth', 'auth-flow: ADMIN_USER_PASSWORD_AUTH'],
  ['AdminRespondToAuthChallenge', 'auth-flow: ADMIN_USER_PASSWORD_AUTH'],
  ['AdminConfirmSignUp', 'create-with: sign-up'],
  ['ListUsers', 'the sweep'],
]);

function neededBy(operation: string): string {
  const input = NEEDED_BY.get(operation);
  return input === undefined ? '' : `, which ${input} needs,`;
}

/**
 * The resource of an IAM statement, with ACCOUNT for what only AWS knows.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html
 */
function arnOf(target: CallTarget): string {
  return target.kind === 'user-pool'
    ? `arn:${partitionOf(target.region)}:cognito-idp:${target.region}:ACCOUNT:userpool/${target.userPoolId}`
    : 'the user pool';
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) {
    return 'aws-cn';
  }
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

function regionOf(target: Call['target']): string {
  return target.kind === 'token-endpoint' ? 'the region' : target.region;
}
