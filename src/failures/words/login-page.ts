/**
 * The words for the user pool's own login page, and for the authorization code grant behind it.
 */
import type { CallEntries } from './entry.ts';

/** What there is beside the login page, documented by AWS. */
export const OTHER_WAY =
  'Or set another auth-flow, and have a pre token generation trigger (version 2 or 3) add the scopes.';

export const LOGIN_PAGE_FAILURES = {
  'redirect-uri-wrong': {
    traits: ['hadNoEffect'],
    seen: "redirect-uri is not one of the app client's callback URLs",
    change:
      'Set redirect-uri to one of the Allowed callback URLs of the app client (CallbackURLs), to the letter: a port, upper case and a slash at the end count.',
  },
  'code-grant-disabled': {
    traits: ['hadNoEffect'],
    seen: 'the app client may not use the authorization code grant, or is not of this user pool domain',
    change:
      'Check client-id and domain. In the login pages settings of the app client, allow the OAuth grant type authorization code (AllowedOAuthFlows: [code], AllowedOAuthFlowsUserPoolClient: true).',
  },
  'code-rejected': {
    seen: 'the token endpoint does not accept the code that the login page gave',
    change:
      'Run the job again: a code is good for 5 minutes, once. If it goes on, let the app client read all attributes of its scopes (ReadAttributes).',
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
    change:
      'Let the app client sign users in by the user pool itself (SupportedIdentityProviders: [COGNITO]), not by an identity provider alone; and check the proxy, if there is one.',
  },
} as const satisfies CallEntries;
