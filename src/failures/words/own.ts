/**
 * What fails without a service that says so.
 */
import type { Entries, OwnCode } from '../failure.ts';

export const OWN_FAILURES: Entries<OwnCode> = {
  'inputs-invalid': {
    traits: ['mayBeMissingSecret'],
    seen: ({ problems }) => `Invalid inputs: ${problems.join(' ')}`,
    change: ({ isAnyEmpty }) =>
      isAnyEmpty
        ? "If you did set it, neither the repository nor the job's environment has a variable or secret of that name."
        : '',
  },
  'out-of-time': {
    seen: ({ seconds }) => `There were no tokens after timeout-seconds (${seconds}).`,
    change:
      'Raise timeout-seconds. The log says how long each step took. Waiting for the next code of an authenticator app takes up to 31 seconds.',
  },
  interrupted: {
    seen: 'The run was cancelled before there were tokens.',
    change: 'The post step cleans up.',
  },
  'id-token-unavailable': {
    traits: ['stopsSweep', 'hadNoEffect', 'mayBeMissingSecret'],
    seen: 'role-to-assume needs an OIDC token from GitHub, but this job may not get one.',
    change:
      'Add permissions: id-token: write (and contents: read for a checkout) to the job. In a reusable workflow, add it to the calling job too.',
  },
  'id-token-refused': {
    traits: ['stopsSweep', 'hadNoEffect'],
    seen: ({ status }) => `GitHub refuses the OIDC token that role-to-assume needs (HTTP ${status}).`,
    change:
      'Check that the job has permissions: id-token: write, and that no earlier step changed ACTIONS_ID_TOKEN_REQUEST_TOKEN or ACTIONS_ID_TOKEN_REQUEST_URL. If they are right, run the job again.',
  },
  'id-token-failed': {
    traits: ['isTransient', 'hadNoEffect'],
    seen: 'GitHub did not give the OIDC token that role-to-assume needs.',
    change: 'Run the job again. If it fails again, see githubstatus.com, and check the proxy of a self-hosted runner.',
  },
  'proxy-unusable': {
    traits: ['stopsSweep', 'hadNoEffect'],
    seen: 'HTTPS_PROXY or HTTP_PROXY is not the URL of a proxy.',
    change:
      'Correct it: http://host:port, or http://username:password@host:port with special characters of the password percent-encoded (@ as %40).',
  },
  'endpoint-unusable': {
    traits: ['stopsSweep', 'hadNoEffect'],
    seen: ({ variable }) => `${variable} is not a URL.`,
    change: 'Correct it, for instance to http://localhost:4566. Or remove it, to call AWS itself.',
  },
  'challenge-unsupported': {
    seen: ({ challenge, choices, clientId }) =>
      `Signing in at app client ${clientId} stopped at the challenge ${challenge}${choices.length === 0 ? '' : ` (offered: ${choices.join(', ')})`}, which this action does not answer.`,
    change: ({ challenge, isEphemeral }) => challengeAdvice(challenge, isEphemeral),
  },
  'totp-secret-needed': {
    traits: ['mayBeMissingSecret'],
    seen: ({ clientId }) =>
      `Signing in at app client ${clientId} stopped at the challenge SOFTWARE_TOKEN_MFA: the user signs in with an authenticator app.`,
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
        status < 300 ? 'the API lets everybody in' : 'a protected route does not answer like this'
      }.`,
    change: ({ status }) =>
      status < 300
        ? 'Add an authorizer to this route, or point probe-url at one that has it.'
        : 'Check probe-url and probe-method, and that the API works.',
  },
  'probe-refused': {
    seen: ({ method, url, status }) =>
      `The probe ${method} ${url} with a token was answered with HTTP ${status}: the authorizer does not accept it.`,
    change:
      "Check the authorizer's user pool and app client, and which token and header it wants (probe-header, with {id-token} or {access-token}). A REST API of API Gateway also answers 403 for a path or method that it does not have.",
  },
  'probe-busy': {
    seen: ({ method, url, status }) => `The probe ${method} ${url} was answered with HTTP ${status} for 15 seconds.`,
    change: 'Check that the API works and is not throttled. Its log says why.',
  },
  'probe-certificate-untrusted': {
    seen: ({ url, errorName }) => `The probe of ${url} met a certificate that is not trusted (${errorName}).`,
    change:
      "Set NODE_EXTRA_CA_CERTS in the job's env to the file with the CA certificate of the API, or of the proxy in front of it.",
  },
  'probe-unanswered': {
    seen: ({ url, errorName }) => `The probe of ${url} got no answer (${errorName}).`,
    change: 'Check probe-url, and that the API runs and the runner reaches it.',
  },
  'file-not-written': {
    seen: ({ path, errorName }) => `The file ${path} cannot be written (${errorName}).`,
    change:
      "Check that the runner's temporary folder (RUNNER_TEMP) exists and can be written to, and that the disk is not full.",
  },
  'file-not-removed': {
    seen: ({ path, errorName }) => `The file ${path}, which holds tokens, cannot be removed (${errorName}).`,
    change: 'Delete it, and check that no later step keeps it open or changes who owns it.',
  },
  'runner-file-not-written': {
    seen: ({ variable, errorName }) => `The runner's file in ${variable} cannot be written (${errorName}).`,
    change:
      "Check that the runner's disk is not full, and that no earlier step removed its files or changed who owns them.",
  },
  'summary-not-written': {
    seen: ({ errorName }) => `The job summary cannot be written (${errorName}).`,
    change: 'The outputs are set. If this runner has no job summaries, set job-summary: false.',
  },
  'state-unreadable': {
    seen: 'The state that main left for this post step cannot be read, so nothing was cleaned up.',
    change: 'Run the sweep (org/cognito-token-action/sweep): it deletes users that stay.',
  },
  'user-left-behind': {
    seen: ({ userPoolId, reason, isCertain }) =>
      `An ephemeral user ${isCertain ? 'stays' : 'may stay'} in user pool ${userPoolId}: ${reason}`,
    change: ({ hasRole }) =>
      `${hasRole ? 'Run' : "Set this action's own input role-to-assume, so that the post step has its own credentials. Run"} the sweep (org/cognito-token-action/sweep): it deletes the user.`,
  },
  'sweep-incomplete': {
    seen: ({ userPoolId, found, failed, reason }) =>
      `${failed} of ${found} leftover users in user pool ${userPoolId} could not be deleted. The last error: ${reason}`,
    change: 'The next sweep tries again. The log has the reason for each user.',
  },
  'sweep-interrupted': {
    seen: 'The run was cancelled before the sweep had ended.',
    change: 'The next sweep goes on.',
  },
  'username-format-elsewhere': {
    seen: ({ usernameFormat, userPoolId, format }) =>
      `The sweep found no leftover users with username-format: ${usernameFormat}, but user pool ${userPoolId} has users of this action in the format ${format}.`,
    change: ({ format }) => `Set username-format: ${format}, as in the jobs that create them.`,
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
        ? 'Allow only authenticator apps for MFA in the user pool, no SMS and e-mail. Or sign in a stored user (mode: stored) with totp-secret.'
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
      return 'Use a user who signs in with a password and, at most, a code of an authenticator app (totp-secret).';
  }
}
