/**
 * A reverse proxy for the example's API. It holds each request while it reads the command lines of all processes, so
 * that it also sees the command line of a short-lived client.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { listen } from 'cognito-emulator/loopback';
import { sightingIn } from '../lib/sighting.ts';

/**
 * `down` answers 500 to requests with a token, like a broken API. Its authorizer still refuses requests without one.
 */
export type Health = 'up' | 'down';

export interface Front {
  readonly url: string;
  /** Resets the counters, and watches for this token. */
  watch(health: Health, token: string): void;
  /** The number of requests with the token since the last `watch`. */
  readonly authenticated: number;
  /** A process showed the token since the last `watch`. */
  readonly seenInProcesses: boolean;
  close(): void;
}

const NO_SUCH_PROCESS = ['ENOENT', 'ESRCH'];

/**
 * Starts the proxy on a free port of the loopback address.
 *
 * @param readProcesses returns what processes show, by default the command lines of all
 */
export async function startFront(apiUrl: string, readProcesses: () => string = commandLines): Promise<Front> {
  let health: Health = 'up';
  let token = '';
  let authenticated = 0;
  let seenInProcesses = false;

  const server = createServer((incoming, response) => {
    if (incoming.headers.authorization === `Bearer ${token}`) {
      authenticated++;
    }
    // Command lines are never truncated, and all tokens of the emulator start alike: a truncated match could be another
    // token.
    seenInProcesses ||= sightingIn(readProcesses(), [token]) === 'whole';
    if (health === 'up' || incoming.headers.authorization === undefined) {
      forward(incoming, response, apiUrl);
    } else {
      incoming.resume().once('end', () => {
        response.writeHead(500, { 'Content-Type': 'application/json' }).end('{"message":"Internal Server Error"}');
      });
    }
  });
  const url = `http://127.0.0.1:${await listen(server)}`;

  return {
    url,
    watch(nextHealth, nextToken) {
      health = nextHealth;
      token = nextToken;
      authenticated = 0;
      seenInProcesses = false;
    },
    get authenticated() {
      return authenticated;
    },
    get seenInProcesses() {
      return seenInProcesses;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function forward(incoming: IncomingMessage, response: ServerResponse, apiUrl: string): void {
  const { method, headers, url = '/' } = incoming;
  // Passes the path unparsed: as a URL, `//example.com/` would name another host. Keeps no connection to the API, which
  // could close it at that moment.
  const outgoing = request(apiUrl, { method, headers, path: url, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.once('error', () => response.destroy());
  incoming.pipe(outgoing);
}

/** Reads the command lines of all processes. Linux only. */
function commandLines(): string {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.map(commandLine).join('\n');
}

function commandLine(process: string): string {
  try {
    return readFileSync(`/proc/${process}/cmdline`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && NO_SUCH_PROCESS.includes(String(error.code))) {
      return '';
    }
    throw error;
  }
}
