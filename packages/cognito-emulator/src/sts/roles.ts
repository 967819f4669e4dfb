import { POOL_ACCOUNT, type Principal } from '../principals.ts';

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
