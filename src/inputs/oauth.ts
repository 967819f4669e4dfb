/** Reads the inputs of the OAuth 2.0 endpoints: the user pool domain and the scopes. */
import { andList } from '../lists.ts';
import { SCOPES } from './formats/user-pool.ts';
import { rejectIdTokenHeader } from './probe.ts';
import type { InputReader } from './reading/reader.ts';
import { requireRegion } from './user-pool.ts';

/**
 * The scopes of OpenID Connect, and the scope of the user's own API calls.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
 */
const USER_SCOPES = ['openid', 'email', 'profile', 'phone', 'aws.cognito.signin.user.admin'];

/** Partitions without user pools (China), or whose hosts of prefix domains AWS does not document. */
const UNKNOWN_HOSTS = /^(?:cn|eusc|[a-z]+-iso[a-z]*)-/;

/**
 * Resolves a domain that is given as prefix, host or URL.
 *
 * @returns its origin, with the path that emulators have before `/oauth2/token`
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
 */
export function readDomain(reader: InputReader, region: string | undefined): string {
  const domain = reader.value('domain');
  if (reader.hasProblem('domain')) {
    return domain;
  }
  if (domain.includes('://')) {
    const { origin, pathname } = new URL(domain);
    return origin + pathname.replace(/\/(?:oauth2\/token)?$/, '');
  }
  if (domain.includes('.')) {
    return `https://${domain}`;
  }
  const requiredRegion = requireRegion(reader, region);
  if (UNKNOWN_HOSTS.test(requiredRegion)) {
    const fix = 'Set domain to the whole host, like auth.example.com.';
    reader.addProblem('domain', `is a prefix, whose host in ${requiredRegion} this action does not know. ${fix}`);
  }
  // GovCloud has only FIPS endpoints.
  const service = requiredRegion.startsWith('us-gov-') ? 'auth-fips' : 'auth';
  return `https://${domain}.${service}.${requiredRegion}.amazoncognito.com`;
}

/** Chooses the token endpoint of the domain or, without a domain, Cognito's API (`GetClientToken`). */
export function readTokenSource(reader: InputReader, region: string | undefined) {
  if (reader.text('domain') !== '') {
    return { kind: 'token-endpoint' as const, domain: readDomain(reader, region) };
  }
  if (region === undefined) {
    const alternative = 'If the app client has the auth flow ALLOW_CLIENT_TOKEN_AUTH, you can set aws-region instead.';
    reader.addMissing('domain', `is empty, and so is aws-region. Set domain. ${alternative}`);
  }
  return { kind: 'api' as const, region: region ?? '' };
}

/** @returns an empty list for all scopes that the app client allows */
export function readClientScopes(reader: InputReader): readonly string[] {
  const scopes = reader.list('scopes', SCOPES);
  const userScopes = scopes.filter((scope) => USER_SCOPES.includes(scope));
  if (userScopes.length > 0) {
    const names = andList(userScopes);
    const reason = 'an app client gets only scopes of resource servers, like orders/read.';
    reader.addProblem('scopes', `contains ${names}, which only users get. Remove ${names}: ${reason}`);
  }
  return scopes;
}

/** @returns an empty list for all scopes that the app client allows */
export function readUserScopes(reader: InputReader): readonly string[] {
  const scopes = reader.list('scopes', SCOPES);
  if (scopes.length > 0 && !scopes.includes('openid')) {
    rejectIdTokenHeader(reader, 'without the scope openid', 'Add openid to scopes, or use {access-token}.');
    if (reader.text('identity-pool-id') !== '') {
      reader.addProblem('scopes', 'does not contain openid, but identity-pool-id needs an ID token. Add openid.');
    }
  }
  return scopes;
}
