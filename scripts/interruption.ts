/** Ctrl-C and its like. */

/** What a shell reports of a command that Ctrl-C ended. */
export const INTERRUPTED = 130;

/**
 * Aborted by the first signal: what runs ends, and is put in order. A second signal ends the process at once, and with it the folders and
 * servers that go with it.
 */
export function interruptible(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) {
        process.exit(INTERRUPTED);
      }
      controller.abort(new Error(`interrupted by ${signal}`));
    });
  }
  return controller.signal;
}
