/**
 * Aborted by Ctrl-C and its like. What is in flight is let end, and everything is taken away; a second Ctrl-C changes nothing about that, because
 * each call has its time limit.
 */
export function interruptible(tell: (text: string) => void): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      tell(controller.signal.aborted ? '  still taking everything away' : `\n  ${signal}: taking everything away`);
      controller.abort(new Error(`interrupted by ${signal}`));
    });
  }
  return controller.signal;
}
