/**
 * The inputs of an app client that signs in for itself.
 */

import { andList } from '../lists.ts';
import { readDomain, readScopes } from './domain.ts';
import type { InputReader } from './reading/reader.ts';

/**
 * Those of OpenID Connect, and that of a signed-in user.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
 */
const SCOPES_OF_USERS = ['openid', 'email', 'profile', 'phone', 'aws.cognito.signin.user.admin'];

/** Who gives the token: the token endpoint of a user pool domain, by its origin; or Cognito's API (`GetClientToken`), which needs no domain. */
export type ClientTokenSource =
  | { readonly kind: 'token-endpoint'; readonly domain: string }
  | { readonly kind: 'api'; readonly region: string };

export function readTokenSource(reader: InputReader, knownRegion: string | undefined): ClientTokenSource {
  if (reader.text('domain') !== '') {
    return { kind: 'token-endpoint', domain: readDomain(reader, knownRegion) };
  }
  if (knownRegion === undefined) {
    reader.noteEmpty(
      'domain',
      'is empty, and so is aws-region. Set domain; or aws-region, where the app client has the auth flow ALLOW_CLIENT_TOKEN_AUTH.',
    );
  }
  return { kind: 'api', region: knownRegion ?? '' };
}

/** Empty for all that the app client allows. */
export function readClientScopes(reader: InputReader): readonly string[] {
  const scopes = readScopes(reader);
  const ofUsers = scopes.filter((scope) => SCOPES_OF_USERS.includes(scope));
  if (ofUsers.length > 0) {
    const names = andList(ofUsers);
    reader.note(
      'scopes',
      `has ${names}, which only users get. Remove ${names}: an app client gets scopes of resource servers, like orders/read.`,
    );
  }
  return scopes;
}
