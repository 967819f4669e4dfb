import type { UserPoolTarget } from '../cognito/types.ts';
import { checkDependents } from './checks.ts';
import { readDomain, readUserScopes } from './oauth.ts';
import type { InputReader } from './reading/reader.ts';
import { AUTH_FLOWS } from './rules.ts';

const REFRESH_ADVICE = 'To use a refresh token, set mode: refresh and remove auth-flow.';

/** Advice for other auth flows of Cognito, by their lower-case names. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  ['admin_no_srp_auth', 'Its new name is ADMIN_USER_PASSWORD_AUTH.'],
  ['custom_challenge', 'Did you mean CUSTOM_AUTH?'],
  ['refresh_token_auth', REFRESH_ADVICE],
  ['refresh_token', REFRESH_ADVICE],
]);

/** When CUSTOM_AUTH verifies the password by SRP, before its challenges. */
type SrpStart = 'first' | 'never' | 'if-refused';

/** @param userPool may have an empty ID if the auth flow does not need it */
export function readAuthFlow(reader: InputReader, userPool: UserPoolTarget, srp: SrpStart) {
  const name = reader.choice('auth-flow', AUTH_FLOWS, ADVICE);
  checkDependents(reader, 'auth-flow', name);
  switch (name) {
    case 'USER_SRP_AUTH':
      return { name, userPoolId: userPool.userPoolId };
    case 'ADMIN_USER_PASSWORD_AUTH':
      return { name, userPool };
    case 'CUSTOM_AUTH':
      if (srp === 'first') {
        reader.require('user-pool-id', 'with auth-flow CUSTOM_AUTH and a password');
      }
      return { name, userPoolId: userPool.userPoolId, srp, answers: reader.lines('challenge-answers') };
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
