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
  | {
      readonly code: 'challenge-unsupported';
      readonly challenge: string;
      /** What Cognito offered to choose from, where it did. */
      readonly choices: readonly string[];
      readonly clientId: string;
    }
  | { readonly code: 'totp-secret-needed'; readonly clientId: string }
  | {
      readonly code: 'probe-unguarded' | 'probe-refused';
      readonly method: string;
      readonly url: string;
      readonly status: number;
    }
  | { readonly code: 'probe-unanswered'; readonly url: string; readonly errorName: string }
  | { readonly code: 'id-token-unavailable' | 'id-token-failed' }
  | { readonly code: 'out-of-time'; readonly seconds: number }
  | { readonly code: 'interrupted' }
  | { readonly code: 'user-left-behind'; readonly userPoolId: string; readonly reason: string }
  | {
      readonly code: 'sweep-incomplete';
      readonly userPoolId: string;
      readonly found: number;
      readonly failed: number;
      /** Of the last failure, as far as the log may show it. */
      readonly reason: string;
    }
  | { readonly code: 'tokens-unreadable'; readonly reason: string }
  | { readonly code: 'state-unreadable' }
  | ServiceFailure;

export type ErrorCode = Failure['code'] | 'unexpected';

/** The only error that the action's own code throws. Its message is fit for the log. */
export class ActionError extends Error {
  override readonly name = 'ActionError';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${wordsOf(failure)} ${pointerTo(failure.code)}`);
    this.failure = failure;
  }
}

/** Whether what was thrown is an `ActionError` with this code. */
export function isFailure(error: unknown, code: ErrorCode): error is ActionError {
  return error instanceof ActionError && error.failure.code === code;
}

/** The message for whatever was thrown. Of an error that is not ours it gives the name alone: its text may hold anything. */
export function messageOf(error: unknown): string {
  if (error instanceof ActionError) {
    return error.message;
  }
  return `The action failed in a way it does not know (${nameOf(error)}); please report it as a bug. ${pointerTo('unexpected')}`;
}

/** `ENOENT` and the like tell more than `Error`; no code holds a secret. */
function nameOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[A-Z_]+$/.test(error.code)) {
    return error.code;
  }
  return error instanceof Error ? error.name : typeof error;
}

/** The same without the place to read on, for a message within a message. */
export function sentenceOf(error: unknown): string {
  return error instanceof ActionError ? wordsOf(error.failure) : messageOf(error);
}

function pointerTo(code: ErrorCode): string {
  return `See docs/troubleshooting.md#${code}`;
}

function wordsOf(failure: Failure): string {
  switch (failure.code) {
    case 'inputs-invalid':
      return [`Invalid inputs: ${failure.problems.join(' ')}`, ...withheldHint(failure.secretsWithheld)].join(' ');
    case 'challenge-unsupported':
      return (
        `Signing in at app client ${failure.clientId} stopped at the challenge ${failure.challenge}${offer(failure.choices)}, ` +
        `which this action does not answer. ${challengeAdvice(failure.challenge)}`
      );
    case 'totp-secret-needed':
      return (
        `Signing in at app client ${failure.clientId} stopped at the challenge SOFTWARE_TOKEN_MFA: the user has an authenticator app. ` +
        'Set totp-secret to its base32 secret.'
      );
    case 'probe-unguarded':
      return (
        `The probe ${failure.method} ${failure.url} without a token was answered with HTTP ${failure.status}, not 401 or 403: ` +
        (failure.status < 300
          ? 'the API lets everybody in. Add an authorizer to this route, or point probe-url at one that has it.'
          : 'that is no answer of a guarded route. Check probe-url and probe-method, and that the API works.')
      );
    case 'probe-refused':
      return (
        `The probe ${failure.method} ${failure.url} with a token was answered with HTTP ${failure.status}: the authorizer does not take it. ` +
        "Check the authorizer's user pool and app client, and which token and form it wants: probe-header, with {id-token} or {access-token}. " +
        'API Gateway also answers 403 for a path or method that it does not have.'
      );
    case 'probe-unanswered':
      return `The probe ${failure.url} got no answer (${failure.errorName}). Check probe-url, and that the API runs.`;
    case 'id-token-unavailable':
      return (
        'role-to-assume needs an OIDC token of GitHub, and the job may not have one. Add permissions: id-token: write to the job; ' +
        'runs of pull requests from forks have none.'
      );
    case 'id-token-failed':
      return 'GitHub did not give the OIDC token that role-to-assume needs. Run the job again; see githubstatus.com if it stays.';
    case 'out-of-time':
      return `timeout-seconds (${failure.seconds}) went by before the tokens were there. Raise it if the wait was for a code of the authenticator app.`;
    case 'interrupted':
      return 'The run was cancelled before the tokens were there. The post step cleans up.';
    case 'user-left-behind':
      return (
        `An ephemeral user stays in user pool ${failure.userPoolId}: ${failure.reason} ` +
        'Run the sweep (org/cognito-token-action/sweep), which deletes what is left behind.'
      );
    case 'sweep-incomplete':
      return (
        `Of ${failure.found} leftover users in user pool ${failure.userPoolId}, ${failure.failed} could not be deleted, the last one because of ` +
        `${failure.reason}. The next sweep tries again; the log has the reason of each.`
      );
    case 'tokens-unreadable':
      return `Cognito answered the sign-in with tokens that cannot be read: ${failure.reason}. Check that AWS_ENDPOINT_URL, if it is set, names a Cognito endpoint.`;
    case 'state-unreadable':
      return 'The state that main left for this post step cannot be read, so nothing was cleaned up.';
    default:
      return serviceSentence(failure);
  }
}

