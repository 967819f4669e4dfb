import type { GithubOidc } from '../github/oidc.ts';
import type { JsonObject } from '../json.ts';
import { readJwt } from '../jwt.ts';
import { assert, Refusal, refusalWith } from '../refusals.ts';
import type { SigningKey } from '../signing-keys.ts';
import type { Role } from './roles.ts';

const invalidToken = refusalWith('InvalidIdentityToken');

function text(claims: JsonObject, name: string): string {
  const value = claims[name];
  return typeof value === 'string' ? value : '';
}

/** Verifies issuer, signature and expiry of a token, which do not depend on the role. */
function verifyToken(token: string, { issuer }: GithubOidc, key: SigningKey, now: number): JsonObject {
  const { claims, isSignedBy } = readJwt(token);
  if (token.split('.').length !== 3 || text(claims, 'iss') === '') {
    throw invalidToken(
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    );
  }
  if (claims['iss'] !== issuer) {
    throw invalidToken(`No OpenIDConnect provider found in your account for ${text(claims, 'iss')}`);
  }
  assert(isSignedBy(key), invalidToken, "Couldn't verify the signature of the ID Token.");
  const seconds = Math.floor(now / 1000);
  const expiry = typeof claims['exp'] === 'number' ? claims['exp'] : 0;
  if (seconds >= expiry) {
    throw new Refusal(
      'ExpiredTokenException',
      `Token expired: current date/time ${seconds} must be before the expiration date/time ${expiry}`,
    );
  }
  return claims;
}

/**
 * Verifies a token of GitHub for a role in the order of STS: the token, the account's OIDC provider, the role's trust
 * policy. The refusal for an unknown role is the same as for one that does not trust the token.
 *
 * @returns `sub` and `aud` of the token.
 * @throws Refusal with the exception of STS for an invalid token.
 */
export function verifyWebIdentity(
  token: string,
  role: Role | undefined,
  issuer: { readonly oidc: GithubOidc; readonly key: SigningKey },
  now: number,
): { readonly role: Role; readonly subject: string; readonly audience: string } {
  const claims = verifyToken(token, issuer.oidc, issuer.key, now);
  const [subject, audience] = [text(claims, 'sub'), text(claims, 'aud')];
  if (role !== undefined && !role.hasProvider) {
    throw invalidToken(`No OpenIDConnect provider found in your account for ${issuer.oidc.issuer}`);
  }
  assert(role === undefined || audience === role.audience, invalidToken, 'Incorrect token audience');
  if (role === undefined || !role.trusts(subject)) {
    throw new Refusal('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);
  }
  return { role, subject, audience };
}
