import { type ActionError, asActionError } from '../failures/action-error.ts';
import type { Clock, Random } from '../platform/ports.ts';
import { exponentialBackoff } from '../platform/retry.ts';
import type { Tally } from './tally.ts';

/** Tokens or AWS credentials. */
export interface Expiring {
  readonly expiresAt: Date;
}

interface RenewerDeps<Value extends Expiring> {
  /** Gets a new value. Rejects with an `ActionError`. */
  renew(): Promise<Value>;
  readonly clock: Clock;
  readonly random: Random;
  readonly tally: Tally;
}

/** A request carries a token that lives this much longer, or half of its life if that is less. */
const MIN_VALIDITY_MS = 30_000;

/**
 * Renewal starts this long before a request would have to wait for it, so that a call can time out three times. But it
 * does not start in the first quarter of the life.
 */
const RENEWAL_MARGIN_MS = 60_000;

/** A token lives at least this long, although a wrong clock may say otherwise. */
const MIN_LIFE_MS = 10_000;

/** The life of a renewed token that has expired by a wrong clock. Cognito issues none for a shorter time. */
const LIFE_BY_WRONG_CLOCK_MS = 300_000;

/** How late a machine notices that it slept, or that a renewal for a request has failed. */
const MAX_SLEEP_MS = 15_000;

/** After a longer sleep of the machine, AWS may reject the time of signatures. A renewal corrects it. */
const MAX_LOST_MS = 60_000;

const FIRST_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 15_000;

/** Keeps tokens fresh: renews them ahead of time, one renewal at a time, and goes on trying after a failure. */
export class Renewer<Value extends Expiring> {
  readonly #deps: RenewerDeps<Value>;
  readonly #backoffMs: (attempt: number) => number;
  #current: Value;
  #lifeMs = 0;
  #obtainedAt: Instant = { monotonicMs: 0, machineMs: 0 };
  #requiredMs = 0;
  /** Renewal starts when this much is left. */
  #renewalMs = 0;
  #renewal: Promise<void> | undefined;
  /** The failure of the last renewal. Undefined if it succeeded. */
  #failure: ActionError | undefined;
  #failedAttempts = 0;

  /** @param first was just obtained */
  constructor(first: Value, deps: RenewerDeps<Value>) {
    this.#deps = deps;
    this.#backoffMs = exponentialBackoff(deps.random, FIRST_BACKOFF_MS, MAX_BACKOFF_MS);
    this.#current = first;
    this.#startLife(MIN_LIFE_MS);
  }

  /** Resolves to a fresh value. Waits for a renewal if that is needed, and rejects with its `ActionError`. */
  async get(): Promise<Value> {
    if (!this.#isFresh() || this.#hasLostTime()) {
      await (this.#failure === undefined ? this.#renew() : this.#renewal);
    }
    if (!this.#isFresh() && this.#failure !== undefined) {
      throw this.#failure;
    }
    return this.#current;
  }

  /** Renews ahead of time until the process ends. */
  async keepFresh(): Promise<never> {
    for (;;) {
      const value = this.#current;
      const untilRenewalMs = this.#untilRenewalMs();
      await this.#deps.clock.sleep(Math.min(untilRenewalMs, MAX_SLEEP_MS));
      // A request may have renewed it meanwhile.
      if (untilRenewalMs <= MAX_SLEEP_MS && this.#current === value) {
        await this.#renew();
      }
    }
  }

  /** Resolves when the renewal under way has ended. No other follows. */
  async end(): Promise<void> {
    await this.#renewal;
    this.#renewal = Promise.resolve();
  }

  #renew(): Promise<void> {
    this.#renewal ??= this.#tryRenewal().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #tryRenewal(): Promise<void> {
    const { renew, tally } = this.#deps;
    try {
      this.#current = await renew();
      this.#startLife(LIFE_BY_WRONG_CLOCK_MS);
      this.#failure = undefined;
      this.#failedAttempts = 0;
      tally.countRefresh();
    } catch (error) {
      this.#failure = asActionError(error);
      this.#failedAttempts++;
      tally.countFailedRefresh(this.#failure.failure.code);
    }
  }

  #untilRenewalMs(): number {
    return this.#failure === undefined
      ? Math.max(0, this.#hasLostTime() ? 0 : this.#remainingMs() - this.#renewalMs)
      : this.#backoffMs(this.#failedAttempts);
  }

  #isFresh(): boolean {
    return this.#remainingMs() > this.#requiredMs;
  }

  /** @param lifeIfExpiredMs used if the value has expired by the clock */
  #startLife(lifeIfExpiredMs: number): void {
    const { clock } = this.#deps;
    const leftMs = this.#current.expiresAt.getTime() - clock.now().getTime();
    const lifeMs = Math.max(MIN_LIFE_MS, leftMs > 0 ? leftMs : lifeIfExpiredMs);
    this.#obtainedAt = instant(clock);
    this.#lifeMs = lifeMs;
    this.#requiredMs = Math.min(MIN_VALIDITY_MS, lifeMs / 2);
    this.#renewalMs = Math.min(this.#requiredMs + RENEWAL_MARGIN_MS, (lifeMs * 3) / 4);
  }

  #remainingMs(): number {
    const { monotonicMs, machineMs } = this.#age();
    return this.#lifeMs - Math.max(monotonicMs, machineMs);
  }

  /** Returns true if the machine has slept, or its clock was set forward. */
  #hasLostTime(): boolean {
    const { monotonicMs, machineMs } = this.#age();
    return machineMs - monotonicMs > MAX_LOST_MS;
  }

  #age(): Instant {
    const { monotonicMs, machineMs } = instant(this.#deps.clock);
    return {
      monotonicMs: monotonicMs - this.#obtainedAt.monotonicMs,
      machineMs: machineMs - this.#obtainedAt.machineMs,
    };
  }
}

interface Instant {
  /** May stop while the machine sleeps. */
  readonly monotonicMs: number;
  /** May be set back. */
  readonly machineMs: number;
}

function instant(clock: Clock): Instant {
  return { monotonicMs: clock.elapsed(), machineMs: clock.now().getTime() - clock.driftMs() };
}
