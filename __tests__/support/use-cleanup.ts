import { afterEach } from '@jest/globals';

/**
 * Cleans up after each test of a file.
 *
 * @returns a function that registers a callback for the end of the current test. Callbacks run in reverse order.
 */
export function useCleanup(): (callback: () => unknown) => void {
  const callbacks: (() => unknown)[] = [];
  afterEach(async () => {
    for (const callback of callbacks.splice(0).toReversed()) {
      await callback();
    }
  });
  return (callback) => {
    callbacks.push(callback);
  };
}
