/**
 * Stands before an API. Holds each request while it reads what the processes of the job show, so that it also sees the
 * command line of a short-lived client.
 */
import { createServer, type Server } from 'node:http';
import { processesOf } from '../../__tests__/support/job-processes.ts';
import { sightingIn } from '../lib/sighting.ts';

export interface Watch {
  /** Answers 500 to requests with an Authorization header. */
  readonly isBroken: boolean;
  readonly secrets: readonly string[];
  /** Searches the environments of the processes, too. */
  readonly environments: boolean;
}

export class Front {
  readonly server: Server;
  /** A request had an Authorization header since the last `watch`. */
  isUsed = false;
  seenInProcesses = false;
  #watch: Watch = { isBroken: false, secrets: [], environments: false };

  /** @param trackingId of the job */
  constructor(api: Server, trackingId: string) {
    this.server = createServer((incoming, response) => {
      const { isBroken, secrets, environments } = this.#watch;
      const isAuthorized = incoming.headers.authorization !== undefined;
      this.isUsed ||= isAuthorized;
      const shown = processesOf(trackingId).map(({ commandLine, environment }) =>
        environments ? commandLine + environment : commandLine,
      );
      // Command lines are never truncated, and all tokens of a user start alike: a truncated match could be another's.
      this.seenInProcesses ||= sightingIn(shown.join('\n'), secrets) === 'whole';
      if (isBroken && isAuthorized) {
        incoming.resume().once('end', () => {
          response.writeHead(500, { 'Content-Type': 'application/json' }).end('{"message":"Internal Server Error"}');
        });
      } else {
        api.emit('request', incoming, response);
      }
    });
  }

  watch(watch: Watch): void {
    this.#watch = watch;
    this.isUsed = false;
    this.seenInProcesses = false;
  }
}
