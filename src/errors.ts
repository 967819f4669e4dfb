/**
 * Every way in which this action fails: a closed set of codes, and the sentences that go with them. Each code is a heading in
 * `docs/troubleshooting.md`.
 */
import type { SecretsWithheld } from './ports.ts';

/** What the user may read of a refused call: never a message of the service as it came, which can echo what was sent. */
export interface ServiceEvidence {
  /** The operation, as AWS names it. */
  readonly operation: string;
  /** What it was called on, for instance `user pool eu-west-1_AbCdEf123 in eu-west-1`. */
  readonly subject: string;
  /** The exception's name, as AWS or Node.js names it. */
  readonly errorName: string;
  /** 0 when no answer came. */
  readonly httpStatus: number;
  /** AWS's ID of the request, for its support; empty when no answer came. */
  readonly requestId: string;
}

export type ServiceFailure = { readonly code: ServiceErrorCode } & ServiceEvidence;

export type Failure =
  | {
      readonly code: 'inputs-invalid';
      readonly problems: readonly string[];
      readonly secretsWithheld: SecretsWithheld | undefined;
    }
  | { readonly code: 'challenge-unsupported'; readonly challenge: string; readonly clientId: string }
  | { readonly code: 'tokens-unreadable'; readonly reason: string }
  | { readonly code: 'state-unreadable' }
  | ServiceFailure;

export type ErrorCode = Failure['code'] | 'unexpected';

/** The only error that the action's own code throws. Its message is fit for the log. */
export class ActionError extends Error {
  override readonly name = 'ActionError';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${sentenceOf(failure)} ${pointerTo(failure.code)}`);
    this.failure = failure;
  }
}

/** The message for whatever was thrown. Of an error that is not ours it gives the name alone: its text may hold anything. */
export function messageOf(error: unknown): string {
  if (error instanceof ActionError) {
    return error.message;
  }
  const name = error instanceof Error ? error.name : typeof error;
  return `The action failed in a way it does not know (${name}); please report it as a bug. ${pointerTo('unexpected')}`;
}

function pointerTo(code: ErrorCode): string {
  return `See docs/troubleshooting.md#${code}`;
}

function sentenceOf(failure: Failure): string {
  switch (failure.code) {
    case 'inputs-invalid':
      return [`Invalid inputs: ${failure.problems.join(' ')}`, ...withheldHint(failure.secretsWithheld)].join(' ');
    case 'challenge-unsupported':
      return (
        `Signing in at app client ${failure.clientId} stopped at the challenge ${failure.challenge}, which this action does not answer. ` +
        'Use a user whom Cognito asks for a password alone.'
      );
    case 'tokens-unreadable':
      return `Cognito answered the sign-in with tokens that cannot be read: ${failure.reason}. Check that AWS_ENDPOINT_URL, if it is set, names a Cognito endpoint.`;
    case 'state-unreadable':
      return 'The state that main left for this post step cannot be read, so nothing was cleaned up.';
    default:
      return serviceSentence(failure);
  }
}

function withheldHint(secretsWithheld: SecretsWithheld | undefined): string[] {
  switch (secretsWithheld) {
    case undefined:
      return [];
    case 'fork':
      return [
        'GitHub gives no secrets to a pull request from a fork: skip this step there, or run it from a branch of this repository.',
      ];
    case 'dependabot':
      return [
        'GitHub gives runs by Dependabot the Dependabot secrets only: add the missing ones under Settings > Secrets > Dependabot.',
      ];
  }
}

function serviceSentence(failure: ServiceFailure): string {
  const { seen, change } = SERVICE_WORDS[failure.code];
  return `${failure.operation} on ${failure.subject} failed: ${seen} (${evidenceOf(failure)}). ${change}`;
}

/** Error name, HTTP status and request ID, as far as there are any. */
export function evidenceOf({ errorName, httpStatus, requestId }: ServiceEvidence): string {
  const status = httpStatus === 0 ? [] : [`HTTP ${httpStatus}`];
  const request = requestId === '' ? [] : [`request ${requestId}`];
  return [errorName, ...status, ...request].join(', ');
}

interface ServiceWords {
  /** What was seen. */
  readonly seen: string;
  /** What to change. */
  readonly change: string;
}

