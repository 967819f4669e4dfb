import type { AppClient } from '../app-client.ts';
import { exchange, type Protocol, type ScheduledExchange } from '../exchange.ts';
import type { HttpRequest } from '../http-server.ts';
import { textMap } from '../members.ts';
import { assert, notEmulated, Refusal } from '../refusals.ts';
import type { Service } from '../service.ts';
import { issueClientToken } from '../tokens.ts';
import type { UserPool } from '../user-pool.ts';
import { authenticateClient, oauthError } from './client-authentication.ts';
import { exchangeCode } from './code-grant.ts';

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

function readForm({ headers: sent, body }: HttpRequest): URLSearchParams {
  const mediaType = sent.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  assert(mediaType === 'application/x-www-form-urlencoded', oauthError, 'invalid_request');
  return new URLSearchParams(body.toString());
}

/** Without a scope, grants all scopes of the client. The refusal of unknown scopes is not documented. */
function grantedScopes({ settings }: AppClient, requested: string | null): readonly string[] {
  const scopes = requested?.split(' ').filter((scope) => scope !== '') ?? [];
  const areKnown = scopes.every((scope) => settings.scopes.includes(scope));
  assert(areKnown, oauthError, 'invalid_scope');
  return scopes.length === 0 ? settings.scopes : scopes;
}

/** Parses `aws_client_metadata`, a JSON object of strings (developer guide, "The token issuer endpoint"). */
function readClientMetadata(form: URLSearchParams): ReadonlyMap<string, string> | undefined {
  const text = form.get('aws_client_metadata');
  if (text === null) {
    return undefined;
  }
  try {
    return textMap.read(JSON.parse(text), 'aws_client_metadata', []);
  } catch {
    throw oauthError('invalid_request');
  }
}

function grantToClient(form: URLSearchParams, pool: UserPool, client: AppClient, service: Service): object {
  assert(client.settings.oauthFlows.includes('client_credentials'), oauthError, 'unauthorized_client');
  const scopes = grantedScopes(client, form.get('scope'));
  pool.triggers.run('TokenGeneration_ClientCredentials', client.id, { clientMetadata: readClientMetadata(form) });
  return {
    access_token: issueClientToken(pool, client, scopes, service.now()),
    expires_in: client.settings.accessTokenValiditySeconds,
    token_type: 'Bearer',
  };
}

const OPERATION = 'oauth2/token';

function grant(request: HttpRequest, service: Service): object {
  assert(request.method === 'POST', () => new Refusal('method_not_allowed', 'Only POST is allowed.', 405));
  const form = readForm(request);
  const { pool, client } = authenticateClient(request.headers, form, service);
  const grantType = form.get('grant_type');
  const rated = grantType === 'authorization_code' ? grantType : OPERATION;
  if (!service.quotas.admits({ operation: rated, region: pool.settings.region }, service.now())) {
    throw protocol.throttled;
  }
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
export function answerTokenRequest(request: HttpRequest, service: Service): ScheduledExchange {
  return exchange({ operation: OPERATION, signed: false }, () => grant(request, service), protocol, service);
}
