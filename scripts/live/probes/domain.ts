/** Probes of the user pool domain and of the client credentials grant. */
import { GetClientTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { REDIRECT_URI, SCOPES } from '../pools/plans.ts';
import type { PreparedPool } from '../pools/prepared.ts';
import { observePage } from '../seen/pages.ts';
import { NOBODY, UNKNOWN_CLIENT } from './calls.ts';
import { type Feature, type Probe, probing } from './probe.ts';

type Texts = Readonly<Record<string, string>>;

function atTokenEndpoint(title: string, form: (pool: PreparedPool) => Texts, shows?: Feature): Probe {
  return {
    kind: 'domain',
    title: `POST /oauth2/token: ${title}`,
    ...(shows !== undefined && { shows }),
    ask: (pool) => observePage({ url: new URL('/oauth2/token', pool.domainUrl), form: form(pool) }, pool.side),
  };
}

function machine(pool: PreparedPool): Texts {
  const { id, secret = '' } = pool.client('machine');
  return { grant_type: 'client_credentials', client_id: id, client_secret: secret };
}

/** An arbitrary SHA-256, base64url. */
const CODE_CHALLENGE = Buffer.alloc(32, 7).toString('base64url');

function onPage(path: string, title: string, query: (pool: PreparedPool) => Texts, shows?: Feature): Probe {
  return {
    kind: 'domain',
    title: `GET ${path}: ${title}`,
    ...(shows !== undefined && { shows }),
    ask: (pool) => {
      const parameters = new URLSearchParams({ ...authorization(pool), ...query(pool) });
      return observePage({ url: new URL(`${path}?${parameters}`, pool.domainUrl) }, pool.side);
    },
  };
}

function authorization(pool: PreparedPool): Texts {
  return {
    response_type: 'code',
    client_id: pool.client('page').id,
    redirect_uri: REDIRECT_URI,
    scope: 'openid',
    state: 'state',
    code_challenge: CODE_CHALLENGE,
    code_challenge_method: 'S256',
  };
}

const TOKEN_ENDPOINT: readonly Probe[] = [
  atTokenEndpoint('client credentials', machine, 'token endpoint'),
  atTokenEndpoint('an app client that does not exist', (pool) => ({ ...machine(pool), client_id: UNKNOWN_CLIENT })),
  atTokenEndpoint('a wrong client secret', (pool) => ({ ...machine(pool), client_secret: 'w'.repeat(51) })),
  atTokenEndpoint('a scope that the client does not have', (pool) => ({ ...machine(pool), scope: 'orders/unknown' })),
  atTokenEndpoint('without a grant type', (pool) => ({ ...machine(pool), grant_type: '' })),
  atTokenEndpoint('the grant type password', (pool) => ({ ...machine(pool), grant_type: 'password' })),
  atTokenEndpoint('a client that may not', (pool) => ({ ...machine(pool), ...publicClient(pool) })),
  atTokenEndpoint('an authorization code that is invented', (pool) => ({
    grant_type: 'authorization_code',
    client_id: pool.client('page').id,
    redirect_uri: REDIRECT_URI,
    code: '11111111-2222-3333-4444-555555555555',
    code_verifier: 'v'.repeat(43),
  })),
];

function publicClient(pool: PreparedPool): Texts {
  return { client_id: pool.client('page').id, client_secret: '' };
}

const LOGIN_PAGE: readonly Probe[] = [
  onPage('/oauth2/authorize', 'an authorization code', () => ({}), 'login page'),
  onPage('/oauth2/authorize', 'another redirect URI', () => ({ redirect_uri: 'https://other.example.com/' })),
  onPage('/oauth2/authorize', 'a scope that the client does not have', () => ({ scope: 'openid orders/unknown' })),
  onPage('/oauth2/authorize', 'an app client that does not exist', () => ({ client_id: UNKNOWN_CLIENT })),
  onPage('/oauth2/authorize', 'a client that may not', (pool) => ({ client_id: pool.client('machine').id })),
  onPage('/login', 'the form', () => ({})),
];

function getClientToken(pool: PreparedPool, members: { readonly Secret?: string; readonly Scopes?: string[] }) {
  const { id, secret } = pool.client('machine');
  return pool.side.unsigned.send(new GetClientTokenCommand({ ClientId: id, Secret: secret, ...members }));
}

const CLIENT_TOKENS: readonly Probe[] = [
  probing('machine', 'GetClientToken', (pool) => getClientToken(pool, {}), 'GetClientToken'),
  probing('machine', 'GetClientToken: one scope', (pool) => getClientToken(pool, { Scopes: [SCOPES[0]] })),
  probing('machine', 'GetClientToken: a wrong secret', (pool) => getClientToken(pool, { Secret: 'w'.repeat(51) })),
  probing('machine', 'GetClientToken: a scope that the client does not have', (pool) =>
    getClientToken(pool, { Scopes: [`${NOBODY}/read`] }),
  ),
];

export const DOMAIN: readonly Probe[] = [...TOKEN_ENDPOINT, ...LOGIN_PAGE, ...CLIENT_TOKENS];
