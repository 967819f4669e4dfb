/** Stops the proxy from the post step. */
import { Agent, request } from 'node:http';
import { ActionError } from '../failures/action-error.ts';
import { nameOf } from '../failures/error-name.ts';
import { fieldOf, hasTexts, isTextList, parseJson } from '../json.ts';
import type { ProxyReport } from './tally.ts';

/** A proxy that main has started. */
export interface RunningProxy {
  readonly port: number;
  /** A secret that only the post step uses. */
  readonly stopKey: string;
}

/** The answer of a proxy that ends. */
export interface StoppedProxy {
  readonly report: ProxyReport;
  /** Undefined if the user's refresh token is still the one of main. */
  readonly rotation: Rotation | undefined;
}

/** The refresh token that main saved, which no longer works, and the newest one. */
export interface Rotation {
  readonly saved: string;
  readonly newest: string;
}

/** Requests to stop have a host of their own, so that they take no path from the API. A browser cannot send it. */
export const STOP_HOST = 'stop.invalid';

/** Names how long the proxy may wait for a renewal before it answers, in milliseconds. */
export const MAX_WAIT_FIELD = 'X-Max-Wait-Ms';

/** Leaves a cancelled post step more than half of its 7 seconds. */
const MAX_TIMEOUT_MS = 3_000;

/**
 * Ends the proxy. No process is killed: the process behind an ID may be another one by now.
 *
 * @param remainingMs how long it may take at most
 * @throws {ActionError} `proxy-ended`
 */
export async function stopProxy({ port, stopKey }: RunningProxy, remainingMs: number): Promise<StoppedProxy> {
  const timeoutMs = Math.ceil(Math.min(remainingMs, MAX_TIMEOUT_MS));
  try {
    const stopped = parseJson(await askToStop(port, stopKey, timeoutMs));
    if (!isStoppedProxy(stopped)) {
      throw Object.assign(new Error('not the proxy'), { name: 'UnknownAnswer' });
    }
    return stopped;
  } catch (error) {
    throw new ActionError({ code: 'proxy-ended', port, errorName: nameOf(error) });
  }
}

function askToStop(port: number, stopKey: string, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request({
      host: '127.0.0.1',
      port,
      method: 'POST',
      headers: { Host: STOP_HOST, Authorization: stopKey, 'Content-Length': 0, [MAX_WAIT_FIELD]: timeoutMs / 2 },
      // A direct connection, also with --use-env-proxy.
      agent: new Agent(),
      signal: AbortSignal.timeout(timeoutMs),
    });
    call.once('error', reject);
    call.once('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    });
    call.end();
  });
}

function isStoppedProxy(value: unknown): value is StoppedProxy {
  const rotation = fieldOf(value, 'rotation');
  return isReport(fieldOf(value, 'report')) && (rotation === undefined || hasTexts(rotation, 'saved', 'newest'));
}

function isReport(value: unknown): value is ProxyReport {
  const numbers = ['tokensRefused', 'failures', 'refreshes', 'failedRefreshes', 'slowestMs'];
  return (
    isTextList(fieldOf(value, 'reasons')) &&
    numbers.every((name) => typeof fieldOf(value, name) === 'number') &&
    Object.values(fieldOf(value, 'answers') ?? {}).every((count) => typeof count === 'number')
  );
}
