/** Interruption by Ctrl-C, SIGTERM or SIGHUP. */

/** The exit code that a shell reports for a command that Ctrl-C ended. */
export const INTERRUPTED = 130;

/**
 * Returns a signal that the first interruption aborts, so that the current work can stop and clean up.
 *
 * @param onSignal called for each signal. With it, the process always finishes its work; without it, the second signal
 *   ends the process at once.
 */
export function interruptible(onSignal?: (signal: NodeJS.Signals, isRepeated: boolean) => void): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const isRepeated = controller.signal.aborted;
      onSignal?.(signal, isRepeated);
      if (isRepeated && onSignal === undefined) {
        process.exit(INTERRUPTED);
      }
      controller.abort(new Error(`interrupted by ${signal}`));
    });
  }
  return controller.signal;
}
