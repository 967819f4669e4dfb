import type { AppClient } from '../app-client.ts';
import type { HttpRequest } from '../http-server.ts';
import { assert, notEmulated } from '../refusals.ts';
import type { Service } from '../service.ts';
import { callback, PageRefusal, redirectTo, refusedByPage, refusedOnDomain } from './pages.ts';
import { assertExpected } from './token-endpoint.ts';

export type PageRequest = ReturnType<typeof readPageRequest>;

/**
 * Reads a request for a page of a user pool domain. `search` is the query as sent.
 *
 * @param scheme `http:` or `https:`, as the emulator is served.
 */
export function readPageRequest(request: HttpRequest, service: Service, scheme: string) {
  const [path = ''] = request.target.split('?');
  const search = request.target.slice(path.length + 1);
  const query = new URLSearchParams(search);
  const operation = path === '/oauth2/authorize' ? 'oauth2/authorize' : `${request.method} ${path.slice(1)}`;
  const origin = `${scheme}//${request.headers.get('host')}`;
  return { request, operation, service, origin, path, search, query, clientId: query.get('client_id') ?? '' };
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

/** Without a scope, grants all scopes of the client (developer guide, "The redirect and authorization endpoint"). */
function readScopes(query: URLSearchParams, { settings }: AppClient): readonly string[] | undefined {
  const given = query.get('scope')?.split(' ') ?? [];
  const requested = [...new Set(given.filter((scope) => scope !== ''))];
  if (requested.length === 0) {
    return settings.scopes;
  }
  const areAllowed = requested.every((scope) => settings.scopes.includes(scope));
  const needsOpenId = requested.some((scope) => OPEN_ID_SCOPES.includes(scope));
  return areAllowed && (!needsOpenId || requested.includes('openid')) ? requested : undefined;
}

function findClient({ clientId, service }: PageRequest) {
  const found = service.findClient(clientId);
  const pools = found === undefined ? [...service.pools.values()] : [found.pool];
  if (pools.every(({ settings }) => settings.domain === '')) {
    throw refusedByPage(404, 'DomainNotFoundException', 'There is no user pool domain here.');
  }
  assert(found !== undefined, () => refusedOnDomain('unauthorized_client', clientId));
  return found;
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
 * Reads and checks the authorization request, which every page carries in its query.
 *
 * @throws Refusal that answers on the domain until the redirect URI is known to be the client's, and redirects to it
 * from then on.
 */
export function readAuthorizationRequest(page: PageRequest) {
  const { query, clientId, operation, service } = page;
  const { pool, client } = findClient(page);
  const other = OTHER_PARAMETERS.find((name) => query.has(name));
  assert(other === undefined, notEmulated, `the parameter ${other}`);
  const refuse = () => refusedOnDomain('invalid_request', clientId);
  assertExpected(query, AUTHORIZATION_PARAMETERS, operation, service, refuse);
  const redirectUri = query.get('redirect_uri') ?? '';
  assertMayAskForCodes(query, client, redirectUri);
  const state = query.get('state') ?? undefined;
  // Redirects an error to the client, with the parameters in Cognito's order.
  const refuseToClient = (error_description?: string) => {
    const error = 'invalid_request';
    return new PageRefusal(error, redirectTo(callback(redirectUri, { error_description, state, error })));
  };
  const codeChallenge = query.get('code_challenge') ?? undefined;
  const method = query.get('code_challenge_method') ?? undefined;
  // An S256 challenge has 43 characters of base64url (RFC 7636, section 4.2).
  const isPkceRight =
    codeChallenge === undefined ? method === undefined : /^[\w-]{43}$/.test(codeChallenge) && method === 'S256';
  assert(query.get('response_type') === 'code' && isPkceRight, () => refuseToClient());
  const scopes = readScopes(query, client);
  assert(scopes !== undefined, refuseToClient, 'invalid_scope');
  return { pool, client, redirectUri, scopes, state, nonce: query.get('nonce') ?? undefined, codeChallenge };
}
