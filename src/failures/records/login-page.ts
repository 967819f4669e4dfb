/** Failures of the user pool's own login page, and of the authorization code grant behind it. */
import { callFailure, on } from '../record.ts';
import { OAUTH, type ServiceEvidence } from '../service-failure.ts';
import { answered, CODE_GRANT, LOGIN_PAGE, refused, refusedGrant } from './examples.ts';

const OTHER_AUTH_FLOW =
  'Or set another auth-flow, and have a pre token generation trigger (version 2 or 3) add the scopes.';
const PAGE: ServiceEvidence = { call: LOGIN_PAGE, errorName: undefined, httpStatus: 200, requestId: undefined };

/** The operations of the authorization code grant. */
const CODE_GRANT_ONLY = new RegExp(`^(${OAUTH.loginPage}|${OAUTH.codeGrant}):`);

export const LOGIN_PAGE_FAILURES = {
  'redirect-uri-wrong': callFailure({
    matches: [on('redirect_mismatch')],
    traits: ['hadNoEffect'],
    problem: "redirect-uri is not one of the app client's callback URLs",
    fix: 'Set redirect-uri to exactly one of the Allowed callback URLs of the app client (CallbackURLs): the port, upper case and a slash at the end matter.',
    example: refused(LOGIN_PAGE, 'redirect_mismatch', '', 302),
  }),
  'code-grant-disabled': callFailure({
    matches: [on('unauthorized_client', CODE_GRANT_ONLY)],
    traits: ['hadNoEffect'],
    problem: 'the app client may not use the authorization code grant, or is not of this user pool domain',
    fix: 'Check client-id and domain. In the login pages settings of the app client, allow the OAuth grant type authorization code (AllowedOAuthFlows: [code], AllowedOAuthFlowsUserPoolClient: true).',
    example: refused(LOGIN_PAGE, 'unauthorized_client', '', 302),
  }),
  'code-rejected': callFailure({
    matches: [on('invalid_grant', CODE_GRANT_ONLY)],
    problem: 'the token endpoint does not accept the code that the login page gave',
    fix: 'Run the job again: a code works only once, within 5 minutes. If it fails again, let the app client read all attributes of its scopes (ReadAttributes).',
    example: refusedGrant(CODE_GRANT, 'invalid_grant'),
  }),
  /** `challenge`: as Cognito's API names it; undefined where the page does not say. */
  'login-page-challenge': callFailure<{ challenge: string | undefined }>({
    problem: ({ challenge }) =>
      `the login page asks the user for more than a password${challenge === undefined ? '' : `: ${challenge}`}`,
    fix: ({ challenge }) =>
      challenge === 'NEW_PASSWORD_REQUIRED'
        ? 'Set a permanent password: aws cognito-idp admin-set-user-password --permanent. The other auth flows do not answer this challenge either.'
        : 'Sign in a user without a second factor there; or set auth-flow: USER_PASSWORD_AUTH, which can answer the challenge of an authenticator app. Its tokens have no custom scopes, unless a pre token generation trigger (version 2 or 3) adds them.',
    example: { ...PAGE, challenge: 'SMS_MFA' },
  }),
  'managed-login': callFailure({
    traits: ['hadNoEffect'],
    problem: 'the user pool domain has managed login, whose page works only in browsers',
    fix: `Set the branding version of the domain to Hosted UI (classic) (ManagedLoginVersion: 1), best on a domain dedicated to tests. ${OTHER_AUTH_FLOW}`,
    example: PAGE,
  }),
  'login-pages-unavailable': callFailure({
    traits: ['hadNoEffect'],
    problem: 'the user pool domain has no login page for this app client',
    fix: `Managed login needs a branding style for each app client, and this action cannot use its page: set the branding version of the domain to Hosted UI (classic) (ManagedLoginVersion: 1). ${OTHER_AUTH_FLOW}`,
    example: answered(LOGIN_PAGE, undefined, 403),
  }),
  'login-elsewhere': callFailure({
    traits: ['hadNoEffect'],
    problem: 'the user pool domain sends the user to another host',
    fix: 'Let the app client sign users in with the user pool itself (SupportedIdentityProviders: [COGNITO]), not only with an identity provider; and check the proxy, if there is one.',
    example: answered(LOGIN_PAGE, undefined, 302),
  }),
};
