/**
 * Servers that outlive the code that starts them: a step of a workflow starts one, its post step stops it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_INTERVAL_MILLISECONDS = 50;
const START_DEADLINE_MILLISECONDS = 30_000;
const STOP_DEADLINE_MILLISECONDS = 5000;

export interface BackgroundProcessOptions {
  /** The script and its arguments, for this process's own Node. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** All that it sees of the environment, besides what a process needs to run. */
  readonly env: Readonly<Record<string, string>>;
  /** Where its output goes: a pipe would end with the step that holds it. */
  readonly outputFile: string;
  /** What it prints when it answers; the first group is its URL. */
  readonly ready: RegExp;
}

export interface BackgroundProcess {
  readonly pid: number;
  readonly url: string;
}

/**
 * Starts a Node script detached, and waits until it says that it answers. Detached means a process group of its own: neither
 * Ctrl-C nor the end of a workflow step takes it along, so that what needs it can still be put in order.
 *
 * @throws {Error} with the end of its output, when it ends or stays silent for 30 s
 */
export async function startInBackground(options: BackgroundProcessOptions): Promise<BackgroundProcess> {
  const { args, cwd, env, outputFile, ready } = options;
  const output = openSync(outputFile, 'w', 0o600);
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], ...env },
    detached: true,
    stdio: ['ignore', output, output],
    windowsHide: true,
  });
  closeSync(output);
  await once(child, 'spawn');
  child.unref();

  const { pid } = child;
  const deadline = Date.now() + START_DEADLINE_MILLISECONDS;
  while (pid !== undefined && child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const url = ready.exec(readFileSync(outputFile, 'utf8'))?.[1];
    if (url !== undefined) {
      return { pid, url };
    }
    await sleep(POLL_INTERVAL_MILLISECONDS);
  }
  child.kill();
  throw new Error(`${args.join(' ')} did not start:\n${readFileSync(outputFile, 'utf8').slice(-2000)}`);
}

/**
 * Stops a background process and waits until it no longer answers. One that is gone already is fine. (Asking for its process ID
 * would not do: in a container whose first process buries no dead, it stays.)
 *
 * @throws {Error} when it still answers after 5 s
 */
export async function stopInBackground({ pid, url }: BackgroundProcess): Promise<void> {
  const deadline = Date.now() + STOP_DEADLINE_MILLISECONDS;
  signal(pid, 'SIGTERM');
  while (await answers(url)) {
    if (Date.now() > deadline) {
      signal(pid, 'SIGKILL');
      throw new Error(`process ${pid} still answered at ${url} after ${STOP_DEADLINE_MILLISECONDS / 1000} s`);
    }
    await sleep(POLL_INTERVAL_MILLISECONDS);
  }
}

/** Stops a background process without waiting: for the last moment of a process that ends itself. */
export function killInBackground({ pid }: BackgroundProcess): void {
  signal(pid, 'SIGKILL');
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}

/** Sends a signal; a process that is gone already does not mind. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) {
      throw error;
    }
  }
}
