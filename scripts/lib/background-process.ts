/**
 * Servers that can outlive the process that starts them: a step of a workflow starts one, and its post step stops it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_INTERVAL_MS = 50;
const START_DEADLINE_MS = 120_000;
const STOP_DEADLINE_MS = 5000;

export interface BackgroundProcessOptions {
  /** A program. Defaults to the Node.js of this process. */
  readonly command?: string;
  /** The arguments, for Node.js the script first. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** Its environment, in addition to `PATH` and `SystemRoot`. */
  readonly env: Readonly<Record<string, string>>;
  /** The file for its output. A pipe would close when the step ends. */
  readonly outputFile: string;
  /** Matches the line that it prints when it is ready. The first group is its URL. */
  readonly ready: RegExp;
}

export interface BackgroundProcess {
  readonly pid: number;
  readonly url: string;
}

/** The process IDs of the servers that must not outlive this process. */
const killedAtExit = new Set<number>();

process.once('exit', () => {
  for (const pid of killedAtExit) {
    signal(pid, 'SIGKILL');
  }
});

/**
 * Starts a program in a process group of its own, and waits until it is ready. Neither Ctrl-C nor the end of a
 * workflow step ends it, so that the cleanup can still use it.
 *
 * @throws {Error} with the end of its output, if it exits or is not ready after two minutes
 */
export async function startInBackground(options: BackgroundProcessOptions): Promise<BackgroundProcess> {
  const { command = process.execPath, args, cwd, env, outputFile, ready } = options;
  const output = openSync(outputFile, 'w', 0o600);
  const child = spawn(command, args, {
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
  const deadline = Date.now() + START_DEADLINE_MS;
  while (pid !== undefined && child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const url = ready.exec(readFileSync(outputFile, 'utf8'))?.[1];
    if (url !== undefined) {
      return { pid, url };
    }
    await sleep(POLL_INTERVAL_MS);
  }
  child.kill();
  throw new Error(`${args.join(' ')} did not start:\n${readFileSync(outputFile, 'utf8').slice(-2000)}`);
}

/** Kills a server when this process exits, unless it is stopped before. */
export async function killAtExit(starting: Promise<BackgroundProcess>): Promise<BackgroundProcess> {
  const server = await starting;
  killedAtExit.add(server.pid);
  return server;
}

/**
 * Stops a background process and waits until it no longer answers. Does nothing if it has already exited. Its process
 * ID would not tell: a container without an init process keeps zombies.
 *
 * @throws {Error} if it still answers after 5 s
 */
export async function stopInBackground({ pid, url }: BackgroundProcess): Promise<void> {
  const deadline = Date.now() + STOP_DEADLINE_MS;
  signal(pid, 'SIGTERM');
  while (await answers(url)) {
    if (Date.now() > deadline) {
      signal(pid, 'SIGKILL');
      throw new Error(`process ${pid} still answered at ${url} after ${STOP_DEADLINE_MS / 1000} s`);
    }
    await sleep(POLL_INTERVAL_MS);
  }
  killedAtExit.delete(pid);
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}

/** Sends a signal. Does nothing if the process has already exited. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) {
      throw error;
    }
  }
}
