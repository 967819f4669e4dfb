/**
 * The auth flow, with what it needs to know.
 */
import type { AuthFlow, UserPoolTarget } from '../world/ports.ts';
import type { InputReader } from './reading/reader.ts';

export const AUTH_FLOWS = ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'USER_AUTH'] as const;

/** Auth flows that are known from elsewhere. */
const ADVICE: ReadonlyMap<string, string> = new Map([
  ['ADMIN_NO_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH is its newer name.'],
  ['REFRESH_TOKEN_AUTH', 'For a refresh token set mode: refresh, and remove auth-flow.'],
  ['REFRESH_TOKEN', 'For a refresh token set mode: refresh, and remove auth-flow.'],
  ['CUSTOM_AUTH', 'This action cannot answer custom challenges.'],
]);

/** @param userPool whose ID may be empty where the auth flow does not need it */
export function readAuthFlow(reader: InputReader, userPool: UserPoolTarget): AuthFlow {
  const name = reader.choice('auth-flow', AUTH_FLOWS, ADVICE);
  switch (name) {
    case 'USER_SRP_AUTH':
      reader.require('user-pool-id', `with auth-flow ${name}`);
      return { name, userPoolId: userPool.userPoolId };
    case 'ADMIN_USER_PASSWORD_AUTH':
      reader.require('user-pool-id', `with auth-flow ${name}`);
      return { name, userPool };
    default:
      return { name };
  }
}
