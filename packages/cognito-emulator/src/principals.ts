import { randomBytes } from 'node:crypto';
import { randomText } from './identifiers.ts';
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
  create(request?: PrincipalRequest): Principal {
    const principal = createPrincipal(request);
    this.set(principal.accessKeyId, principal);
    return principal;
  }

  /** @throws RangeError for an unknown access key ID. */
  change({ accessKeyId }: Pick<Principal, 'accessKeyId'>, update: (principal: Principal) => Partial<Principal>): void {
    const principal = this.get(accessKeyId);
    assert(principal !== undefined, () => new RangeError(`Nobody has the access key ${accessKeyId}.`));
    this.set(accessKeyId, { ...principal, ...update(principal) });
  }
}

/** The account that owns every pool of the emulator. */
export const POOL_ACCOUNT = '123456789012';

/**
 * Without an ARN, a principal is an IAM user, or with a session token an assumed role. The prefix of an access key ID is
 * ASIA for temporary keys, which need a session token, and AKIA for long-term keys.
 */
export function createPrincipal({ sessionToken = false, ...request }: PrincipalRequest = {}): Principal {
  const { account = POOL_ACCOUNT } = request;
  const token = sessionToken === true ? randomBytes(300).toString('base64') : sessionToken;
  return {
    accessKeyId: `${token === false ? 'AKIA' : 'ASIA'}${randomText('upper case', 16)}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    ...(token !== false && { sessionToken: token }),
    arn: token === false ? `arn:aws:iam::${account}:user/ci` : `arn:aws:sts::${account}:assumed-role/ci/session`,
    account,
    denied: [],
    expired: false,
    ...request,
  };
}
