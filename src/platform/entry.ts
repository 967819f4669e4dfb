/**
 * One step of the runner, from its beginning to the end of its process.
 */
export interface Entry {
  run(): Promise<void>;
  /** Says what the work, or anything else in the process, threw. */
  reportError(error: unknown): void | Promise<void>;
  /** The run is cancelled: SIGINT comes first, SIGTERM 7.5 seconds later, and the end 2.5 seconds after that. */
  onCancel(): void;
}

export async function runEntry({ run, reportError, onCancel }: Entry): Promise<never> {
  // Whoever read what this prints is gone, and the work is to be done all the same.
  process.stdout.on('error', () => undefined);
  // The last resort for what nobody caught: Node.js would print it whole, and an error of a connection carries its request.
  process.on('uncaughtException', (error) => {
    void Promise.resolve(reportError(error)).finally(endProcess);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, onCancel);
  }
  try {
    await run();
  } catch (error) {
    await reportError(error);
  }
  return await endProcess();
}

/** Ends the process once all that it printed is written. A call that was given up could hold it for minutes. */
async function endProcess(): Promise<never> {
  await new Promise((written) => process.stdout.write('', written));
  if (process.getActiveResourcesInfo().includes('GetAddrInfoReqWrap')) {
    // Node.js would wait for the system's answer, which may take a minute. Another program in its place does not.
    becomeAnotherProgram();
  }
  process.exit();
}

function becomeAnotherProgram(): void {
  try {
    process.execve?.('/bin/sh', ['sh', '-c', 'exit "$0"', String(process.exitCode ?? 0)], {});
  } catch {
    // Windows cannot, and says so only when it is asked: https://nodejs.org/api/process.html#processexecvefile-args-env
  }
}
