/**
 * What fails without a service that says so.
 */
import type { Entries, OwnCode } from '../failure.ts';

export const OWN_FAILURES: Entries<OwnCode> = {
  'inputs-invalid': {
    means: ['secret-missing'],
    seen: ({ problems }) => `Invalid inputs: ${problems.join(' ')}`,
    change: ({ isAnyEmpty }) =>
      isAnyEmpty
        ? "A value that is set and yet empty comes from a variable or secret that neither the repository nor the job's environment has under that name."
        : '',
  },
  'out-of-time': {
    seen: ({ seconds }) => `timeout-seconds (${seconds}) went by before the tokens were there.`,
    change:
      'Raise timeout-seconds. The log says how long each step took, and the next code of an authenticator app can be 31 seconds away.',
  },
  interrupted: {
    seen: 'The run was cancelled before the tokens were there.',
    change: 'The post step cleans up.',
  },
  'id-token-unavailable': {
    means: ['denial', 'effectless', 'secret-missing'],
    seen: 'role-to-assume needs an OIDC token of GitHub, and this job may not have one.',
    change:
      'Add permissions: id-token: write (and contents: read for a checkout) to the job, and to the job that calls it where this is a reusable workflow.',
  },
  'id-token-refused': {
    means: ['denial', 'effectless'],
    seen: ({ status }) => `GitHub refuses the OIDC token that role-to-assume needs (HTTP ${status}).`,
    change:
      'Check that the job has permissions: id-token: write, and that no earlier step changed ACTIONS_ID_TOKEN_REQUEST_TOKEN or ACTIONS_ID_TOKEN_REQUEST_URL. If they are right, run the job again.',
  },
  'id-token-failed': {
    means: ['passing', 'effectless'],
    seen: 'GitHub did not give the OIDC token that role-to-assume needs.',
    change: 'Run the job again. If it fails again, see githubstatus.com, and check the proxy of a self-hosted runner.',
  },
  'proxy-unusable': {
    means: ['denial', 'effectless'],
    seen: 'HTTPS_PROXY or HTTP_PROXY is not the URL of a proxy.',
    change:
      'Correct it: http://host:port, or http://username:password@host:port with special characters of the password percent-encoded (@ as %40).',
  },
  'endpoint-unusable': {
    means: ['denial', 'effectless'],
    seen: ({ variable }) => `${variable} is not a URL.`,
    change:
      'Correct it, to http:// or https://, a host and a port, such as http://localhost:4566; or remove it, to call AWS itself.',
  },
  'challenge-unsupported': {
    seen: ({ challenge, choices, clientId }) =>
      `Signing in at app client ${clientId} stopped at the challenge ${challenge}${choices.length === 0 ? '' : ` (offered: ${choices.join(', ')})`}, which this action does not answer.`,
    change: ({ challenge, isEphemeral }) => challengeAdvice(challenge, isEphemeral),
  },
  'totp-secret-needed': {
    means: ['secret-missing'],
    seen: ({ clientId }) =>
      `Signing in at app client ${clientId} stopped at the challenge SOFTWARE_TOKEN_MFA: the user has an authenticator app.`,
    change: 'Set totp-secret to the base32 secret that was shown when the app was set up.',
  },
  'tokens-unreadable': {
    seen: ({ source, reason }) => `The ${source} gave tokens that cannot be read: ${reason}.`,
    change: ({ source }) =>
      source === 'user pool'
        ? 'Check that AWS_ENDPOINT_URL, if it is set, names a Cognito endpoint.'
        : 'Check that domain is that of a Cognito user pool.',
  },
  'probe-unguarded': {
    seen: ({ method, url, status }) =>
      `The probe ${method} ${url} without a token was answered with HTTP ${status}, not 401 or 403: ${
        status < 300 ? 'the API lets everybody in' : 'that is no answer of a guarded route'
      }.`,
    change: ({ status }) =>
      status < 300
        ? 'Add an authorizer to this route, or point probe-url at one that has it.'
        : 'Check probe-url and probe-method, and that the API works.',
  },
  'probe-refused': {
    seen: ({ method, url, status }) =>
      `The probe ${method} ${url} with a token was answered with HTTP ${status}: the authorizer does not take it.`,
    change:
      "Check the authorizer's user pool and app client, and which token and form it wants: probe-header, with {id-token} or {access-token}. API Gateway also answers 403 for a path or method that it does not have.",
  },
  'probe-unanswered': {
    means: ['passing'],
    seen: ({ url, errorName }) => `The probe of ${url} got no answer (${errorName}).`,
    change: 'Check probe-url, and that the API runs and the runner reaches it.',
  },
  'file-not-written': {
    seen: ({ path, errorName }) => `The file ${path} cannot be written (${errorName}).`,
    change:
      "Check that the runner's temporary folder (RUNNER_TEMP) is there and may be written to, and that the disk is not full.",
  },
  'file-not-removed': {
    seen: ({ path, errorName }) => `The file ${path}, which holds tokens, cannot be removed (${errorName}).`,
    change: 'Delete it, and check that no later step keeps it open or changes who owns it.',
  },
  'runner-file-not-written': {
    seen: ({ variable, errorName }) => `The runner's file in ${variable} cannot be written (${errorName}).`,
    change:
      'Check that the disk of the runner is not full, and that no earlier step removed its files or changed who owns them.',
  },
  'summary-not-written': {
    seen: ({ errorName }) => `The job summary cannot be written (${errorName}).`,
    change: 'Set job-summary: false where the runner has none; the tokens are there all the same.',
  },
  'state-unreadable': {
    seen: 'The state that main left for this post step cannot be read, so nothing was cleaned up.',
    change: 'Run the sweep (org/cognito-token-action/sweep), which deletes what is left behind.',
  },
  'user-left-behind': {
    seen: ({ userPoolId, reason, isCertain }) =>
      `An ephemeral user ${isCertain ? 'stays' : 'may stay'} in user pool ${userPoolId}: ${reason}`,
    change:
      "Set this action's own input role-to-assume, so that post has credentials of its own, and run the sweep (org/cognito-token-action/sweep), which deletes what is left behind.",
  },
  'sweep-incomplete': {
    seen: ({ userPoolId, found, failed, reason }) =>
      `Of ${found} leftover users in user pool ${userPoolId}, ${failed} could not be deleted. The last one: ${reason}`,
    change: 'The next sweep tries again. The log has the reason for each.',
  },
  unexpected: {
    seen: ({ errorName }) => `The action failed unexpectedly (${errorName}).`,
    change: 'Please report it as a bug.',
  },
};

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
