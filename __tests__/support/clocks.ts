/** Clocks that the emulator and the steps of a job share. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preload } from './preload.ts';

export interface FixtureClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Variables for the steps that use this clock. */
  readonly env: Readonly<Record<string, string>>;
}

export const REAL_CLOCK: FixtureClock = { now: Date.now, env: {} };

const PRELOADED = { NODE_OPTIONS: preload(join(import.meta.dirname, 'clocks.mjs')) };

/** Creates a clock that starts at the current time and runs faster than real time. */
export function fastClock(speed: number): FixtureClock {
  const start = Date.now();
  return {
    now: () => Math.round(start + (Date.now() - start) * speed),
    env: { ...PRELOADED, CLOCK_START: String(start), CLOCK_SPEED: String(speed) },
  };
}

const TOTP_STEP_MS = 30_000;

/**
 * A clock that advances only while a step waits, and then at once, so that results do not depend on the speed of the
 * machine. It starts at the beginning of a TOTP time step.
 */
export class StillClock implements FixtureClock {
  readonly env: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #file: string;

  /** @param now milliseconds since 1970 */
  constructor(now = Date.now()) {
    this.#folder = mkdtempSync(join(tmpdir(), 'still-clock-'));
    this.#file = join(this.#folder, 'now');
    this.#set(Math.ceil(now / TOTP_STEP_MS) * TOTP_STEP_MS);
    this.env = { ...PRELOADED, STILL_CLOCK: this.#file };
  }

  now(): number {
    return Number(readFileSync(this.#file, 'utf8'));
  }

  /** Advances the clock. No step may be running. */
  pass(milliseconds: number): void {
    this.#set(this.now() + milliseconds);
  }

  /** Returns the variables for a step on a machine whose clock is fast by this many minutes. */
  envFastBy(minutes: number): Readonly<Record<string, string>> {
    const file = join(this.#folder, `fast by ${minutes} minutes`);
    writeFileSync(file, String(this.now() + minutes * 60_000));
    return { ...this.env, STILL_CLOCK: file };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #set(now: number): void {
    writeFileSync(this.#file, String(now));
  }
}
