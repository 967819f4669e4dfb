import { type Category, PER_USER_PER_SECOND, quotasOf } from './categories.ts';
import { TokenBucket } from './token-bucket.ts';

/** The properties of a request that determine its quotas. */
export interface RatedCall {
  readonly operation: string;
  readonly challengeName?: string;
  readonly region: string;
  /** Identifies the user. Equal for all requests about the same user. */
  readonly user?: string;
}

/** Times of the requests that a quota admitted and refused, in milliseconds since 1970 by the emulator's clock. */
export interface QuotaUse {
  readonly passed: number[];
  readonly refused: number[];
}

/** The quota that can refuse a request: its category's or its user's. */
export type Quota = Category | 'PerUser';

/** The request rates of one account. Each is a token bucket with a capacity of one second. Disabled until set. */
export class Quotas {
  #scale: number | undefined;
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #uses = new Map<string, QuotaUse>();

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

  use(quota: Quota): QuotaUse {
    return this.#useOf(quota);
  }

  /** Checks a request against the quotas and counts it. A refused request consumes nothing. */
  admits({ operation, challengeName, region, user }: RatedCall, now: number): boolean {
    const candidates = quotasOf(operation, challengeName);
    const [own] = candidates;
    if (this.#scale === undefined || own === undefined) {
      return true;
    }
    const scale = this.#scale;
    const [ownCategory, { userRate }] = own;
    const userBucket = user && userRate ? this.#bucket(`${user} ${userRate}`, PER_USER_PER_SECOND, now) : undefined;
    if (userBucket?.hasToken(now) === false) {
      this.#useOf('PerUser').refused.push(now);
      return false;
    }
    for (const [category, { perSecond }] of candidates) {
      const bucket = this.#bucket(`${region} ${category}`, perSecond * scale, now);
      if (bucket.hasToken(now)) {
        bucket.take();
        userBucket?.take();
        this.#useOf(category).passed.push(now);
        return true;
      }
    }
    this.#useOf(ownCategory).refused.push(now);
    return false;
  }

  #bucket(key: string, perSecond: number, now: number): TokenBucket {
    const bucket = this.#buckets.get(key) ?? new TokenBucket(perSecond, now);
    this.#buckets.set(key, bucket);
    return bucket;
  }

  #useOf(quota: string): QuotaUse {
    const use = this.#uses.get(quota) ?? { passed: [], refused: [] };
    this.#uses.set(quota, use);
    return use;
  }
}
