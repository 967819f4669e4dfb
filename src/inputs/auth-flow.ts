import type { UserPoolTarget } from '../cognito/types.ts';
import { checkDependents } from './checks.ts';
import { readDomain, readUserScopes } from './oauth.ts';
import type { InputReader } from './reading/reader.ts';
import { AUTH_FLOWS } from './rules.ts';

const REFRESH_ADVICE = 'To use a refresh token, set mode: refresh and remove auth-flow.';

/** Advice for other auth flows of Cognito, by their lower-case names. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  ['admin_no_srp_auth', 'Its new name is ADMIN_USER_PASSWORD_AUTH.'],
  ['refresh_token_auth', REFRESH_ADVICE],
  ['refresh_token', REFRESH_ADVICE],
  ['custom_auth', 'This action cannot answer custom challenges.'],
]);

/** @param userPool may have an empty ID if the auth flow does not need it */
export function readAuthFlow(reader: InputReader, userPool: UserPoolTarget) {
  const name = reader.choice('auth-flow', AUTH_FLOWS, ADVICE);
  checkDependents(reader, 'auth-flow', name);
  switch (name) {
    case 'USER_SRP_AUTH':
      return { name, userPoolId: userPool.userPoolId };
    case 'ADMIN_USER_PASSWORD_AUTH':
      return { name, userPool };
    case 'AUTHORIZATION_CODE':
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
