import type { Server as HttpServer } from 'node:http';
import type { Server } from 'node:net';
import { afterEach } from '@jest/globals';
import { listen } from './loopback.ts';

/** Returns a function that starts a server and returns its port. The server is closed after the test. */
export function useServers(): (server: Server | HttpServer) => Promise<number> {
  const servers: (Server | HttpServer)[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      if ('closeAllConnections' in server) {
        server.closeAllConnections();
      }
      server.close();
    }
  });
  return (server) => {
    servers.push(server);
    return listen(server);
  };
}
