export interface Entry {
  run(): Promise<void>;
  /** Reports what `run` threw, or an uncaught exception. */
  reportError(error: unknown): void | Promise<void>;
  /**
   * Called when the run is cancelled: the runner sends SIGINT, SIGTERM 7.5 seconds later, and kills the process after
   * another 2.5 seconds.
   */
  onCancel(): void;
}

const cancellation = new AbortController();

/** Catches the runner's signals from now on. `onCancel` of the entry also gets one that arrived before `runEntry`. */
export function catchSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => cancellation.abort());
  }
}

/** Runs an entry point of the action, and ends the process. */
export async function runEntry({ run, reportError, onCancel }: Entry): Promise<never> {
  let ending: Promise<never> | undefined;
  /** Reports the first error, and ends the process. Errors after it are most likely its consequences. */
  function fail(error: unknown): Promise<never> {
    ending ??= Promise.resolve(reportError(error)).then(endProcess, endProcess);
    return ending;
  }
  // The work continues when the reader of the log is gone (EPIPE).
  process.stdout.on('error', () => undefined);
  // Node.js would print the whole error, and connection errors hold the request with its secrets.
  process.on('uncaughtException', fail);
  // Node.js would end the process without a message.
  process.once('beforeExit', () => fail({ name: 'UnsettledWork' }));
  cancellation.signal.addEventListener('abort', onCancel);
  if (cancellation.signal.aborted) {
    onCancel();
  }
  try {
    await run();
  } catch (error) {
    return await fail(error);
  }
  return await (ending ?? endProcess());
}

/** Exits once all output is written, although abandoned calls could keep the process alive for minutes. */
async function endProcess(): Promise<never> {
  await new Promise((written) => process.stdout.write('', written));
  if (process.getActiveResourcesInfo().includes('GetAddrInfoReqWrap')) {
    // On exit, Node.js waits for pending DNS lookups, which may take a minute. Replacing the process does not.
    replaceProcess();
  }
  process.exit();
}

function replaceProcess(): void {
  try {
    process.execve?.('/bin/sh', ['sh', '-c', 'exit "$0"', String(process.exitCode ?? 0)], {});
  } catch {
    // Windows has the function, but it throws: https://nodejs.org/api/process.html#processexecvefile-args-env
  }
}
