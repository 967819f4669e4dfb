import type { AppClient } from '../app-client.ts';
import type { Headers } from '../authorization-header.ts';
import { assert, Refusal } from '../refusals.ts';
import type { Service } from '../service.ts';
import type { UserPool } from '../user-pool.ts';

interface ClientSecretPair {
  readonly id: string;
  readonly secret: string | undefined;
}

export function oauthError(error: string): Refusal {
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

function readBasic(authorization: string): ClientSecretPair {
  const [scheme = '', encoded = ''] = authorization.split(' ');
  const pair = Buffer.from(encoded, 'base64').toString();
  const colon = pair.indexOf(':');
  assert(scheme.toLowerCase() === 'basic' && colon >= 0, oauthError, 'invalid_client');
  return { id: formDecode(pair.slice(0, colon)), secret: formDecode(pair.slice(colon + 1)) };
}

/** Accepts client_secret_basic or client_secret_post, not both (RFC 6749, section 2.3). */
function readPair(headers: Headers, form: URLSearchParams): ClientSecretPair {
  const authorization = headers.get('authorization');
  const id = form.get('client_id');
  const secret = form.get('client_secret') ?? undefined;
  if (authorization === undefined) {
    return { id: id ?? '', secret };
  }
  const basic = readBasic(authorization);
  assert(secret === undefined && (id === null || id === basic.id), oauthError, 'invalid_request');
  return basic;
}

/**
 * Returns the app client that sent a request to the token endpoint.
 *
 * @throws Refusal `invalid_client`, also for a client of a user pool without a domain.
 */
export function authenticateClient(
  headers: Headers,
  form: URLSearchParams,
  service: Service,
): { readonly pool: UserPool; readonly client: AppClient } {
  const { id, secret } = readPair(headers, form);
  const found = service.findClient(id);
  if (found === undefined || found.client.secret !== secret || found.pool.settings.domain === '') {
    throw oauthError('invalid_client');
  }
  return found;
}
