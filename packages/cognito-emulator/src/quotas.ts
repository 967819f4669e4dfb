/** A request rate per account and region, across all pools. Some requests also count against a rate of their user. */
interface CategoryQuota {
  readonly perSecond: number;
  readonly userRate?: 'read' | 'write';
  /** The operations of the category that the emulator supports. */
  readonly operations: readonly string[];
}

const SIGN_INS = ['InitiateAuth', 'AdminInitiateAuth', 'GetTokensFromRefreshToken', 'authorization_code'];
const LOGIN_PAGES = ['oauth2/authorize', 'GET login', 'POST login'];
const RESPONSES = ['RespondToAuthChallenge', 'AdminRespondToAuthChallenge'];
const DEVICES_AND_APPS = ['AssociateSoftwareToken', 'VerifySoftwareToken', 'ConfirmDevice', 'ForgetDevice'];

/** The default request rates (developer guide, "Quotas in Amazon Cognito"). Identity pools have one per operation. */
const QUOTAS = {
  UserAuthentication: { perSecond: 120, userRate: 'read', operations: [...SIGN_INS, ...LOGIN_PAGES] },
  /** Three times UserAuthentication. Beyond it, challenge responses share that quota. */
  ChallengeResponse: { perSecond: 360, userRate: 'read', operations: RESPONSES },
  UserAccountRecovery: { perSecond: 30, userRate: 'write', operations: ['AdminSetUserPassword'] },
  UserCreation: { perSecond: 50, userRate: 'write', operations: ['AdminCreateUser', 'SignUp', 'AdminConfirmSignUp'] },
  UserUpdate: {
    perSecond: 25,
    userRate: 'write',
    operations: ['AdminDeleteUser', 'AdminAddUserToGroup', 'DeleteUser'],
  },
  UserResourceUpdate: { perSecond: 25, userRate: 'write', operations: DEVICES_AND_APPS },
  UserList: { perSecond: 30, operations: ['ListUsers'] },
  UserToken: { perSecond: 120, userRate: 'write', operations: ['RevokeToken'] },
  UserRead: { perSecond: 120, userRate: 'read', operations: ['AdminGetUser', 'GetUser'] },
  ClientAuthentication: { perSecond: 150, operations: ['oauth2/token', 'GetClientToken'] },
  GetId: { perSecond: 25, operations: ['GetId'] },
  GetCredentialsForIdentity: { perSecond: 200, operations: ['GetCredentialsForIdentity'] },
  DeleteIdentities: { perSecond: 10, operations: ['DeleteIdentities'] },
} satisfies Readonly<Record<string, CategoryQuota>>;

/** The rate of one user, in requests per second. */
const PER_USER_PER_SECOND = 10;

/**
 * Returns the quotas of a request by category. It counts against the first that is not exhausted. Empty for unknown
 * operations.
 */
function quotasOf(operation: string, challengeName: string | undefined): [string, CategoryQuota][] {
  const { ChallengeResponse, UserAuthentication, UserAccountRecovery } = QUOTAS;
  if (!RESPONSES.includes(operation)) {
    const all: [string, CategoryQuota][] = Object.entries(QUOTAS);
    return all.filter(([, { operations }]) => operations.includes(operation));
  }
  return Object.entries(
    challengeName === 'NEW_PASSWORD_REQUIRED' ? { UserAccountRecovery } : { ChallengeResponse, UserAuthentication },
  );
}

/** Admits a number of requests per second, and at most one second's worth at once. Times are in milliseconds. */
class TokenBucket {
  readonly #perSecond: number;
  readonly #capacity: number;
  #tokens: number;
  #filledAt: number;

  constructor(perSecond: number, now: number) {
    this.#perSecond = perSecond;
    this.#capacity = Math.max(1, perSecond);
    this.#tokens = this.#capacity;
    this.#filledAt = now;
  }

  /** True if a request would be admitted. */
  hasToken(now: number): boolean {
    const seconds = Math.max(0, now - this.#filledAt) / 1000;
    this.#tokens = Math.min(this.#capacity, this.#tokens + seconds * this.#perSecond);
    this.#filledAt = Math.max(now, this.#filledAt);
    return this.#tokens >= 1;
  }

  take(): void {
    this.#tokens -= 1;
  }
}

/** The properties of a request that determine its quotas. */
export interface RatedCall {
  readonly operation: string;
  readonly challengeName?: string;
  readonly region: string;
  /** Identifies the user. Equal for all requests about the same user. */
  readonly user?: string;
}

/** The quota that can refuse a request: its category's or its user's. */
export type Quota = keyof typeof QUOTAS | 'PerUser';

/** The request rates of one account. Each is a token bucket with a capacity of one second. Disabled until set. */
export class Quotas {
  #scale: number | undefined;
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #uses = new Map<string, ReturnType<Quotas['use']>>();

  /**
   * Resets all quotas: buckets are full and nothing is used.
   *
   * @param scale factor for the default rates. The per-user rate is not scaled.
   */
  set(scale: number): void {
    this.#scale = scale;
    this.#buckets.clear();
    this.#uses.clear();
  }

  /** Returns the times of the requests that a quota admitted and refused, in milliseconds since 1970. */
  use(quota: string): { readonly passed: number[]; readonly refused: number[] } {
    const use = this.#uses.get(quota) ?? { passed: [], refused: [] };
    this.#uses.set(quota, use);
    return use;
  }

  /** Checks a request against the quotas and counts it. A refused request consumes nothing. */
  admits({ operation, challengeName, region, user }: RatedCall, now: number): boolean {
    const candidates = quotasOf(operation, challengeName);
    const [own] = candidates;
    if (this.#scale === undefined || own === undefined) {
      return true;
    }
    const [ownCategory, { userRate }] = own;
    const userBucket = user && userRate ? this.#bucket(`${user} ${userRate}`, PER_USER_PER_SECOND, now) : undefined;
    if (userBucket?.hasToken(now) === false) {
      this.use('PerUser').refused.push(now);
      return false;
    }
    for (const [category, { perSecond }] of candidates) {
      const bucket = this.#bucket(`${region} ${category}`, perSecond * this.#scale, now);
      if (bucket.hasToken(now)) {
        bucket.take();
        userBucket?.take();
        this.use(category).passed.push(now);
        return true;
      }
    }
    this.use(ownCategory).refused.push(now);
    return false;
  }

  #bucket(key: string, perSecond: number, now: number): TokenBucket {
    const bucket = this.#buckets.get(key) ?? new TokenBucket(perSecond, now);
    this.#buckets.set(key, bucket);
    return bucket;
  }
}
