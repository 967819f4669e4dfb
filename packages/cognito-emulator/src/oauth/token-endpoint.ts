import { hash, randomUUID } from 'node:crypto';
import type { AppClient } from '../app-client.ts';
import { exchange, type Protocol } from '../exchange.ts';
import { formOf, type HttpRequest } from '../http-server.ts';
import { textMap } from '../members.ts';
import { assert, notEmulated, Refusal } from '../refusals.ts';
import type { Service } from '../service.ts';
import type { Headers } from '../signature.ts';
import { issueClientToken, signIn } from '../tokens.ts';
import type { UserPool } from '../user-pool.ts';
import type { User } from '../users.ts';

/** The grant behind an authorization code. Times are milliseconds since 1970. */
interface CodeGrant {
  readonly client: AppClient;
  readonly user: User;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly nonce: string | undefined;
  readonly codeChallenge: string | undefined;
  readonly authenticatedAt: number;
}

const CODE_LIFETIME_MS = 5 * 60 * 1000;

export class AuthorizationCodes {
  readonly #grants = new Map<string, CodeGrant>();

  issue(grant: CodeGrant): string {
    const code = randomUUID();
    this.#grants.set(code, grant);
    return code;
  }

  /** Redeems a code, which invalidates it. Returns `undefined` for a code that is unknown, used or expired. */
  take(code: string, now: number): CodeGrant | undefined {
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    return grant !== undefined && now < grant.authenticatedAt + CODE_LIFETIME_MS ? grant : undefined;
  }
}

/**
 * Refuses unknown parameters, and repeated ones (RFC 6749, section 3.1). Cognito ignores unknown ones; this project
 * must not send any.
 *
 * @param operation name of the request in the recorded violation.
 * @param refuse returns the error for the violated rule.
 */
export function assertExpected(
  parameters: URLSearchParams,
  expected: readonly string[],
  operation: string,
  { violations }: Service,
  refuse: () => Refusal,
): void {
  const names = [...parameters.keys()];
  const unexpected = names.filter((name) => !expected.includes(name));
  violations.push(...unexpected.map((name) => `${operation} was sent with the parameter ${name}.`));
  assert(unexpected.length === 0 && new Set(names).size === names.length, refuse);
}

function oauthError(error: string): Refusal {
  return new Refusal(error, error);
}

/** ID and secret are form-encoded before they are joined by a colon (RFC 6749, section 2.3.1). */
function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw oauthError('invalid_client');
  }
}

/** Reads client_secret_basic or client_secret_post, and refuses both together (RFC 6749, section 2.3). */
function readClientSecret(headers: Headers, form: URLSearchParams) {
  const authorization = headers.get('authorization');
  const id = form.get('client_id');
  const secret = form.get('client_secret') ?? undefined;
  if (authorization === undefined) {
    return { id: id ?? '', secret };
  }
  const [scheme = '', encoded = ''] = authorization.split(' ');
  const pair = Buffer.from(encoded, 'base64').toString();
  const colon = pair.indexOf(':');
  assert(scheme.toLowerCase() === 'basic' && colon >= 0, oauthError, 'invalid_client');
  const basic = { id: formDecode(pair.slice(0, colon)), secret: formDecode(pair.slice(colon + 1)) };
  assert(secret === undefined && (id === null || id === basic.id), oauthError, 'invalid_request');
  return basic;
}

/**
 * Returns the app client that sent a request to the token endpoint.
 *
 * @throws Refusal `invalid_client`, also for a client of a user pool without a domain.
 */
function authenticateClient(headers: Headers, form: URLSearchParams, service: Service) {
  const { id, secret } = readClientSecret(headers, form);
  const found = service.findClient(id);
  const isKnown = found !== undefined && found.client.secret === secret && found.pool.settings.domain !== '';
  assert(isKnown, oauthError, 'invalid_client');
  return found;
}

const CODE_PARAMETERS = ['grant_type', 'client_id', 'client_secret', 'code', 'redirect_uri', 'code_verifier'];

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  assert(value, oauthError, 'invalid_request');
  return value;
}

/**
 * RFC 7636, sections 4.1 and 4.6. Also refuses a verifier without a challenge, because another client has requested that
 * code.
 */
function assertProved({ codeChallenge }: CodeGrant, form: URLSearchParams): void {
  const verifier = form.get('code_verifier');
  if (codeChallenge === undefined && verifier === null) {
    return;
  }
  const isVerifier = /^[\w.~-]{43,128}$/.test(verifier ?? '');
  assert(codeChallenge === undefined || isVerifier, oauthError, 'invalid_request');
  assert(codeChallenge === hash('sha256', verifier ?? '', 'base64url'), oauthError, 'invalid_grant');
}

