/**
 * Returns a signal that aborts on Ctrl-C. Calls in flight finish, then everything is removed. A second Ctrl-C changes
 * nothing, because each call has a time limit.
 */
export function interruptible(tell: (text: string) => void): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      tell(controller.signal.aborted ? '  still deleting the user pools' : `\n  ${signal}: deleting the user pools`);
      controller.abort(new Error(`interrupted by ${signal}`));
    });
  }
  return controller.signal;
}
