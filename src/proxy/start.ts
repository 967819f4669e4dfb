/** Starts the proxy's process from main. */
import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ProxyConfig } from '../config.ts';
import { ActionError } from '../failures/action-error.ts';
import { nameOf } from '../failures/error-name.ts';
import { fieldOf, parseJson, textIn } from '../json.ts';
import { readProxies } from '../platform/proxies.ts';
import type { ProxySession, ProxySettings } from './settings.ts';
import type { RunningProxy } from './stop.ts';

/** A proxy whose process ends with main until it serves. */
export interface StartedProxy {
  /**
   * Lets it serve the session. From then on it outlives this process. Rejects with an `ActionError`.
   *
   * @param onListening called before it outlives this process
   * @returns what stops it
   */
  serve(session: ProxySession, onListening: (running: RunningProxy) => void): Promise<RunningProxy>;
}

export type StartProxy = (config: ProxyConfig) => Promise<StartedProxy>;

/** A busy machine can take many seconds to start a process. */
const TIMEOUT_MS = 30_000;

/**
 * By default, the heap for short-lived objects grows to 48 MB under load. With 6 MB, memory stays flat, and the proxy
 * needs no more CPU.
 */
const NODE_ARGUMENTS = ['--max-semi-space-size=2'];

/**
 * The only variables that the process gets, because any other may be a secret of the job. `RUNNER_TRACKING_ID` lets the
 * runner end it with the job. The others concern Node.js, TLS and the operating system.
 */
const PASSED_VARIABLES =
  /^(?:RUNNER_TRACKING_ID|NODE_(?:OPTIONS|EXTRA_CA_CERTS|TLS_REJECT_UNAUTHORIZED|USE_SYSTEM_CA)|SSL_CERT_(?:FILE|DIR)|(?:LD|DYLD)_LIBRARY_PATH|TZ|SystemRoot|windir|TEMP|TMP|TMPDIR|HOME|USERPROFILE)$/i;

/** Starts the process, which takes a while to load. */
export function startProxy(config: ProxyConfig): StartedProxy {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => PASSED_VARIABLES.test(name)));
  // The entries of the bundle are side by side.
  const entry = join(dirname(process.argv[1] ?? ''), '..', 'proxy', 'index.js');
  const child: ChildProcess = spawn(process.execPath, [...NODE_ARGUMENTS, entry], {
    // It must outlive main, and hold none of its pipes, for whose end the runner waits.
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
    env,
  });
  const answers = new Answers(child);
  const send = (line: ProxySettings | Pick<ProxyConfig, 'port'>) => child.stdin?.write(`${JSON.stringify(line)}\n`);
  const { port, stopKey } = config;
  send({ port });
  const firstAnswer = answers.next();
  // Main may fail before it waits for this.
  firstAnswer.catch(() => undefined);
  return {
    async serve(session, onListening) {
      const answer = await firstAnswer;
      const errorName = textIn(answer, 'errorName');
      if (errorName !== '') {
        throw new ActionError({ code: 'proxy-port-taken', port, errorName });
      }
      const running = { port: Number(fieldOf(answer, 'port')), stopKey };
      onListening(running);
      send({ ...config, ...session, proxies: readProxies() });
      await answers.next();
      answers.close();
      return running;
    },
  };
}

/** The lines that the process answers. */
class Answers {
  readonly #child: ChildProcess;
  readonly #failed: Promise<never>;
  readonly #lines: AsyncIterator<string>;

  /** Throws an `ActionError` if this process may open no more files. */
  constructor(child: ChildProcess) {
    this.#child = child;
    this.#failed = new Promise((_, fail) => {
      child.once('error', (error) => fail(notStarted(nameOf(error))));
      child.stdin?.once('error', (error) => fail(notStarted(nameOf(error))));
    });
    this.#failed.catch(() => undefined);
    if (!child.stdout) {
      throw notStarted('EMFILE');
    }
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** Rejects with an `ActionError` if the process ends or does not answer in time. */
  async next(): Promise<unknown> {
    const timeout = new Promise<never>((_, fail) => {
      setTimeout(() => fail(notStarted('ETIMEDOUT')), TIMEOUT_MS).unref();
    });
    const { value, done } = await Promise.race([this.#lines.next(), this.#failed, timeout]);
    if (done === true) {
      throw notStarted('unexpected end');
    }
    return parseJson(value);
  }

  /** Lets go of the process. */
  close(): void {
    this.#child.stdin?.destroy();
    this.#child.stdout?.destroy();
    this.#child.unref();
  }
}

function notStarted(errorName: string): ActionError {
  return new ActionError({ code: 'proxy-not-started', errorName });
}
