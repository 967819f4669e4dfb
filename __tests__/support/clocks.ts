/** How time passes for the emulator and the steps of a job alike. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preload } from './preload.ts';

export interface FixtureClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** For the steps that go by it. */
  readonly env: Readonly<Record<string, string>>;
}

export const REAL_CLOCK: FixtureClock = { now: Date.now, env: {} };

/** A clock that is right now, and runs ahead from now on. */
export function fastClock(speed: number): FixtureClock {
  const start = Date.now();
  return {
    now: () => Math.round(start + (Date.now() - start) * speed),
    env: { ...preloaded('fast-clock.mjs'), FAST_CLOCK_START: String(start), FAST_CLOCK_SPEED: String(speed) },
  };
}

const WINDOW_OF_CODES_MS = 30_000;

/**
 * A clock that stands still but where a step waits: that takes no time, and puts the clock forward. Nothing that goes by it hangs on how fast
 * the machine is. It begins with the next window of codes of authenticator apps.
 */
export class StillClock implements FixtureClock {
  readonly env: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #file: string;

  /** @param now milliseconds since 1970 */
  constructor(now = Date.now()) {
    this.#folder = mkdtempSync(join(tmpdir(), 'still-clock-'));
    this.#file = join(this.#folder, 'now');
    this.#set(Math.ceil(now / WINDOW_OF_CODES_MS) * WINDOW_OF_CODES_MS);
    this.env = { ...preloaded('still-clock.mjs'), STILL_CLOCK: this.#file };
  }

  now(): number {
    return Number(readFileSync(this.#file, 'utf8'));
  }

  /** Puts the clock forward. No step may be under way. */
  pass(milliseconds: number): void {
    this.#set(this.now() + milliseconds);
  }

  /** For a step of a machine whose clock is so many minutes fast. */
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

function preloaded(file: string): Record<string, string> {
  return { NODE_OPTIONS: preload(join(import.meta.dirname, file)) };
}
