import type { GithubOidc } from '../github/oidc.ts';
import { readJwt } from '../jwt.ts';
import { POOL_ACCOUNT, type Principal } from '../principals.ts';
import { assert, Refusal, refusalWith } from '../refusals.ts';
import type { Service } from '../service.ts';

/** A role to create, which trusts GitHub's OIDC tokens. */
export interface RoleRequest {
  readonly arn: string;
  /** The condition on `sub` in the trust policy, with `*` as a wildcard. Defaults to any `sub`. */
  readonly allowedSub?: string;
  /** The client ID of the account's OIDC provider. */
  readonly audience?: string;
  /** API operations that are denied to sessions of the role. */
  readonly denied?: readonly string[];
  /** True if the account has an OIDC provider for GitHub. */
  readonly hasProvider?: boolean;
}

interface RoleSession {
  readonly name: string;
  readonly principal: Principal;
  readonly subject: string;
  readonly durationSeconds: number;
}

export class Role {
  readonly arn: string;
  readonly account: string;
  readonly audience: string;
  readonly denied: readonly string[];
  readonly hasProvider: boolean;
  /** In order of creation. */
  readonly sessions: RoleSession[] = [];
  readonly #allowedSub: RegExp;

  /** @throws RangeError for an ARN that is not a role's. */
  constructor({ arn, allowedSub = '*', audience = 'sts.amazonaws.com', denied = [], hasProvider = true }: RoleRequest) {
    const [, account] = /^arn:aws[a-z-]*:iam::(\d{12}):role\/[\w+=,.@/-]+$/.exec(arn) ?? [];
    if (account === undefined) {
      throw new RangeError(`${arn} is not the ARN of a role, such as arn:aws:iam::${POOL_ACCOUNT}:role/ci.`);
    }
    this.arn = arn;
    this.account = account;
    this.audience = audience;
    this.denied = denied;
    this.hasProvider = hasProvider;
    const literals = allowedSub.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
    this.#allowedSub = new RegExp(`^${literals.join('.*')}$`);
  }

  /** True if the trust policy accepts this `sub`. */
  trusts(subject: string): boolean {
    return this.#allowedSub.test(subject);
  }

  /** The name without the path. */
  get name(): string {
    return this.arn.slice(this.arn.lastIndexOf('/') + 1);
  }
}

const invalidToken = refusalWith('InvalidIdentityToken');

/**
 * Verifies a token of GitHub for a role in the order of STS: issuer, signature and expiry of the token, the account's
 * OIDC provider, the role's trust policy. The refusal for an unknown role is the same as for one that does not trust the
 * token.
 *
 * @returns `sub` and `aud` of the token.
 * @throws Refusal with the exception of STS for an invalid token.
 */
export function verifyWebIdentity(
  token: string,
  role: Role | undefined,
  oidc: GithubOidc,
  { githubKey, now }: Pick<Service, 'githubKey' | 'now'>,
) {
  const { claims, isSignedBy } = readJwt(token);
  const text = (name: string): string => (typeof claims[name] === 'string' ? claims[name] : '');
  const [issuer, subject, audience] = [text('iss'), text('sub'), text('aud')];
  if (token.split('.').length !== 3 || issuer === '') {
    throw invalidToken(
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    );
  }
  const noProvider = 'No OpenIDConnect provider found in your account for';
  assert(issuer === oidc.issuer, invalidToken, `${noProvider} ${issuer}`);
  assert(isSignedBy(githubKey), invalidToken, "Couldn't verify the signature of the ID Token.");
  const seconds = Math.floor(now() / 1000);
  const expiry = typeof claims['exp'] === 'number' ? claims['exp'] : 0;
  if (seconds >= expiry) {
    throw new Refusal(
      'ExpiredTokenException',
      `Token expired: current date/time ${seconds} must be before the expiration date/time ${expiry}`,
    );
  }
  assert(role?.hasProvider !== false, invalidToken, `${noProvider} ${oidc.issuer}`);
  assert(role === undefined || audience === role.audience, invalidToken, 'Incorrect token audience');
  if (role === undefined || !role.trusts(subject)) {
    throw new Refusal('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);
  }
  return { role, subject, audience };
}
