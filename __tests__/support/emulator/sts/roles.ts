import { type Principal, poolAccount } from '../principals.ts';

/** A role that GitHub's tokens may assume. */
export type RoleRequest = {
  readonly arn: string;
  /** The trust policy's condition on `sub`, in which `*` stands for anything. Without it, any `sub` may. */
  readonly allowedSub?: string;
  /** The client ID of the account's OIDC provider. */
  readonly audience?: string;
  /** Operations of the API that the role's sessions may not call. */
  readonly denied?: readonly string[];
  readonly maxSessionSeconds?: number;
  /** Whether the account has an OIDC provider for GitHub at all. */
  readonly hasProvider?: boolean;
};

/** A time that the role was assumed. */
export type RoleSession = {
  readonly name: string;
  readonly principal: Principal;
  readonly subject: string;
  readonly durationSeconds: number;
};

export class Role {
  readonly arn: string;
  readonly account: string;
  readonly audience: string;
  readonly denied: readonly string[];
  readonly maxSessionSeconds: number;
  readonly hasProvider: boolean;
  /** In order. */
  readonly sessions: RoleSession[] = [];
  readonly #allowedSub: RegExp;

  /** @throws RangeError for an ARN that is not of a role. */
  constructor({
    arn,
    allowedSub = '*',
    audience = 'sts.amazonaws.com',
    denied = [],
    maxSessionSeconds = 60 * 60,
    hasProvider = true,
  }: RoleRequest) {
    const [, account] = /^arn:aws[a-z-]*:iam::(\d{12}):role\/[\w+=,.@/-]+$/.exec(arn) ?? [];
    if (account === undefined) {
      throw new RangeError(`${arn} is not the ARN of a role, such as arn:aws:iam::${poolAccount}:role/ci.`);
    }
    this.arn = arn;
    this.account = account;
    this.audience = audience;
    this.denied = denied;
    this.maxSessionSeconds = maxSessionSeconds;
    this.hasProvider = hasProvider;
    const literals = allowedSub.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
    this.#allowedSub = new RegExp(`^${literals.join('.*')}$`);
  }

  /** Whether the role's trust policy lets this `sub` assume it. */
  trusts(subject: string): boolean {
    return this.#allowedSub.test(subject);
  }

  /** The role's name without its path. */
  get name(): string {
    return this.arn.slice(this.arn.lastIndexOf('/') + 1);
  }
}
