import { newAccessKeyId, newSecretAccessKey, newSessionToken } from './identifiers.ts';

/** What an AWS SDK signs by. */
export type IamCredentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

/** Who signs a request, and what IAM lets them do: everything but what is denied. */
export type Principal = IamCredentials & {
  readonly arn: string;
  readonly account: string;
  /** Operations of the API, such as `AdminDeleteUser`. */
  readonly denied: readonly string[];
  readonly expired: boolean;
  /** When the keys of an assumed role end, in milliseconds since 1970. */
  readonly expiresAt?: number;
};

/** What a test asks for; everything left out makes a user of the pools' account with lasting keys. */
export type PrincipalRequest = {
  /** `true` generates the token of an assumed role's session. */
  readonly sessionToken?: boolean | string;
  readonly account?: string;
  readonly denied?: readonly string[];
  readonly expired?: boolean;
  /** As a rule, one that goes by whether there is a session token. */
  readonly arn?: string;
  readonly expiresAt?: number;
};

/** The principals of every account, by access key ID. What changes of one counts from the next request on. */
export class Principals extends Map<string, Principal> {
  /** @throws RangeError for a key that nobody has. */
  change(
    { accessKeyId }: Pick<IamCredentials, 'accessKeyId'>,
    change: (principal: Principal) => Partial<Principal>,
  ): void {
    const principal = this.get(accessKeyId);
    if (principal === undefined) {
      throw new RangeError(`Nobody has the access key ${accessKeyId}.`);
    }
    this.set(accessKeyId, { ...principal, ...change(principal) });
  }
}

/** The account that owns every pool of the emulator. */
export const poolAccount = '123456789012';

export const createPrincipal = ({
  sessionToken = false,
  account = poolAccount,
  denied = [],
  expired = false,
  arn,
  expiresAt,
}: PrincipalRequest = {}): Principal => {
  const token = sessionToken === true ? newSessionToken() : sessionToken;
  return {
    accessKeyId: newAccessKeyId(token !== false),
    secretAccessKey: newSecretAccessKey(),
    ...(token === false ? {} : { sessionToken: token }),
    arn:
      arn ?? (token === false ? `arn:aws:iam::${account}:user/ci` : `arn:aws:sts::${account}:assumed-role/ci/session`),
    account,
    denied,
    expired,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
};
