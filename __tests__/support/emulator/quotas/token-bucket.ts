/** Lets through a number of requests a second, and at most the share of one second at once. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #capacity: number;
  #tokens: number;
  #filledAt: number;

  /** @param now in milliseconds, as in the other members. */
  constructor(perSecond: number, now: number) {
    this.#perSecond = perSecond;
    this.#capacity = Math.max(1, perSecond);
    this.#tokens = this.#capacity;
    this.#filledAt = now;
  }

  /** Whether a request would be let through. */
  hasToken(now: number): boolean {
    const seconds = Math.max(0, now - this.#filledAt) / 1000;
    this.#tokens = Math.min(this.#capacity, this.#tokens + seconds * this.#perSecond);
    this.#filledAt = Math.max(now, this.#filledAt);
    return this.#tokens >= 1;
  }

  /** Takes what one request costs. */
  take(): void {
    this.#tokens -= 1;
  }
}
