/** Starts an emulator with a controlled clock for each test. */
import { afterEach, beforeEach } from '@jest/globals';
import { type Emulator, startEmulator } from '../src/index.ts';

interface EmulatorPerTest {
  readonly emulator: Emulator;
  /** The emulator's time in milliseconds. It stands still, so that a slow machine does not affect the test. */
  now: number;
}

/** Returns the emulator and the clock of the current test. The clock starts at `start`, in milliseconds. */
export function emulatorPerTest(start?: number): EmulatorPerTest {
  let emulator: Emulator | undefined;
  const given = {
    now: Number.NaN,
    get emulator(): Emulator {
      if (emulator === undefined) {
        throw new Error('the emulator runs within tests only');
      }
      return emulator;
    },
  };
  beforeEach(async () => {
    given.now = start ?? Date.now();
    emulator = await startEmulator({ now: () => given.now });
  });
  afterEach(() => given.emulator.close());
  return given;
}
