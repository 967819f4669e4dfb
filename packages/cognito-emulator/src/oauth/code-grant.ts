import { hash } from 'node:crypto';
import type { AppClient } from '../app-client.ts';
import { assert } from '../refusals.ts';
import type { Service } from '../service.ts';
import { signIn } from '../sign-ins.ts';
import type { UserPool } from '../user-pool.ts';
import type { CodeGrant } from './authorization-codes.ts';
import { oauthError } from './client-authentication.ts';
import { assertExpected } from './expected-parameters.ts';

const PARAMETERS = ['grant_type', 'client_id', 'client_secret', 'code', 'redirect_uri', 'code_verifier'];

/** RFC 7636, section 4.1. */
function isVerifier(text: string): boolean {
  return /^[\w.~-]{43,128}$/.test(text);
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  assert(value, oauthError, 'invalid_request');
  return value;
}

/**
 * RFC 7636, section 4.6. Also refuses a verifier without a challenge, because another client has requested that code.
 */
function assertProved({ codeChallenge }: CodeGrant, form: URLSearchParams): void {
  const verifier = form.get('code_verifier');
  if (codeChallenge === undefined && verifier === null) {
    return;
  }
  assert(codeChallenge === undefined || (verifier !== null && isVerifier(verifier)), oauthError, 'invalid_request');
  assert(codeChallenge === hash('sha256', verifier ?? '', 'base64url'), oauthError, 'invalid_grant');
}

/** Handles the authorization code grant (developer guide, "The token issuer endpoint"). */
export function exchangeCode(form: URLSearchParams, pool: UserPool, client: AppClient, service: Service): object {
  assert(client.settings.oauthFlows.includes('code'), oauthError, 'unauthorized_client');
  assertExpected(form, PARAMETERS, 'authorization_code', service, () => oauthError('invalid_request'));
  const redirectUri = required(form, 'redirect_uri');
  const grant = service.authorizationCodes.take(required(form, 'code'), service.now());
  assert(grant?.client === client && pool.has(grant.user), oauthError, 'invalid_grant');
  assert(redirectUri === grant.redirectUri, oauthError, 'unauthorized_client');
  assertProved(grant, form);
  const { user, scopes, nonce, authenticatedAt } = grant;
  pool.triggers.run('TokenGeneration_HostedAuth', user.username);
  const signInMethod = { kind: 'login-page', device: undefined, scopes, nonce, authenticatedAt } as const;
  const { IdToken, AccessToken, RefreshToken, ExpiresIn, TokenType } = signIn(
    pool,
    client,
    user,
    signInMethod,
    service.now(),
  );
  return {
    ...(IdToken !== undefined && { id_token: IdToken }),
    access_token: AccessToken,
    refresh_token: RefreshToken,
    expires_in: ExpiresIn,
    token_type: TokenType,
  };
}
