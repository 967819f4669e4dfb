/** What nearly every test of the emulator needs: one of its own, whose time the test decides. */
import { afterEach, beforeEach } from '@jest/globals';
import { type Emulator, startEmulator } from '../../../support/emulator/index.ts';

interface Given {
  readonly emulator: Emulator;
  /** The emulator's time in milliseconds. It stands still: a slow client is not what is tested. */
  now: number;
}

/** The emulator and the time of the test that runs; `start` is when its time begins, in milliseconds. */
export function emulatorPerTest(start?: number): Given {
  let emulator: Emulator | undefined;
  const given = {
    now: Number.NaN,
    get emulator(): Emulator {
      if (emulator === undefined) {
        throw new Error('the emulator runs within tests alone');
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
