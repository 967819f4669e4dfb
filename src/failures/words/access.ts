/**
 * The words for AWS credentials, IAM and roles.
 */
import type { CallEntries } from './entry.ts';

export const ACCESS_FAILURES = {
  'credentials-missing': {
    traits: ['stopsSweep', 'hadNoEffect', 'mayBeMissingSecret'],
    seen: 'there are no AWS credentials in this job',
    change:
      "Run aws-actions/configure-aws-credentials with role-to-assume before this step, or set this action's own input role-to-assume; both need permissions: id-token: write in the job.",
  },
  'credentials-rejected': {
    traits: ['stopsSweep', 'hadNoEffect'],
    seen: 'AWS does not accept the credentials',
    change:
      'Check that AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN of the job belong together and still exist, and that the region is enabled for their account.',
  },
  'credentials-expired': {
    traits: ['stopsSweep', 'hadNoEffect'],
    seen: 'the credentials have expired',
    change:
      "Run aws-actions/configure-aws-credentials closer to this step or with a longer role-duration-seconds, or set this action's own input role-to-assume, which takes fresh ones for each step.",
  },
  'clock-wrong': {
    traits: ['stopsSweep', 'hadNoEffect'],
    seen: "the runner's clock is wrong by several minutes",
    change: "Correct the runner's clock, best with NTP. AWS accepts a difference of at most 5 minutes.",
  },
  'role-not-assumed': {
    traits: ['stopsSweep', 'hadNoEffect'],
    seen: 'AWS does not let this job assume the role',
    change:
      "Check role-to-assume, and the role's trust policy: principal token.actions.githubusercontent.com, action sts:AssumeRoleWithWebIdentity, and a condition on token.actions.githubusercontent.com:sub that fits this repository, branch and environment (repo:OWNER/NAME:…, or repo:OWNER@ID/NAME@ID:… if the repository was created, renamed or transferred since 15 July 2026).",
  },
  'oidc-provider-missing': {
    traits: ['stopsSweep', 'hadNoEffect'],
    seen: "the AWS account does not know GitHub's OIDC tokens",
    change:
      'Create the IAM identity provider https://token.actions.githubusercontent.com with audience sts.amazonaws.com in the account of role-to-assume, or correct the account number in role-to-assume.',
  },
  'audience-wrong': {
    traits: ['stopsSweep', 'hadNoEffect'],
    seen: "the audience of GitHub's OIDC token is wrong for the AWS account",
    change:
      "Add the value of audience (default sts.amazonaws.com) to the audiences of the account's IAM identity provider for token.actions.githubusercontent.com, or set audience to one that it lists. The role's trust policy (:aud) must name it too.",
  },
} as const satisfies CallEntries;
