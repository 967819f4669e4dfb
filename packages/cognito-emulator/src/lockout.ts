import { assert, notAuthorized } from './refusals.ts';

/**
 * Counts a user's failed attempts. The fifth locks the user for one second; each further one doubles the time, up to 15
 * minutes. Attempts while locked do not count (developer guide, "Authentication with user pools").
 */
export class Lockout {
  #failedAttempts = 0;
  #lockedUntil = 0;

  /** @throws Refusal `NotAuthorizedException` while locked. */
  assertOpen(now: number): void {
    assert(now >= this.#lockedUntil, notAuthorized, 'Password attempts exceeded');
  }

  countFailure(now: number): void {
    this.#failedAttempts += 1;
    if (this.#failedAttempts >= 5) {
      const lockedSeconds = Math.min(2 ** (this.#failedAttempts - 5), 15 * 60);
      this.#lockedUntil = now + lockedSeconds * 1000;
    }
  }

  clear(): void {
    this.#failedAttempts = 0;
    this.#lockedUntil = 0;
  }
}
