/**
 * Stands before the example's API. While a request waits in it, whoever made the request is there to be looked at: so no command line
 * that has a token is missed, however short its process lives.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { listen } from '../../__tests__/support/loopback.ts';
import { sightingIn } from './search.ts';

/** `down`: answers 500 to whoever has a token, as an API does that has just been broken. Its authorizer goes on refusing the others. */
export type Health = 'up' | 'down';

export interface Front {
  readonly url: string;
  /** Begins to watch anew. */
  watch(health: Health, token: string): void;
  /** How many requests came with the token since then. */
  readonly authenticated: number;
  /** Whether a command line of any process had the token. */
  readonly seenInCommandLine: boolean;
  close(): void;
}

const NO_SUCH_PROCESS = ['ENOENT', 'ESRCH'];

/** Starts it on a free port of the loopback address. */
export async function startFront(apiUrl: string): Promise<Front> {
  let health: Health = 'up';
  let token = '';
  let authenticated = 0;
  let seenInCommandLine = false;

  const server = createServer((incoming, response) => {
    if (incoming.headers.authorization === `Bearer ${token}`) {
      authenticated++;
    }
    // Nothing cuts a command line. The start of a token is that of all tokens of an emulator, also those of somebody else's tests.
    seenInCommandLine ||= sightingIn(commandLines(), [token]) === 'whole';
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
      seenInCommandLine = false;
    },
    get authenticated() {
      return authenticated;
    },
    get seenInCommandLine() {
      return seenInCommandLine;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function forward(incoming: IncomingMessage, response: ServerResponse, apiUrl: string): void {
  const { method, headers, url = '/' } = incoming;
  // The path as it came: read as a URL, `//example.com/` would lead away from this machine.
  const outgoing = request(apiUrl, { method, headers, path: url }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.once('error', () => response.destroy());
  incoming.pipe(outgoing);
}

/** The command lines of all processes of the machine. Linux only. */
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
