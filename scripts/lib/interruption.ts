/** Interruption by Ctrl-C, SIGTERM or SIGHUP. */

/** The exit code that a shell reports for a command that Ctrl-C ended. */
export const INTERRUPTED = 130;

export interface InterruptionOptions {
  /**
   * Called for each signal.
   *
   * @param isRepeated false for the first signal
   */
  onSignal?(signal: NodeJS.Signals, isRepeated: boolean): void;
  /** Ignores all signals after the first. By default, the second signal ends the process at once. */
  readonly finishCleanup?: boolean;
}

/** Returns a signal that the first interruption aborts, so that the current work can stop and clean up. */
export function interruptible({ onSignal, finishCleanup = false }: InterruptionOptions = {}): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const isRepeated = controller.signal.aborted;
      onSignal?.(signal, isRepeated);
      if (isRepeated && !finishCleanup) {
        process.exit(INTERRUPTED);
      }
      controller.abort(new Error(`interrupted by ${signal}`));
    });
  }
  return controller.signal;
}
