export const id = 701;
export const ids = [701];
export const modules = {

/***/ 8701:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  lZ: () => (/* binding */ ActionError),
  BJ: () => (/* binding */ describeProblem),
  hw: () => (/* binding */ formatMessage),
  jp: () => (/* binding */ hasTrait),
  N6: () => (/* binding */ isFailure),
  gi: () => (/* binding */ isServiceError),
  SM: () => (/* binding */ withCode)
});

// EXTERNAL MODULE: ./build/failures/error-name.js
var error_name = __webpack_require__(8010);
;// CONCATENATED MODULE: ./build/failures/service-failure.js
/**
 * What a refused or unanswered call of a service tells: the facts of one failure, and how they are said.
 */
/** `InitiateAuth (USER_SRP_AUTH) on app client 4kfr83e5pagh in eu-west-1` */
function callText({ operation, about, target }) {
    return `${operation}${about === undefined ? '' : ` (${about})`} on ${target.name}`;
}
/** Error name, HTTP status and request ID, as far as there are any. */
function evidenceText({ errorName, httpStatus, requestId }) {
    const facts = [errorName, httpStatus && `HTTP ${httpStatus}`, requestId && `request ${requestId}`];
    return facts.filter(Boolean).join(', ');
}

;// CONCATENATED MODULE: ./build/failures/words/own.js
const OWN_FAILURES = {
    'inputs-invalid': {
        traits: ['mayBeMissingSecret'],
        seen: ({ problems }) => `Invalid inputs: ${problems.join(' ')}`,
        change: ({ isAnyEmpty }) => isAnyEmpty
            ? "If you did set it, neither the repository nor the job's environment has a variable or secret of that name."
            : '',
    },
    'out-of-time': {
        seen: ({ seconds }) => `There were no tokens after timeout-seconds (${seconds}).`,
        change: 'Raise timeout-seconds. The log says how long each step took. Waiting for the next code of an authenticator app takes up to 31 seconds.',
    },
    interrupted: {
        seen: 'The run was cancelled before there were tokens.',
        change: 'The post step cleans up.',
    },
    'id-token-unavailable': {
        traits: ['stopsSweep', 'hadNoEffect', 'mayBeMissingSecret'],
        seen: 'role-to-assume needs an OIDC token from GitHub, but this job may not get one.',
        change: 'Add permissions: id-token: write (and contents: read for a checkout) to the job. In a reusable workflow, add it to the calling job too.',
    },
    'id-token-refused': {
        traits: ['stopsSweep', 'hadNoEffect'],
        seen: ({ status }) => `GitHub refuses the OIDC token that role-to-assume needs (HTTP ${status}).`,
        change: 'Check that the job has permissions: id-token: write, and that no earlier step changed ACTIONS_ID_TOKEN_REQUEST_TOKEN or ACTIONS_ID_TOKEN_REQUEST_URL. If they are right, run the job again.',
    },
    'id-token-failed': {
        traits: ['isTransient', 'hadNoEffect'],
        seen: 'GitHub did not give the OIDC token that role-to-assume needs.',
        change: 'Run the job again. If it fails again, see githubstatus.com, and check the proxy of a self-hosted runner.',
    },
    'proxy-unusable': {
        traits: ['stopsSweep', 'hadNoEffect'],
        seen: 'HTTPS_PROXY or HTTP_PROXY is not the URL of a proxy.',
        change: 'Correct it: http://host:port, or http://username:password@host:port with special characters of the password percent-encoded (@ as %40).',
    },
    'endpoint-unusable': {
        traits: ['stopsSweep', 'hadNoEffect'],
        seen: ({ variable }) => `${variable} is not a URL.`,
        change: 'Correct it, for instance to http://localhost:4566. Or remove it, to call AWS itself.',
    },
    'challenge-unsupported': {
        seen: ({ challenge, choices, clientId }) => `Signing in at app client ${clientId} stopped at the challenge ${challenge}${choices.length === 0 ? '' : ` (offered: ${choices.join(', ')})`}, which this action does not answer.`,
        change: ({ challenge, isEphemeral }) => challengeAdvice(challenge, isEphemeral),
    },
    'totp-secret-needed': {
        traits: ['mayBeMissingSecret'],
        seen: ({ clientId }) => `Signing in at app client ${clientId} stopped at the challenge SOFTWARE_TOKEN_MFA: the user signs in with an authenticator app.`,
        change: 'Set totp-secret to the base32 secret that was shown when the app was set up.',
    },
    'tokens-unreadable': {
        seen: ({ source, reason }) => `The ${source} gave tokens that cannot be read: ${reason}.`,
        change: ({ source }) => source === 'user pool'
            ? 'Check that AWS_ENDPOINT_URL, if it is set, names a Cognito endpoint.'
            : 'Check that domain is that of a Cognito user pool.',
    },
    'probe-unguarded': {
        seen: ({ method, url, status }) => `The probe ${method} ${url} without a token was answered with HTTP ${status}, not 401 or 403: ${status < 300 ? 'the API lets everybody in' : 'a protected route does not answer like this'}.`,
        change: ({ status }) => status < 300
            ? 'Add an authorizer to this route, or point probe-url at one that has it.'
            : 'Check probe-url and probe-method, and that the API works.',
    },
    'probe-refused': {
        seen: ({ method, url, status }) => `The probe ${method} ${url} with a token was answered with HTTP ${status}: the authorizer does not accept it.`,
        change: "Check the authorizer's user pool and app client, and which token and header it wants (probe-header, with {id-token} or {access-token}). A REST API of API Gateway also answers 403 for a path or method that it does not have.",
    },
    'probe-busy': {
        seen: ({ method, url, status }) => `The probe ${method} ${url} was answered with HTTP ${status} for 15 seconds.`,
        change: 'Check that the API works and is not throttled. Its log says why.',
    },
    'probe-certificate-untrusted': {
        seen: ({ url, errorName }) => `The probe of ${url} met a certificate that is not trusted (${errorName}).`,
        change: "Set NODE_EXTRA_CA_CERTS in the job's env to the file with the CA certificate of the API, or of the proxy in front of it.",
    },
    'probe-unanswered': {
        seen: ({ url, errorName }) => `The probe of ${url} got no answer (${errorName}).`,
        change: 'Check probe-url, and that the API runs and the runner reaches it.',
    },
    'file-not-written': {
        seen: ({ path, errorName }) => `The file ${path} cannot be written (${errorName}).`,
        change: "Check that the runner's temporary folder (RUNNER_TEMP) exists and can be written to, and that the disk is not full.",
    },
    'file-not-removed': {
        seen: ({ path, errorName }) => `The file ${path}, which holds tokens, cannot be removed (${errorName}).`,
        change: 'Delete it, and check that no later step keeps it open or changes who owns it.',
    },
    'runner-file-not-written': {
        seen: ({ variable, errorName }) => `The runner's file in ${variable} cannot be written (${errorName}).`,
        change: "Check that the runner's disk is not full, and that no earlier step removed its files or changed who owns them.",
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
        seen: ({ userPoolId, reason, isCertain }) => `An ephemeral user ${isCertain ? 'stays' : 'may stay'} in user pool ${userPoolId}: ${reason}`,
        change: ({ hasRole }) => `${hasRole ? 'Run' : "Set this action's own input role-to-assume, so that the post step has its own credentials. Run"} the sweep (org/cognito-token-action/sweep): it deletes the user.`,
    },
    'sweep-incomplete': {
        seen: ({ userPoolId, found, failed, reason }) => `${failed} of ${found} leftover users in user pool ${userPoolId} could not be deleted. The last error: ${reason}`,
        change: 'The next sweep tries again. The log has the reason for each user.',
    },
    'sweep-interrupted': {
        seen: 'The run was cancelled before the sweep had ended.',
        change: 'The next sweep goes on.',
    },
    'username-format-elsewhere': {
        seen: ({ usernameFormat, userPoolId, format }) => `The sweep found no leftover users with username-format: ${usernameFormat}, but user pool ${userPoolId} has users of this action in the format ${format}.`,
        change: ({ format }) => `Set username-format: ${format}, as in the jobs that create them.`,
    },
    unexpected: {
        seen: ({ errorName }) => `The action failed unexpectedly (${errorName}).`,
        change: 'Please report it as a bug.',
    },
};
function challengeAdvice(challenge, isEphemeral) {
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

;// CONCATENATED MODULE: ./build/failures/words/access.js
const ACCESS_FAILURES = {
    'credentials-missing': {
        traits: ['stopsSweep', 'hadNoEffect', 'mayBeMissingSecret'],
        seen: 'there are no AWS credentials in this job',
        change: "Run aws-actions/configure-aws-credentials with role-to-assume before this step, or set this action's own input role-to-assume; both need permissions: id-token: write in the job.",
    },
    'credentials-rejected': {
        traits: ['stopsSweep', 'hadNoEffect'],
        seen: 'AWS does not accept the credentials',
        change: 'Check that AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN of the job belong together and still exist, and that the region is enabled for their account.',
    },
    'credentials-expired': {
        traits: ['stopsSweep', 'hadNoEffect'],
        seen: 'the credentials have expired',
        change: "Run aws-actions/configure-aws-credentials closer to this step or with a longer role-duration-seconds, or set this action's own input role-to-assume, which takes fresh ones for each step.",
    },
    'clock-wrong': {
        traits: ['stopsSweep', 'hadNoEffect'],
        seen: "the runner's clock is wrong by several minutes",
        change: "Correct the runner's clock, best with NTP. AWS accepts a difference of at most 5 minutes.",
    },
    'role-not-assumed': {
        traits: ['stopsSweep', 'hadNoEffect'],
        seen: 'AWS does not let this job assume the role',
        change: "Check role-to-assume, and the role's trust policy: principal token.actions.githubusercontent.com, action sts:AssumeRoleWithWebIdentity, and a condition on token.actions.githubusercontent.com:sub that fits this repository, branch and environment (repo:OWNER/NAME:…, or repo:OWNER@ID/NAME@ID:… if the repository was created, renamed or transferred since 15 July 2026).",
    },
    'oidc-provider-missing': {
        traits: ['stopsSweep', 'hadNoEffect'],
        seen: "the AWS account does not know GitHub's OIDC tokens",
        change: 'Create the IAM identity provider https://token.actions.githubusercontent.com with audience sts.amazonaws.com in the account of role-to-assume, or correct the account number in role-to-assume.',
    },
    'audience-wrong': {
        traits: ['stopsSweep', 'hadNoEffect'],
        seen: "the audience of GitHub's OIDC token is wrong for the AWS account",
        change: "Add the value of audience (default sts.amazonaws.com) to the audiences of the account's IAM identity provider for token.actions.githubusercontent.com, or set audience to one that it lists. The role's trust policy (:aud) must name it too.",
    },
};

;// CONCATENATED MODULE: ./build/failures/words/connection.js
const CONNECTION_FAILURES = {
    'waf-blocked': {
        traits: ['stopsSweep', 'hadNoEffect'],
        seen: 'AWS WAF blocked the request',
        change: "Allow the runner's addresses in the web ACL of the user pool, and ask them for no CAPTCHA or challenge.",
    },
    throttled: {
        traits: ['isTransient'],
        seen: 'the request quota of the account in this region is used up',
        change: 'Run fewer jobs at once, raise timeout-seconds so that there is more time to try again, or raise the quota, which costs.',
    },
    'network-failed': {
        traits: ['isTransient'],
        seen: 'no answer came',
        change: whetherReached,
    },
    'host-unreachable': {
        traits: ['isTransient', 'hadNoEffect'],
        seen: 'there is no connection to the host',
        change: whetherReached,
    },
    'host-unknown': {
        traits: ['isTransient', 'hadNoEffect'],
        seen: 'there is no host of that name',
        change: ({ target }) => `Check ${SOURCES_OF_HOST[target.kind]}: the runner has to find the address of ${hostOf(target)}.`,
    },
    'certificate-untrusted': {
        traits: ['stopsSweep', 'hadNoEffect'],
        seen: ({ target }) => `the certificate of ${target.host} is not trusted`,
        change: "If a proxy opens TLS, set NODE_EXTRA_CA_CERTS in the job's env to the file with the proxy's CA certificate.",
    },
    'proxy-failed': {
        traits: ['isTransient', 'hadNoEffect'],
        seen: 'the proxy does not let the call through',
        change: ({ target }) => `Check HTTPS_PROXY with its username and password, allow ${target.host} in the proxy, or name it in NO_PROXY.`,
    },
    'answer-unreadable': {
        traits: ['isTransient'],
        seen: 'the answer does not come from AWS',
        change: ({ target }) => `Check what stands between the runner and ${hostOf(target)}, for instance a proxy that answers with its own page.`,
    },
    'operation-unknown': {
        traits: ['stopsSweep', 'hadNoEffect'],
        seen: 'the endpoint does not know this operation',
        change: 'Check AWS_ENDPOINT_URL: not every emulator has every operation.',
    },
    'concurrent-change': {
        traits: ['isTransient'],
        seen: 'something else changed the user at the same moment',
        change: 'Run the job again, and keep other jobs and Lambda triggers from changing this user meanwhile.',
    },
    'service-failed': {
        traits: ['isTransient'],
        seen: 'AWS has a fault of its own',
        change: 'Run the job again. If it fails again, see health.aws.amazon.com.',
    },
    'call-refused': {
        seen: 'AWS refused it for a reason that this action does not know',
        change: ({ operation }) => `Possible causes: ${possibleCauses(operation)}. Look up the error name in AWS's API reference of this operation, and please report it.`,
    },
};
function whetherReached({ target }) {
    return `Check that the runner reaches ${hostOf(target)}, and the proxy in HTTPS_PROXY, if there is one.`;
}
function hostOf({ kind, host }) {
    return kind === 'user-pool-domain' ? host : `${host} (or what AWS_ENDPOINT_URL names, if it is set)`;
}
const SOURCES_OF_HOST = {
    'user-pool': 'user-pool-id and aws-region',
    'app-client': 'user-pool-id and aws-region',
    'user-pool-domain': 'domain (and aws-region, where domain is a prefix)',
    role: 'aws-region',
};
/** What each operation depends on, for reasons that nobody knows. */
function possibleCauses(operation) {
    switch (operation.replace(/^Admin/, '')) {
        case 'CreateUser':
        case 'SignUp':
            return 'username-format, user-attributes, or the settings and Lambda triggers of the user pool';
        case 'InitiateAuth':
        case 'RespondToAuthChallenge':
            return 'username, password, client-id, client-secret, auth-flow, the state of the user, or a Lambda trigger of the user pool';
        case 'GetTokensFromRefreshToken':
        case 'RevokeToken':
            return 'the refresh token (expired, revoked, of another app client), client-id or client-secret';
        case 'AssumeRoleWithWebIdentity':
            return "role-to-assume, audience, the role's trust policy, or the account's IAM identity provider for GitHub";
        default:
            return 'an input of this step, the settings of the user pool or app client, or an endpoint that is not Cognito';
    }
}

;// CONCATENATED MODULE: ./build/failures/words/login-page.js
/** What there is beside the login page, documented by AWS. */
const OTHER_WAY = 'Or set another auth-flow, and have a pre token generation trigger (version 2 or 3) add the scopes.';
const LOGIN_PAGE_FAILURES = {
    'redirect-uri-wrong': {
        traits: ['hadNoEffect'],
        seen: "redirect-uri is not one of the app client's callback URLs",
        change: 'Set redirect-uri to one of the Allowed callback URLs of the app client (CallbackURLs), to the letter: a port, upper case and a slash at the end count.',
    },
    'code-grant-disabled': {
        traits: ['hadNoEffect'],
        seen: 'the app client may not use the authorization code grant, or is not of this user pool domain',
        change: 'Check client-id and domain. In the login pages settings of the app client, allow the OAuth grant type authorization code (AllowedOAuthFlows: [code], AllowedOAuthFlowsUserPoolClient: true).',
    },
    'code-rejected': {
        seen: 'the token endpoint does not accept the code that the login page gave',
        change: 'Run the job again: a code is good for 5 minutes, once. If it goes on, let the app client read all attributes of its scopes (ReadAttributes).',
    },
    'managed-login': {
        traits: ['hadNoEffect'],
        seen: 'the user pool domain has managed login, whose page is made for browsers alone',
        change: `Set the branding version of the domain to Hosted UI (classic) (ManagedLoginVersion: 1), best on a domain that is for tests alone. ${OTHER_WAY}`,
    },
    'login-pages-unavailable': {
        traits: ['hadNoEffect'],
        seen: 'the user pool domain has no login page for this app client',
        change: `Managed login needs a branding style for each app client, and this action cannot use its page: set the branding version of the domain to Hosted UI (classic) (ManagedLoginVersion: 1). ${OTHER_WAY}`,
    },
    'login-elsewhere': {
        traits: ['hadNoEffect'],
        seen: 'the user pool domain sends the user to another host',
        change: 'Let the app client sign users in by the user pool itself (SupportedIdentityProviders: [COGNITO]), not by an identity provider alone; and check the proxy, if there is one.',
    },
};

;// CONCATENATED MODULE: ./build/failures/words/sign-in.js
const SIGN_IN_FAILURES = {
    'sign-in-rejected': {
        seen: 'Cognito does not accept this username and password',
        change: "Check the secrets that username and password come from, and that client-id belongs to the user's user pool.",
    },
    'user-unknown': {
        seen: 'the user pool of the app client has no such user',
        change: "Check the secret that username comes from, and that client-id belongs to the user's user pool.",
    },
    'ephemeral-user-rejected': {
        seen: 'Cognito does not accept the user that was just created',
        change: ({ about }) => 'Check client-id and user-pool-id: most likely client-id is an app client of another user pool.' +
            (about === 'PASSWORD_VERIFIER' ? " Check the runner's clock too: Cognito rejects late SRP answers." : ''),
    },
    'sign-in-locked': {
        seen: 'too many wrong passwords have locked this user temporarily',
        change: 'Correct the secret that password comes from, then wait: the lock doubles with each failure, up to 15 minutes.',
    },
    'sign-in-blocked': {
        seen: "the user pool's threat protection blocked the sign-in",
        change: ({ operation }) => `Add the runner's addresses to the always-allow list of the user pool's threat protection, or use a user pool without it for tests.${operation === 'The login page'
            ? ' At the login page it also wants the fingerprint of a browser, which there is not.'
            : ''}`,
    },
    'attempts-exhausted': {
        seen: "the user has reached Cognito's hourly limit of attempts",
        change: 'Wait an hour, or sign in another user.',
    },
    'auth-flow-disabled': {
        seen: ({ about: flow }) => `the app client does not allow the auth flow${flow === undefined ? '' : ` ${flow}`}`,
        change: ({ about: flow, operation }) => operation === 'GetClientToken'
            ? "Set ALLOW_CLIENT_TOKEN_AUTH, and no other flow, in the app client's authentication flows (ExplicitAuthFlows). If it has the OAuth grant client credentials instead, set domain."
            : `Add ${flow === undefined ? 'ALLOW_ and its name' : `ALLOW_${flow}`} to the app client's authentication flows (ExplicitAuthFlows)${flow === 'REFRESH_TOKEN_AUTH' ? '' : ', or set auth-flow to one that it allows'}.`,
    },
    'plan-without-feature': {
        seen: "the user pool's feature plan does not have what this auth flow needs",
        change: 'Set auth-flow: USER_PASSWORD_AUTH, or switch the user pool to the feature plan Essentials (UserPoolTier).',
    },
    'client-secret-needed': {
        traits: ['hadNoEffect', 'mayBeMissingSecret'],
        seen: 'the app client has a client secret, but this step has none',
        change: 'Set client-secret, from a secret of the repository or environment.',
    },
    'client-secret-wrong': {
        traits: ['hadNoEffect'],
        seen: 'the client secret does not belong to the app client',
        change: 'Check that client-secret and client-id are of the same app client, and that the secret has not been rotated.',
    },
    'client-secret-not-wanted': {
        traits: ['hadNoEffect'],
        seen: 'the app client has no client secret',
        change: ({ operation }) => operation === 'GetClientToken'
            ? 'Set client-id to the app client that client-secret is of: mode client-credentials needs one with a client secret.'
            : 'Leave client-secret out, or set client-id to the app client that has it.',
    },
    'totp-code-rejected': {
        seen: "the code of the user's authenticator app is wrong",
        change: ({ operation }) => operation === 'VerifySoftwareToken'
            ? "The code depends on the runner's clock: correct that, best with NTP."
            : 'Check that totp-secret is the base32 secret of the app that this user set up last, and that the clock of a self-hosted runner is right.',
    },
    'totp-code-used': {
        seen: "the code of the user's authenticator app was already used",
        change: 'Give each job that runs at the same time its own user: Cognito accepts a code only once, and the next one comes after 30 seconds.',
    },
    'totp-disabled': {
        seen: 'the user pool does not allow authenticator apps',
        change: 'Switch authenticator apps on in the MFA settings of the user pool, or switch MFA off.',
    },
    'session-invalid': {
        seen: 'the session of the sign-in was already used or has expired',
        change: 'Run the job again. If it happens again, raise the authentication flow session duration of the app client (AuthSessionValidity).',
    },
};

;// CONCATENATED MODULE: ./build/failures/words/tokens.js
const TOKEN_FAILURES = {
    'refresh-token-rejected': {
        seen: 'Cognito does not accept the refresh token',
        change: 'Get a new one from the app client in client-id: this one is of another app client, was revoked, has expired, or its user is gone. With refresh token rotation, each works only once: use mode: stored. If the user pool remembers devices, set device-key to the one that the refresh token belongs to.',
    },
    'access-token-rejected': {
        seen: "Cognito does not accept the user's own access token any more",
        change: ({ operation }) => `Something signed the user out, disabled it or revoked its tokens. ${operation === 'DeleteUser'
            ? 'Set role-to-assume, so that the post step has credentials to delete it with.'
            : 'To remove the device, call aws cognito-idp admin-forget-device.'}`,
    },
    'access-token-unscoped': {
        seen: "the user's own access token does not have the scope aws.cognito.signin.user.admin",
        change: ({ operation }) => operation === 'DeleteUser'
            ? 'With auth-flow: AUTHORIZATION_CODE, add this scope to scopes. With another, let the pre token generation trigger of the user pool keep it. Or set role-to-assume, so that the post step has credentials to delete the user with.'
            : 'Let the pre token generation trigger of the user pool keep this scope.',
    },
    'revocation-disabled': {
        seen: 'the app client does not allow refresh tokens to be revoked',
        change: 'Set revoke-token: false, or EnableTokenRevocation: true in the app client.',
    },
    'client-rejected': {
        seen: 'no app client of this user pool domain has this client-id and client-secret',
        change: 'Check client-id, client-secret and domain: all three must belong to the same user pool.',
    },
    'grant-disabled': {
        seen: 'the app client may not use the client credentials grant',
        change: 'In the login pages settings of the app client, make client credentials the only OAuth grant type (AllowedOAuthFlows: [client_credentials], AllowedOAuthFlowsUserPoolClient: true), with a custom scope. If it has the auth flow ALLOW_CLIENT_TOKEN_AUTH instead, remove domain and set aws-region.',
    },
    'scope-unknown': {
        seen: 'the app client does not allow a scope that was asked for',
        change: ({ operation }) => operation === 'The login page'
            ? 'Correct scopes: each must be an OpenID Connect scope or a custom scope of the app client. With email, phone or profile, add openid. Without scopes, the token has all scopes that the app client allows.'
            : "Correct scopes: each is a resource server's identifier, a slash and the scope's name, and must be a custom scope of the app client. Without scopes, the token has all scopes that the app client allows.",
    },
    'token-endpoint-missing': {
        seen: ({ operation }) => `there is no ${operation === 'The login page' ? 'login page' : 'token endpoint'} at this address`,
        change: 'Check domain: the prefix or host in the Cognito console under Branding > Domain, without a path.',
    },
};

;// CONCATENATED MODULE: ./build/failures/words/user-pool.js
const USER_POOL_FAILURES = {
    'user-pool-not-found': {
        traits: ['stopsSweep', 'hadNoEffect'],
        seen: 'the account of the credentials has no such user pool in this region',
        change: "Check user-pool-id, and that the credentials (configure-aws-credentials or role-to-assume) belong to the user pool's account.",
    },
    'app-client-not-found': {
        traits: ['hadNoEffect'],
        seen: ({ target }) => `${target.kind === 'user-pool' ? 'the user pool has' : 'this region has'} no such app client`,
        change: ({ target }) => `Check that client-id is the ID, not the name, of ${target.kind === 'user-pool'
            ? 'an app client of user-pool-id'
            : 'the app client, and that aws-region (or user-pool-id) names its region'}.`,
    },
    'group-not-found': {
        seen: 'the user pool does not have this group',
        change: 'Correct groups (names are case-sensitive), or create the group in the user pool.',
    },
    'user-attributes-not-writable': {
        traits: ['hadNoEffect'],
        seen: 'the app client may not write one of the user attributes',
        change: "Allow the names in user-attributes in the app client's attribute write permissions (WriteAttributes), or set create-with: admin, which does not need them.",
    },
    'alias-taken': {
        traits: ['hadNoEffect'],
        seen: 'another user of the user pool has this e-mail address or phone number',
        change: 'Remove email and phone_number from user-attributes, or give values there that no other user of the user pool has.',
    },
    'user-creation-not-allowed': {
        seen: 'the settings of the user pool do not allow this user to be created',
        change: 'AWS does not say why. Check the Lambda triggers of the user pool, its MFA and message settings, and whether a required attribute is immutable (then set it in user-attributes).',
    },
    'user-vanished': {
        seen: 'the user pool does not know the user that was just created',
        change: 'Something may delete users while jobs run: a sweep with a small max-age-hours, a Lambda trigger, another clean-up. If not, run the job again.',
    },
    'signed-up-elsewhere': {
        seen: 'the user that just signed up is not in this user pool',
        change: 'Correct client-id or user-pool-id: client-id is an app client of another user pool. The user is in that user pool. A sweep there deletes it.',
    },
    'password-too-weak': {
        traits: ['hadNoEffect'],
        seen: "the password does not meet the user pool's policy",
        change: "Raise password-length to the policy's minimum length (at most 99).",
    },
    'sign-up-disabled': {
        traits: ['hadNoEffect'],
        seen: 'the user pool does not allow users to sign up',
        change: 'Set create-with: admin, or allow self-registration in the user pool (AllowAdminCreateUserOnly: false).',
    },
    'message-not-sent': {
        seen: 'Cognito cannot send the user its message',
        change: ({ operation }) => operation === 'SignUp'
            ? 'Set create-with: admin, which sends none; or correct the e-mail or SMS settings of the user pool (without Amazon SES, all user pools of the AWS account together send 50 e-mails a day) and set email-domain: simulator.amazonses.com.'
            : 'Correct the e-mail or SMS settings of the user pool, or have its users sign in with an authenticator app instead.',
    },
    'user-confirmed-already': {
        seen: 'the user is confirmed already',
        change: 'You need not change anything.',
    },
    'user-pool-misconfigured': {
        seen: 'the settings of the user pool contradict each other',
        change: 'AWS does not say which. Check MFA first, with its e-mail and SMS settings, then the Lambda triggers.',
    },
    'replica-pool': {
        traits: ['stopsSweep', 'hadNoEffect'],
        seen: 'this region has only a replica of the user pool, where users cannot be created',
        change: 'Set user-pool-id (and aws-region) to the user pool of the primary region.',
    },
};

;// CONCATENATED MODULE: ./build/failures/words/plain.js
/**
 * The failures of calls whose code says it all.
 */






const PLAIN_FAILURES = {
    ...ACCESS_FAILURES,
    ...USER_POOL_FAILURES,
    ...SIGN_IN_FAILURES,
    ...LOGIN_PAGE_FAILURES,
    ...TOKEN_FAILURES,
    ...CONNECTION_FAILURES,
};

// EXTERNAL MODULE: ./build/lists.js
var lists = __webpack_require__(4521);
;// CONCATENATED MODULE: ./build/failures/words/told.js
/**
 * The words for refusals of which the message tells more than the code.
 */

const TOLD_FAILURES = {
    'access-denied': {
        traits: ['stopsSweep', 'hadNoEffect'],
        seen: ({ policy }) => `IAM does not allow it${policy === undefined ? '' : `, because of the ${policy}`}`,
        change: ({ call: { operation, target }, policy }) => {
            const input = NEEDED_BY.get(operation);
            return `Allow cognito-idp:${operation}${input === undefined ? '' : `, which ${input} needs,`} on ${target.arn ?? 'the user pool'} ${policy === undefined
                ? "for the role or user whose credentials this job uses. It must belong to the user pool's account"
                : `in that ${policy}, too`}.`;
        },
    },
    'username-format-wrong': {
        traits: ['hadNoEffect'],
        seen: 'the user pool wants usernames of another form',
        change: ({ formats }) => `Set username-format: ${(0,lists/* orList */.A)(formats)}.`,
    },
    'user-attributes-missing': {
        traits: ['hadNoEffect'],
        seen: ({ attributes }) => `the user pool requires user attributes that are missing${named(attributes)}`,
        change: ({ attributes }) => `Add ${(0,lists/* andList */.c)(attributes) || 'them'} to user-attributes as name=value, one on each line.`,
    },
    'user-attributes-refused': {
        traits: ['hadNoEffect'],
        seen: ({ attributes }) => `the user pool does not accept ${attributes.length === 0 ? 'a user attribute' : `the user attribute ${(0,lists/* andList */.c)(attributes)}`}`,
        change: "Correct user-attributes: leave out what the user pool's schema does not have (custom names begin with custom:), and give values in the form that Cognito wants (birthdate YYYY-MM-DD, phone_number + and digits).",
    },
    'value-malformed': {
        traits: ['hadNoEffect'],
        seen: ({ input }) => `Cognito does not accept the form of ${input === undefined ? 'a value' : `the value in ${input}`}`,
        change: ({ call, input }) => malformedAdvice(input, call.operation),
    },
    'user-not-ready': {
        seen: ({ state }) => USER_STATES[state][0],
        change: ({ state }) => USER_STATES[state][1],
    },
    'login-page-challenge': {
        seen: ({ challenge }) => `the login page asks the user for more than a password${challenge === undefined ? '' : `: ${challenge}`}`,
        change: ({ challenge }) => challenge === 'NEW_PASSWORD_REQUIRED'
            ? `${SET_PASSWORD} The other auth flows do not answer this challenge either.`
            : 'Sign in a user without a second factor there; or set auth-flow: USER_PASSWORD_AUTH, which can answer the challenge of an authenticator app. Its tokens have no custom scopes, unless a pre token generation trigger (version 2 or 3) adds them.',
    },
    'lambda-trigger-failed': {
        seen: ({ trigger }) => `${trigger === undefined ? 'a Lambda trigger' : `the Lambda trigger ${trigger}`} of the user pool failed or refused the user`,
        change: 'Read the log of its function in CloudWatch. If the function expects client metadata, set client-metadata.',
    },
    'machine-misconfigured': {
        traits: ['stopsSweep', 'hadNoEffect'],
        seen: ({ setting }) => settingWords(setting)[0],
        change: ({ setting }) => settingWords(setting)[1],
    },
};
function settingWords(setting) {
    switch (setting) {
        case 'AWS_ACCESS_KEY_ID':
        case 'AWS_SESSION_TOKEN':
            return [
                `${setting} has a line break or another character that is not allowed`,
                `Store the secret again without it, for instance with printf %s "$VALUE" | gh secret set ${setting} in a shell.`,
            ];
        case 'AWS_PROFILE':
            return [
                'the profile that AWS_PROFILE names gives no credentials',
                'Remove AWS_PROFILE from the env of the job: it hides AWS_ACCESS_KEY_ID. Or correct the profile in the AWS files of the runner.',
            ];
        case 'AWS_DEFAULTS_MODE':
            return [
                'AWS_DEFAULTS_MODE is not one of the modes of AWS',
                'Correct AWS_DEFAULTS_MODE (or defaults_mode in the AWS config file of the runner), for instance to standard. Or remove it.',
            ];
        case 'AWS_USE_FIPS_ENDPOINT':
        case 'AWS_USE_DUALSTACK_ENDPOINT':
            return [
                `${setting} does not go with this region or endpoint`,
                `Remove ${setting} (or its line in the AWS config file of the runner), or remove AWS_ENDPOINT_URL.`,
            ];
        case undefined:
            return [
                'something on this machine stops the call from being sent',
                'Check the environment variables of the job that begin with AWS_, and the files in ~/.aws of the runner. If they are right, please report it as a bug.',
            ];
        default:
            return [
                `what ${setting} names cannot be read`,
                `Correct or remove ${setting}, or set this action's own input role-to-assume, which does not need it.`,
            ];
    }
}
/** The IAM actions that not every use of the action calls. */
const NEEDED_BY = new Map([
    ['AdminAddUserToGroup', 'the input groups'],
    ['AdminInitiateAuth', 'auth-flow: ADMIN_USER_PASSWORD_AUTH'],
    ['AdminRespondToAuthChallenge', 'auth-flow: ADMIN_USER_PASSWORD_AUTH'],
    ['AdminConfirmSignUp', 'create-with: sign-up'],
    ['ListUsers', 'the sweep'],
]);
function named(attributes) {
    return attributes.length === 0 ? '' : `: ${(0,lists/* andList */.c)(attributes)}`;
}
const CREATING = ['AdminCreateUser', 'AdminSetUserPassword', 'SignUp'];
function malformedAdvice(input, operation) {
    if (CREATING.includes(operation) && (input === 'username' || input === 'password')) {
        return 'The action generated this value: please report it as a bug.';
    }
    return input === 'user-attributes'
        ? 'Correct user-attributes: names have 32 characters at most, values 2048.'
        : `Correct ${input ?? 'the inputs that this operation uses'}. The usual reason is white space or an invisible character.`;
}
const SET_PASSWORD = 'Set a permanent password: aws cognito-idp admin-set-user-password --permanent.';
const USER_STATES = {
    disabled: ['the user is disabled', 'Enable the user: aws cognito-idp admin-enable-user.'],
    unconfirmed: [
        'the user signed up and was never confirmed',
        'Confirm the user: aws cognito-idp admin-confirm-sign-up.',
    ],
    'reset-required': ['the user has to reset the password', SET_PASSWORD],
    federated: [
        'the user comes from an identity provider, and has no password in the user pool',
        'Sign in a user who has a password in the user pool itself.',
    ],
    'temporary-password-expired': ['the temporary password of the user has expired', SET_PASSWORD],
};

;// CONCATENATED MODULE: ./build/failures/words/index.js



const WITH_FACTS = { ...OWN_FAILURES, ...TOLD_FAILURES };
const PLAIN = PLAIN_FAILURES;
/** What a code means to the rest of the program. */
function traitsOf(code) {
    return { ...WITH_FACTS, ...PLAIN }[code].traits ?? [];
}
function wordsOf(part, failure) {
    return isPlain(failure) ? textOf(PLAIN[failure.code][part], failure.call) : wordsOfFacts(part, failure);
}
function isPlain(failure) {
    return Object.hasOwn(PLAIN, failure.code);
}
function wordsOfFacts(part, failure) {
    const row = WITH_FACTS[failure.code];
    return textOf(row[part], failure);
}
function textOf(text, facts) {
    return typeof text === 'function' ? text(facts) : text;
}

;// CONCATENATED MODULE: ./build/failures/action-error.js
/**
 * The error that says what to change, and the messages for whatever was thrown.
 */



/** The only error that the action's own code throws. Its message is fit for the log. */
class ActionError extends Error {
    name = 'ActionError';
    failure;
    constructor(failure) {
        super(sentences(finding(failure), wordsOf('change', failure)));
        this.failure = failure;
    }
}
/** Whether what was thrown is an `ActionError` with this code. */
function isFailure(error, code) {
    return error instanceof ActionError && error.failure.code === code;
}
/** Whether it is an `ActionError` with a code that means this. */
function hasTrait(error, meaning) {
    return error instanceof ActionError && traitsOf(error.failure.code).includes(meaning);
}
/** Whether it is a failed call, with this error name. */
function isServiceError(error, errorName) {
    return error instanceof ActionError && 'call' in error.failure && error.failure.errorName === errorName;
}
/** The same refusal of a service under another code, for who knows more of it than the service said. */
function withCode(error, code) {
    const { failure } = error;
    return 'call' in failure ? new ActionError({ ...failure, code }) : error;
}
/**
 * The message for whatever was thrown, with the place to read on. Of an error that is not ours it gives the name alone: its text may hold
 * anything.
 *
 * @param troubleshooting where `docs/troubleshooting.md` can be read
 * @param hint one more thing to change
 */
function formatMessage(error, troubleshooting, hint = '') {
    const { message, failure } = asActionError(error);
    return sentences(message, hint, `See ${troubleshooting}#${failure.code}`);
}
/** What was seen, without what to change. */
function describeProblem(error) {
    return finding(asActionError(error).failure);
}
function asActionError(error) {
    return error instanceof ActionError ? error : new ActionError({ code: 'unexpected', errorName: (0,error_name/* nameOf */.Vb)(error) });
}
function finding(failure) {
    const seen = wordsOf('seen', failure);
    return 'call' in failure ? `${callText(failure.call)} failed: ${seen} (${evidenceText(failure)}).` : seen;
}
function sentences(...all) {
    return all.filter((sentence) => sentence !== '').join(' ');
}


/***/ }),