/** The sentences for what AWS refused or did not answer. */
export const SERVICE_WORDS = {
  'credentials-missing': {
    seen: 'there are no AWS credentials in this job',
    change:
      'Run aws-actions/configure-aws-credentials with role-to-assume before this step, in a job with permissions: id-token: write.',
  },
  'credentials-rejected': {
    seen: 'AWS does not accept the credentials',
    change:
      'Check the access key, secret key and session token that the job has, and that they belong to this partition of AWS.',
  },
  'credentials-expired': {
    seen: 'the credentials have expired',
    change: 'Run aws-actions/configure-aws-credentials closer to this step, or give it a longer role-duration-seconds.',
  },
  'access-denied': {
    seen: 'IAM does not allow it',
    change:
      "Allow cognito-idp:AdminCreateUser, AdminSetUserPassword and AdminDeleteUser on the user pool's ARN to the job's role.",
  },
  'user-pool-not-found': {
    seen: 'there is no such user pool in this account and region',
    change: 'Check user-pool-id, and that the credentials belong to the account of the user pool.',
  },
  'app-client-not-found': {
    seen: 'there is no such app client in this region',
    change: 'Check client-id (an ID, not the name of the app client) and aws-region.',
  },
  'user-creation-not-allowed': {
    seen: 'the user pool does not let this user be created',
    change: 'Check the required attributes of the user pool and its Lambda triggers.',
  },
  'username-format-wrong': {
    seen: 'the user pool wants another form of username',
    change: 'Set username-format to what users of this pool sign in with: email, phone-number or plain.',
  },
  'password-too-weak': {
    seen: "the password does not meet the user pool's policy",
    change: "Raise password-length to the policy's minimum length.",
  },
  'auth-flow-disabled': {
    seen: 'the app client does not allow the auth flow',
    change: "Add ALLOW_USER_PASSWORD_AUTH to the app client's authentication flows (ExplicitAuthFlows).",
  },
  'client-secret-needed': {
    seen: 'the app client has a client secret, and this action was given none',
    change: 'Use an app client without a client secret.',
  },
  'sign-in-rejected': {
    seen: 'Cognito does not accept this username and password',
    change: 'Check both, and that client-id is an app client of the user pool that has the user.',
  },
  'sign-in-locked': {
    seen: 'too many wrong passwords have locked this user for a while',
    change: 'Correct the password and wait: the lock grows with each failure, to 15 minutes at most.',
  },
  'sign-in-blocked': {
    seen: "the user pool's threat protection blocked the sign-in",
    change:
      'Add an exception for the runner to the threat protection of the user pool, or use a user pool without it for tests.',
  },
  'user-not-ready': {
    seen: 'the user is disabled, unconfirmed, or has to reset the password',
    change:
      'Enable and confirm the user, and set a permanent password: aws cognito-idp admin-set-user-password --permanent.',
  },
  'waf-blocked': {
    seen: 'AWS WAF blocked the request',
    change: "Allow the runner's addresses in the web ACL of the user pool.",
  },
  'lambda-trigger-failed': {
    seen: 'a Lambda trigger of the user pool failed or refused the user',
    change: "Read the trigger's log in CloudWatch.",
  },
  throttled: {
    seen: 'the account is over its request quota',
    change: 'Run fewer jobs at once, or ask AWS for a higher quota.',
  },
  'network-failed': {
    seen: 'no answer came',
    change: 'Check the network of the runner, aws-region, and AWS_ENDPOINT_URL if it is set.',
  },
  'answer-unreadable': {
    seen: 'the answer is not one of Cognito',
    change: 'Check AWS_ENDPOINT_URL if it is set, and whatever stands between the runner and AWS.',
  },
  'service-failed': {
    seen: 'the service has a fault',
    change: 'Run the job again; see health.aws.amazon.com if it stays.',
  },
  'call-refused': {
    seen: 'Cognito refused the call',
    change: 'Look up the error name in the documentation of this operation.',
  },
} as const satisfies Record<string, ServiceWords>;

/** The codes for what AWS refused or did not answer. */
export type ServiceErrorCode = keyof typeof SERVICE_WORDS;
