import type { GithubOidc } from '../github/oidc.ts';
import { type JsonObject, readJwt } from '../jwt.ts';
import { Refusal } from '../refusals.ts';
import type { SigningKey } from '../signing-keys.ts';
import type { Role } from './roles.ts';

const invalidToken = (message: string): Refusal => new Refusal('InvalidIdentityToken', message);

const text = (claims: JsonObject, name: string): string => {
  const value = claims[name];
  return typeof value === 'string' ? value : '';
};

/** What any account checks of a token: who issued it, the signature and the time. */
const verifyToken = (token: string, { issuer }: GithubOidc, key: SigningKey, now: number): JsonObject => {
  const { claims, isSignedBy } = readJwt(token);
  if (token.split('.').length !== 3 || text(claims, 'iss') === '') {
    throw invalidToken(
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    );
  }
  if (claims['iss'] !== issuer) {
    throw invalidToken(`No OpenIDConnect provider found in your account for ${text(claims, 'iss')}`);
  }
  if (!isSignedBy(key)) {
    throw invalidToken("Couldn't verify the signature of the ID Token.");
  }
  const seconds = Math.floor(now / 1000);
  const expiry = typeof claims['exp'] === 'number' ? claims['exp'] : 0;
  if (seconds >= expiry) {
    throw new Refusal(
      'ExpiredTokenException',
      `Token expired: current date/time ${seconds} must be before the expiration date/time ${expiry}`,
    );
  }
  return claims;
};

/**
 * Verifies a token of GitHub for a role, as STS does: the token itself, then the account's OIDC provider, then the role's
 * trust policy. A role that is not there is refused in the words of one that does not trust the token.
 *
 * @returns the token's `sub` and `aud`.
 * @throws Refusal with the exception that STS gives for what does not hold.
 */
export const verifyWebIdentity = (
  token: string,
  role: Role | undefined,
  issuer: { readonly oidc: GithubOidc; readonly key: SigningKey },
  now: number,
): { readonly role: Role; readonly subject: string; readonly audience: string } => {
  const claims = verifyToken(token, issuer.oidc, issuer.key, now);
  const [subject, audience] = [text(claims, 'sub'), text(claims, 'aud')];
  if (role !== undefined && !role.hasProvider) {
    throw invalidToken(`No OpenIDConnect provider found in your account for ${issuer.oidc.issuer}`);
  }
  if (role !== undefined && audience !== role.audience) {
    throw invalidToken('Incorrect token audience');
  }
  if (role === undefined || !role.trusts(subject)) {
    throw new Refusal('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);
  }
  return { role, subject, audience };
};