/***/ 8010:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ai: () => (/* binding */ vettedName),
/* harmony export */   NE: () => (/* binding */ CERTIFICATE_ERROR),
/* harmony export */   Vb: () => (/* binding */ nameOf)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9368);
/**
 * Names of errors, which come from whoever threw or answered: one that is no name is not shown.
 */

/** Names that say nothing: the telling one is in `code`, for instance `ECONNREFUSED`. */
const GENERIC_NAMES = ['Error', 'TypeError', 'AggregateError', 'AxiosError', 'TimeoutError', ''];
/** The name of what was thrown, as AWS or Node.js has it. */
function nameOf(error) {
    const name = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textIn */ .r7)(error, 'name');
    return vettedName((GENERIC_NAMES.includes(name) && (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textIn */ .r7)(error, 'code')) || name);
}
function vettedName(name) {
    return /^[A-Za-z][\w.]{0,63}$/.test(name) ? name : 'unknown error';
}
/** https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE_ERROR = /^(UNABLE_TO_|CERT_|ERR_TLS_CERT_)|SELF_SIGNED_CERT/;


/***/ }),

/***/ 9368:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _F: () => (/* binding */ fieldOf),
/* harmony export */   qF: () => (/* binding */ parseJson),
/* harmony export */   r7: () => (/* binding */ textIn)
/* harmony export */ });
/**
 * Reads values that can be anything: JSON, which may hold a secret, and what others have thrown.
 */
/** Undefined where it is no JSON. What the parser would say quotes the text. */
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** A field of an object; undefined of anything else. */
function fieldOf(value, name) {
    return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
/** A field that is text; empty where it is none. */
function textIn(value, name) {
    const field = fieldOf(value, name);
    return typeof field === 'string' ? field : '';
}


/***/ }),

/***/ 4521:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ orList),
/* harmony export */   c: () => (/* binding */ andList)
/* harmony export */ });
/** Lists of words in a sentence. British English has no comma before the last one. */
/** `a`, `a or b`, `a, b or c`. */
function orList(words) {
    return listOf(words, 'disjunction');
}
/** `a`, `a and b`, `a, b and c`. */
function andList(words) {
    return listOf(words, 'conjunction');
}
/** Made when it is used, by messages alone: a format takes 20 ms to begin with. */
function listOf(words, type) {
    return new Intl.ListFormat('en-GB', { type }).format(words);
}


/***/ })

};
