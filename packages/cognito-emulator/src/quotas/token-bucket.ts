/** Admits a number of requests per second, and at most one second's worth at once. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #capacity: number;
  #tokens: number;
  #filledAt: number;

  /** @param now current time in milliseconds, also in the other methods. */
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
