import { optional } from '../members.ts';
import { clientId, clientSecret, token } from '../model.ts';
import { type Operation, unsignedOperation } from '../operation.ts';
import { Refusal } from '../refusals.ts';
import { revoke } from '../sign-ins.ts';

/** JWTs have three parts, refresh tokens five. */
function isJwt(candidate: string): boolean {
  return candidate.split('.').length === 3;
}

/** Succeeds for unknown and already revoked tokens, like the OAuth endpoint (RFC 7009, section 2.2). */
export const revokeToken: Operation = unsignedOperation(
  { token, clientId, clientSecret: optional(clientSecret) },
  (input, service) => {
    const found = service.findClient(input.clientId);
    if (found === undefined || input.clientSecret !== found.client.secret) {
      throw new Refusal('UnauthorizedException', 'Invalid client ID or client secret.');
    }
    const { pool, client } = found;
    if (!client.settings.enableTokenRevocation) {
      throw new Refusal('UnsupportedOperationException', 'Token revocation is not enabled for this client.');
    }
    if (isJwt(input.token)) {
      throw new Refusal('UnsupportedTokenTypeException', 'Only refresh tokens can be revoked.');
    }
    const signedIn = pool.signIns.get(input.token);
    if (signedIn && signedIn.client !== client) {
      throw new Refusal('UnauthorizedException', 'The token was not issued to this client.');
    }
    if (signedIn) {
      revoke(pool, signedIn);
    }
    return {};
  },
);
