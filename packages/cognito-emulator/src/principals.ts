import { newAccessKeyId, newSecretAccessKey, newSessionToken } from './identifiers.ts';
import { assert } from './refusals.ts';

/** AWS credentials, as an SDK signs with them. */
export interface IamCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** An IAM principal. It may call every operation that is not denied. */
export interface Principal extends IamCredentials {
  readonly arn: string;
  readonly account: string;
  /** Denied operations of the API, such as `AdminDeleteUser`, or `*` for all. */
  readonly denied: readonly string[];
  readonly expired: boolean;
  /** The expiry of an assumed role's keys, in milliseconds since 1970. */
  readonly expiresAt?: number;
}

/** A principal to create. The default is an IAM user of the pools' account with long-term keys. */
export interface PrincipalRequest extends Partial<Omit<Principal, keyof IamCredentials>> {
  /** `true` generates the session token of an assumed role. */
  readonly sessionToken?: boolean | string;
}

/** The principals of all accounts, by access key ID. Changes take effect on the next request. */
export class Principals extends Map<string, Principal> {
  /** @throws RangeError for an unknown access key ID. */
  change(
    { accessKeyId }: Pick<IamCredentials, 'accessKeyId'>,
    update: (principal: Principal) => Partial<Principal>,
  ): void {
    const principal = this.get(accessKeyId);
    assert(principal !== undefined, () => new RangeError(`Nobody has the access key ${accessKeyId}.`));
    this.set(accessKeyId, { ...principal, ...update(principal) });
  }
}

/** The account that owns every pool of the emulator. */
export const POOL_ACCOUNT = '123456789012';

/** Without an ARN, a principal is an IAM user, or with a session token an assumed role. */
export function createPrincipal({ sessionToken = false, ...request }: PrincipalRequest = {}): Principal {
  const { account = POOL_ACCOUNT } = request;
  const token = sessionToken === true ? newSessionToken() : sessionToken;
  return {
    accessKeyId: newAccessKeyId(token !== false),
    secretAccessKey: newSecretAccessKey(),
    ...(token !== false && { sessionToken: token }),
    arn: token === false ? `arn:aws:iam::${account}:user/ci` : `arn:aws:sts::${account}:assumed-role/ci/session`,
    account,
    denied: [],
    expired: false,
    ...request,
  };
}
