/** Reasons of AWS STS for refusing a session of a role that the job may assume. */

export type RoleRefusal = keyof typeof ROLE_REFUSALS;

export const ROLE_REFUSALS = {
  region: {
    problem: 'AWS STS is not active in this region',
    fix: 'Activate it in the account of role-to-assume: IAM console > Account settings > Security Token Service (STS) > Endpoints.',
  },
  claim: {
    problem: 'the OIDC token lacks a claim that AWS requires, such as sub, so it does not come from GitHub',
    fix: 'Check that no step changed ACTIONS_ID_TOKEN_REQUEST_URL, and that the runner is one of GitHub Actions.',
  },
  thumbprint: {
    problem: "the thumbprint in the account's IAM identity provider is not that of the OIDC provider's certificate",
    fix: 'Run the job again. If it fails again, update the thumbprint: aws iam update-open-id-connect-provider-thumbprint.',
  },
  size: {
    problem: 'the policies and tags of the session are too large',
    fix: 'Put fewer or shorter session tags in the OIDC token.',
  },
  duration: {
    problem: 'the role does not allow sessions of this length',
    fix: 'Lower duration_seconds of the profile in the AWS config file of the runner, or raise the maximum session duration of the role.',
  },
};
