import type { AppClient } from '../app-client.ts';
import type { HttpRequest } from '../http-server.ts';
import { assert, notEmulated } from '../refusals.ts';
import type { Service } from '../service.ts';
import type { UserPool } from '../user-pool.ts';
import { refusedByPage, refusedOnDomain, refusedToClient } from './pages.ts';
import { assertExpected } from './token-endpoint.ts';

/** A request for a page of a user pool domain. */
export interface PageRequest {
  readonly request: HttpRequest;
  readonly operation: string;
  readonly service: Service;
  /** Scheme and host of the request. */
  readonly origin: string;
  readonly path: string;
  /** The query as sent. */
  readonly search: string;
  readonly query: URLSearchParams;
  /** The parameter of the query, or an empty string. */
  readonly clientId: string;
}

/** An authorization request. Every page carries it in its query and reads it again from there. */
export interface AuthorizationRequest {
  readonly pool: UserPool;
  readonly client: AppClient;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  readonly codeChallenge: string | undefined;
}

/** In the order in which the login page repeats them. */
export const AUTHORIZATION_PARAMETERS = [
  'client_id',
  'redirect_uri',
  'response_type',
  'scope',
  'code_challenge',
  'code_challenge_method',
  'nonce',
  'state',
] as const;

/** Other parameters that Cognito accepts. */
const OTHER_PARAMETERS = ['identity_provider', 'idp_identifier', 'lang', 'login_hint', 'prompt', 'resource'];

const OPEN_ID_SCOPES = ['email', 'phone', 'profile'];

/** An S256 challenge: 43 characters of base64url (RFC 7636, section 4.2). */
function isChallenge(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

function isOfOpenIdWithoutOpenId(scopes: readonly string[]): boolean {
  return !scopes.includes('openid') && scopes.some((scope) => OPEN_ID_SCOPES.includes(scope));
}

/** Without a scope, grants all scopes of the client (developer guide, "The redirect and authorization endpoint"). */
function readScopes(query: URLSearchParams, { settings }: AppClient): readonly string[] | undefined {
  const given = query.get('scope')?.split(' ') ?? [];
  const requested = [...new Set(given.filter((scope) => scope !== ''))];
  if (requested.length === 0) {
    return settings.scopes;
  }
  const isRefused = requested.some((scope) => !settings.scopes.includes(scope)) || isOfOpenIdWithoutOpenId(requested);
  return isRefused ? undefined : requested;
}

function findClient({ clientId, service }: PageRequest): { readonly pool: UserPool; readonly client: AppClient } {
  const found = service.findClient(clientId);
  const pools = found === undefined ? [...service.pools.values()] : [found.pool];
  if (pools.every(({ settings }) => settings.domain === '')) {
    throw refusedByPage(404, 'DomainNotFoundException', 'There is no user pool domain here.');
  }
  assert(found !== undefined, () => refusedOnDomain('unauthorized_client', clientId));
  return found;
}

/**
 * Records a violation if the request has no PKCE or no state. Cognito accepts this, but others could use such a code.
 */
export function recordWeaknesses({ codeChallenge, state }: AuthorizationRequest, { violations }: Service): void {
  if (codeChallenge === undefined) {
    violations.push('A code was asked for without code_challenge.');
  }
  if (!state) {
    violations.push('A code was asked for without state.');
  }
}

function assertExpectedParameters({ query, clientId, operation, service }: PageRequest): void {
  const other = OTHER_PARAMETERS.find((name) => query.has(name));
  assert(other === undefined, notEmulated, `the parameter ${other}`);
  const refuse = () => refusedOnDomain('invalid_request', clientId);
  assertExpected(query, AUTHORIZATION_PARAMETERS, operation, service, refuse);
}

function assertMayAskForCodes(query: URLSearchParams, { id, settings }: AppClient, callbackUri: string): void {
  assert(settings.oauthFlowsUserPoolClient, () => refusedOnDomain('Client is not enabled for OAuth2.0 flows.', id));
  assert(settings.callbackUrls.includes(callbackUri), () => refusedOnDomain('redirect_mismatch', id));
  const responseType = query.get('response_type');
  assert(!(responseType === 'token' && settings.oauthFlows.includes('implicit')), notEmulated, 'the implicit grant');
  if (responseType === 'token' || !settings.oauthFlows.includes('code')) {
    throw refusedOnDomain('unauthorized_client', id);
  }
}

/**
 * Reads and checks the authorization request in the query of a page.
 *
 * @throws Refusal that answers on the domain until the redirect URI is known to be the client's, and redirects to it
 * from then on.
 */
export function readAuthorizationRequest(page: PageRequest): AuthorizationRequest {
  const { query } = page;
  const { pool, client } = findClient(page);
  assertExpectedParameters(page);
  const redirectUri = query.get('redirect_uri') ?? '';
  const state = query.get('state') ?? undefined;
  assertMayAskForCodes(query, client, redirectUri);
  const codeChallenge = query.get('code_challenge') ?? undefined;
  const method = query.get('code_challenge_method') ?? undefined;
  const isPkceRight =
    codeChallenge === undefined ? method === undefined : isChallenge(codeChallenge) && method === 'S256';
  if (query.get('response_type') !== 'code' || !isPkceRight) {
    throw refusedToClient({ redirectUri, state }, 'invalid_request');
  }
  const scopes = readScopes(query, client);
  assert(scopes !== undefined, () => refusedToClient({ redirectUri, state }, 'invalid_request', 'invalid_scope'));
  return { pool, client, redirectUri, scopes, state, nonce: query.get('nonce') ?? undefined, codeChallenge };
}
