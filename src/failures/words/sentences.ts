/**
 * The sentence for each failure: what failed, on what, as seen; what to change.
 */

import type { SecretsWithheld } from '../../world/ports.ts';
import type { Failure } from '../failure.ts';
import { serviceSentence } from './index.ts';

const WHY_EMPTY =
  "A value that is set and yet empty comes from a variable or secret that neither the repository nor the job's environment has under that name.";

export function sentenceFor(failure: Failure): string {
  switch (failure.code) {
    case 'inputs-invalid':
      return [`Invalid inputs: ${failure.problems.join(' ')}`, ...(failure.isAnyEmpty ? [WHY_EMPTY] : [])].join(' ');
    case 'challenge-unsupported':
      return (
        `Signing in at app client ${failure.clientId} stopped at the challenge ${failure.challenge}${offer(failure.choices)}, ` +
        `which this action does not answer. ${challengeAdvice(failure.challenge, failure.isEphemeral)}`
      );
    case 'totp-secret-needed':
      return (
        `Signing in at app client ${failure.clientId} stopped at the challenge SOFTWARE_TOKEN_MFA: the user has an authenticator app. ` +
        'Set totp-secret to the base32 secret that was shown when the app was set up.'
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
      return `The probe of ${failure.url} got no answer (${failure.errorName}). Check probe-url, and that the API runs and the runner reaches it.`;
    case 'id-token-unavailable':
      return (
        'role-to-assume needs an OIDC token of GitHub, and this job is not allowed one. Add permissions: id-token: write (and contents: read for a ' +
        'checkout) to the job, and to the job that calls it where this is a reusable workflow.'
      );
    case 'id-token-failed':
      return 'GitHub did not give the OIDC token that role-to-assume needs. Run the job again; if it goes on, see githubstatus.com and, on a self-hosted runner, its proxy.';
    case 'out-of-time':
      return `timeout-seconds (${failure.seconds}) went by before the tokens were there. Raise timeout-seconds: the log says how long each step took, and the next code of an authenticator app can be 31 seconds away.`;
    case 'interrupted':
      return 'The run was cancelled before the tokens were there. The post step cleans up.';
    case 'proxy-unusable':
      return 'HTTPS_PROXY or HTTP_PROXY is not the URL of a proxy. Correct it: http://host:port, or http://username:password@host:port with special characters of the password percent-encoded (@ as %40).';
    case 'endpoint-unusable':
      return `${failure.variable} is not a URL. Correct it, to http:// or https://, a host and a port, such as http://localhost:4566; or remove it, to call AWS itself.`;
    case 'user-left-behind':
      return (
        `An ephemeral user ${failure.isCertain ? 'stays' : 'may stay'} in user pool ${failure.userPoolId}: ${failure.reason} ` +
        (failure.hasRole
          ? 'Run'
          : "Set this action's own input role-to-assume, so that post has credentials of its own, and run") +
        ' the sweep (org/cognito-token-action/sweep), which deletes what is left behind.'
      );
    case 'sweep-incomplete':
      return (
        `Of ${failure.found} leftover users in user pool ${failure.userPoolId}, ${failure.failed} could not be deleted, the last one because of ` +
        `${failure.reason}. The next sweep tries again; the log has the reason for each.`
      );
    case 'sweep-interrupted':
      return 'The run was cancelled before the sweep was done. The next sweep goes on.';
    case 'username-format-elsewhere':
      return (
        `The sweep found no leftover users with username-format: ${failure.usernameFormat}, but user pool ${failure.userPoolId} has users of this action in ` +
        `the format ${failure.format}. Set username-format: ${failure.format}, as in the jobs that create them.`
      );
    case 'tokens-unreadable':
      return (
        `The ${failure.source} gave tokens that cannot be read: ${failure.reason}. ` +
        (failure.source === 'user pool'
          ? 'Check that AWS_ENDPOINT_URL, if it is set, names a Cognito endpoint.'
          : 'Check that domain is that of a Cognito user pool.')
      );
    case 'state-unreadable':
      return (
        'The state that main left for this post step cannot be read, so nothing was cleaned up. ' +
        'Run the sweep (org/cognito-token-action/sweep), which deletes what is left behind.'
      );
    case 'file-not-written':
      return `The file ${failure.path} cannot be written (${failure.errorName}). Check that the runner's temporary folder (RUNNER_TEMP) is there and may be written to, and that the disk is not full.`;
    case 'file-not-removed':
      return `The file ${failure.path}, which holds tokens, cannot be removed (${failure.errorName}). Delete it, and check that no later step keeps it open or changes who owns it.`;
    case 'summary-not-written':
      return `The job summary cannot be written (${failure.errorName}). Set job-summary: false where the runner has none; the tokens are there all the same.`;
    default:
      return serviceSentence(failure);
  }
}

function challengeAdvice(challenge: string, isEphemeral: boolean): string {
  switch (challenge) {
    case 'NEW_PASSWORD_REQUIRED':
      return 'The user has a temporary password: set a permanent one with aws cognito-idp admin-set-user-password --user-pool-id … --username … --password … --permanent.';
    case 'MFA_SETUP':
      return isEphemeral
        ? 'Switch authenticator apps on in the MFA settings of the user pool, so that the user can set one up.'
        : 'Set up an authenticator app for the user once, and give its secret as totp-secret.';
    case 'SMS_MFA':
    case 'SMS_OTP':
    case 'EMAIL_OTP':
    case 'SELECT_MFA_TYPE':
      return isEphemeral
        ? 'Let the user pool use authenticator apps alone for MFA, without SMS and e-mail; or sign in a stored user (mode: stored) with totp-secret.'
        : 'Set up an authenticator app for the user, make it the preferred MFA method, and give its secret as totp-secret.';
    case 'SELECT_CHALLENGE':
    case 'WEB_AUTHN':
      return 'Allow passwords among the first factors of the user pool, or set auth-flow: USER_PASSWORD_AUTH.';
    case 'CUSTOM_CHALLENGE':
      return 'Use an app client without custom authentication (ALLOW_CUSTOM_AUTH and its Lambda triggers).';
    case 'DEVICE_SRP_AUTH':
    case 'DEVICE_PASSWORD_VERIFIER':
      return 'Switch device tracking off in the user pool.';
    default:
      return 'Use a user whom Cognito asks for a password, and at most for a code of an authenticator app (totp-secret).';
  }
}

function offer(choices: readonly string[]): string {
  return choices.length === 0 ? '' : ` (offered: ${choices.join(', ')})`;
}

export function withheldHint(secretsWithheld: SecretsWithheld | undefined): string[] {
  switch (secretsWithheld) {
    case undefined:
      return [];
    case 'fork':
      return [
        "GitHub gives a pull request from a fork neither secrets nor OIDC tokens: run it from a branch of this repository, or skip this step there (if: github.event_name != 'pull_request' || github.event.pull_request.head.repo.full_name == github.repository).",
      ];
    case 'dependabot':
      return [
        'GitHub gives runs by Dependabot the Dependabot secrets only: add the missing ones under Settings > Secrets and variables > Dependabot.',
      ];
  }
}
