/**
 * The auth flow, with what it needs to know.
 */
import type { AuthFlow, UserPoolTarget } from '../platform/ports-cognito.ts';
import { checkMeaning } from './checks.ts';
import { readDomain, readScopes } from './domain.ts';
import { checkIdToken } from './probe.ts';
import type { InputReader } from './reading/reader.ts';

const API_FLOWS = ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'USER_AUTH'] as const;
const LOGIN_PAGE_FLOW = 'AUTHORIZATION_CODE';

export const AUTH_FLOWS = [...API_FLOWS, LOGIN_PAGE_FLOW] as const;

/** How a user signs in: by Cognito's API, or at the login page. */
export type SignInFlow = AuthFlow | LoginPageFlow;

/** The authorization code grant, at the user pool's own login page. */
export interface LoginPageFlow {
  readonly name: typeof LOGIN_PAGE_FLOW;
  /** Origin of the user pool domain. */
  readonly domain: string;
  /** To the letter one of the app client's callback URLs. */
  readonly redirectUri: string;
  /** Empty for all that the app client allows. */
  readonly scopes: readonly string[];
}

/** Auth flows that are known from elsewhere. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  ['ADMIN_NO_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH is its newer name.'],
  ['REFRESH_TOKEN_AUTH', 'For a refresh token set mode: refresh, and remove auth-flow.'],
  ['REFRESH_TOKEN', 'For a refresh token set mode: refresh, and remove auth-flow.'],
  ['CUSTOM_AUTH', 'This action cannot answer custom challenges.'],
]);

/** @param userPool whose ID may be empty where the auth flow does not need it */
export function readAuthFlow(reader: InputReader, userPool: UserPoolTarget): SignInFlow {
  const name = reader.choice('auth-flow', AUTH_FLOWS, ADVICE);
  for (const input of ['domain', 'redirect-uri', 'scopes'] as const) {
    checkMeaning(reader, input, 'auth-flow', name, [LOGIN_PAGE_FLOW]);
  }
  checkMeaning(reader, 'client-metadata', 'auth-flow', name, API_FLOWS);
  switch (name) {
    case 'USER_SRP_AUTH':
      reader.require('user-pool-id', `with auth-flow ${name}`);
      return { name, userPoolId: userPool.userPoolId };
    case 'ADMIN_USER_PASSWORD_AUTH':
      reader.require('user-pool-id', `with auth-flow ${name}`);
      return { name, userPool };
    case LOGIN_PAGE_FLOW:
      reader.require('domain', `with auth-flow ${name}`);
      reader.require('redirect-uri', `with auth-flow ${name}`);
      return {
        name,
        domain: readDomain(reader, userPool.region),
        redirectUri: reader.value('redirect-uri'),
        scopes: readUserScopes(reader),
      };
    default:
      return { name };
  }
}

function readUserScopes(reader: InputReader): readonly string[] {
  const scopes = readScopes(reader);
  if (scopes.length > 0 && !scopes.includes('openid')) {
    checkIdToken(
      reader,
      'without openid among scopes there is no ID token. Add openid to scopes, or write {access-token}.',
    );
  }
  return scopes;
}