function challengeAdvice(challenge: string): string {
  switch (challenge) {
    case 'NEW_PASSWORD_REQUIRED':
      return 'The user has a temporary password: set a permanent one with aws cognito-idp admin-set-user-password --permanent.';
    case 'MFA_SETUP':
      return 'Set up an authenticator app for the user once, and give its secret as totp-secret.';
    case 'CUSTOM_CHALLENGE':
      return 'Use an app client without custom authentication.';
    default:
      return 'Use a user whom Cognito asks for a password, and at most for a code of an authenticator app (totp-secret).';
  }
}

function offer(choices: readonly string[]): string {
  return choices.length === 0 ? '' : ` (offered: ${choices.join(', ')})`;
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

/** What the log may show of a failure, in short: what the service said, or else the code. */
export function reasonOf({ failure }: ActionError): string {
  return 'requestId' in failure ? evidenceOf(failure) : failure.code;
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
      "Run aws-actions/configure-aws-credentials with role-to-assume before this step, or set this action's own role-to-assume; both in a job with permissions: id-token: write. Pull requests from forks have neither.",
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
      "Allow the action of that name (cognito-idp:) on the user pool's ARN to the job's role; the README has the whole policy.",
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
    change:
      'Check user-attributes against the attributes that the user pool has, requires and lets be written, and its Lambda triggers.',
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
    change:
      "Add ALLOW_ and the name of the auth flow, such as ALLOW_USER_PASSWORD_AUTH, to the app client's authentication flows (ExplicitAuthFlows), or set auth-flow to one that it has.",
  },
  'client-secret-needed': {
    seen: 'the app client has a client secret, and this action was given none',
    change: 'Set client-secret.',
  },
  'client-secret-wrong': {
    seen: 'the client secret is not that of the app client',
    change: 'Check that client-secret and client-id are of the same app client.',
  },
  'client-secret-not-wanted': {
    seen: 'the app client has no client secret',
    change: 'Leave client-secret out.',
  },
  'totp-code-rejected': {
    seen: "the code of the user's authenticator app is wrong",
    change: 'Check totp-secret, and the clock of the runner if it is your own.',
  },
  'totp-code-used': {
    seen: "the code of the user's authenticator app was used already",
    change: 'Give jobs that run at once users of their own.',
  },
  'totp-disabled': {
    seen: 'the user pool does not have authenticator apps switched on',
    change: 'Switch authenticator apps on in the MFA settings of the user pool, or MFA off.',
  },
  'group-not-found': {
    seen: 'the user pool does not have this group',
    change: 'Check groups: names are case-sensitive.',
  },
  'user-confirmed-already': {
    seen: 'the user is confirmed already',
    change: 'Nothing has to be changed.',
  },
  'session-invalid': {
    seen: "the sign-in's session was used already or is over",
    change: 'Run the job again. If it stays, raise the duration of the authentication flow session of the app client.',
  },
  'sign-up-disabled': {
    seen: 'the user pool does not let users sign up',
    change: 'Set create-with to admin, or allow self-registration in the user pool.',
  },
  'revocation-disabled': {
    seen: 'the app client does not let refresh tokens be revoked',
    change: 'Set revoke-token to false, or EnableTokenRevocation to true in the app client.',
  },
  'refresh-token-rejected': {
    seen: 'Cognito does not accept the refresh token',
    change:
      'Check that it is of this app client, not revoked, and not older than its validity. With refresh token rotation each one is good for once.',
  },
  'client-rejected': {
    seen: 'no app client has this client-id and client-secret',
    change: 'Check client-id, client-secret and domain: all three belong to one user pool.',
  },
  'grant-disabled': {
    seen: 'the app client may not use the client credentials grant',
    change:
      'Allow the client credentials grant in the login pages settings of the app client (AllowedOAuthFlows: client_credentials, AllowedOAuthFlowsUserPoolClient: true).',
  },
  'scope-unknown': {
    seen: 'the app client does not allow a scope that was asked for',
    change:
      "Check scopes: each is a resource server's identifier, a slash and the scope's name, and has to be allowed for the app client.",
  },
  'role-not-assumed': {
    seen: 'AWS does not let this job assume the role',
    change:
      "Check role-to-assume, and the role's trust policy: principal token.actions.githubusercontent.com, a condition on aud that has the audience, and one on sub that fits this repository and branch.",
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
  'operation-unknown': {
    seen: 'the endpoint does not know this operation',
    change: 'Check AWS_ENDPOINT_URL: not every emulator has every operation.',
  },
  'service-failed': {
    seen: 'the service has a fault',
    change: 'Run the job again; see health.aws.amazon.com if it stays.',
  },
  'call-refused': {
    seen: 'AWS refused the call',
    change: 'Look up the error name in the documentation of this operation.',
  },
} as const satisfies Record<string, ServiceWords>;

/** The codes for what AWS refused or did not answer. */
export type ServiceErrorCode = keyof typeof SERVICE_WORDS;
