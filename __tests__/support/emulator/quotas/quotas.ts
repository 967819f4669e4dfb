import { type Category, perUserPerSecond, quotasOf } from './categories.ts';
import { TokenBucket } from './token-bucket.ts';

/** What the quotas look at in a request. */
export type RatedCall = {
  readonly operation: string;
  readonly challengeName?: string;
  readonly region: string;
  /** Whom the request is about: the same text for all requests about one user. */
  readonly user?: string;
};

/** The requests that a quota let through and refused: when, in milliseconds since 1970, by the emulator's clock. */
export type QuotaUse = { readonly passed: readonly number[]; readonly refused: readonly number[] };

/** What can refuse a request: the rate of its category, or that of its user. */
export type Quota = Category | 'PerUser';

/** The request rates of one account, each a token bucket that holds the share of one second. Off until they are set. */
export class Quotas {
  #scale: number | undefined;
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #use = new Map<Quota, { readonly passed: number[]; readonly refused: number[] }>();

  /**
   * Starts with full buckets and nothing used.
   *
   * @param scale the part of the default rates that the account has. A user's own rates stay as they are.
   */
  set(scale: number): void {
    this.#scale = scale;
    this.#buckets.clear();
    this.#use.clear();
  }

  use(quota: Quota): QuotaUse {
    return this.#useOf(quota);
  }

  /** Whether a request is let through, which counts it. A refused one costs nothing. */
  admits({ operation, challengeName, region, user }: RatedCall, now: number): boolean {
    const candidates = quotasOf(operation, challengeName);
    const [own] = candidates;
    if (this.#scale === undefined || own === undefined) {
      return true;
    }
    const scale = this.#scale;
    const userBucket =
      user === undefined || own.userRate === 'none'
        ? undefined
        : this.#bucket(`${user} ${own.userRate}`, perUserPerSecond, now);
    if (userBucket?.hasToken(now) === false) {
      this.#useOf('PerUser').refused.push(now);
      return false;
    }
    for (const { category, perSecond } of candidates) {
      const bucket = this.#bucket(`${region} ${category}`, perSecond * scale, now);
      if (bucket.hasToken(now)) {
        bucket.take();
        userBucket?.take();
        this.#useOf(category).passed.push(now);
        return true;
      }
    }
    this.#useOf(own.category).refused.push(now);
    return false;
  }

  #bucket(key: string, perSecond: number, now: number): TokenBucket {
    const bucket = this.#buckets.get(key) ?? new TokenBucket(perSecond, now);
    this.#buckets.set(key, bucket);
    return bucket;
  }

  #useOf(quota: Quota): { readonly passed: number[]; readonly refused: number[] } {
    const use = this.#use.get(quota) ?? { passed: [], refused: [] };
    this.#use.set(quota, use);
    return use;
  }
}