/** Handles the authorization code grant (developer guide, "The token issuer endpoint"). */
function exchangeCode(form: URLSearchParams, pool: UserPool, client: AppClient, service: Service): object {
  assert(client.settings.oauthFlows.includes('code'), oauthError, 'unauthorized_client');
  assertExpected(form, CODE_PARAMETERS, 'authorization_code', service, () => oauthError('invalid_request'));
  const redirectUri = required(form, 'redirect_uri');
  const grant = service.authorizationCodes.take(required(form, 'code'), service.now());
  assert(grant?.client === client && pool.has(grant.user), oauthError, 'invalid_grant');
  assert(redirectUri === grant.redirectUri, oauthError, 'unauthorized_client');
  assertProved(grant, form);
  const { user, scopes, nonce, authenticatedAt } = grant;
  pool.triggers.run('TokenGeneration_HostedAuth', user.username);
  const method = { kind: 'login-page', device: undefined, scopes, nonce, authenticatedAt } as const;
  const tokens = signIn(pool, client, user, method, service.now());
  return {
    ...(tokens.IdToken !== undefined && { id_token: tokens.IdToken }),
    access_token: tokens.AccessToken,
    refresh_token: tokens.RefreshToken,
    expires_in: tokens.ExpiresIn,
    token_type: tokens.TokenType,
  };
}

const HEADERS = { 'Content-Type': 'application/json;charset=UTF-8', 'Cache-Control': 'no-store' };

/** Error answers have no description, and no body at all with status 405. */
const protocol: Protocol = {
  success: (output) => ({ status: 200, headers: HEADERS, body: JSON.stringify(output) }),
  refused: ({ name, status }) =>
    status === 405
      ? { status, headers: {}, body: '' }
      : { status, headers: HEADERS, body: JSON.stringify({ error: name }) },
  failure: new Refusal('server_error', 'Something went wrong.', 500),
  throttled: new Refusal('too_many_requests', 'Rate exceeded', 429),
};

export function isTokenRequest({ target }: HttpRequest): boolean {
  return target.split('?')[0] === '/oauth2/token';
}

/** Parses `aws_client_metadata`, a JSON object of strings (developer guide, "The token issuer endpoint"). */
function readClientMetadata(form: URLSearchParams): ReadonlyMap<string, string> | undefined {
  const text = form.get('aws_client_metadata');
  try {
    return text === null ? undefined : textMap.read(JSON.parse(text), 'aws_client_metadata', []);
  } catch {
    throw oauthError('invalid_request');
  }
}

/** Without a scope, grants all scopes of the client. The refusal of unknown scopes is not documented. */
function grantToClient(form: URLSearchParams, pool: UserPool, client: AppClient, service: Service): object {
  const { settings } = client;
  assert(settings.oauthFlows.includes('client_credentials'), oauthError, 'unauthorized_client');
  const requested = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  const areKnown = requested.every((scope) => settings.scopes.includes(scope));
  assert(areKnown, oauthError, 'invalid_scope');
  const scopes = requested.length === 0 ? settings.scopes : requested;
  pool.triggers.run('TokenGeneration_ClientCredentials', client.id, { clientMetadata: readClientMetadata(form) });
  return {
    access_token: issueClientToken(pool, client, scopes, service.now()),
    expires_in: settings.accessTokenValiditySeconds,
    token_type: 'Bearer',
  };
}

const OPERATION = 'oauth2/token';

function grant(request: HttpRequest, service: Service): object {
  assert(request.method === 'POST', () => new Refusal('method_not_allowed', 'Only POST is allowed.', 405));
  const form = formOf(request);
  assert(form !== undefined, oauthError, 'invalid_request');
  const { pool, client } = authenticateClient(request.headers, form, service);
  const grantType = form.get('grant_type');
  const rated = grantType === 'authorization_code' ? grantType : OPERATION;
  const isAdmitted = service.quotas.admits({ operation: rated, region: pool.settings.region }, service.now());
  assert(isAdmitted, () => protocol.throttled);
  assert(client.settings.oauthFlowsUserPoolClient, oauthError, 'invalid_grant');
  switch (grantType) {
    case null:
    case '':
      throw oauthError('invalid_request');
    case 'client_credentials':
      return grantToClient(form, pool, client, service);
    case 'authorization_code':
      return exchangeCode(form, pool, client, service);
    case 'refresh_token':
      throw notEmulated(`the grant ${grantType}`);
    default:
      throw oauthError('unsupported_grant_type');
  }
}

/** Answers a request to the token endpoint of a user pool domain (developer guide, "The token issuer endpoint"). */
export function answerTokenRequest(request: HttpRequest, service: Service) {
  return exchange({ operation: OPERATION, signed: false }, () => grant(request, service), protocol, service);
}
