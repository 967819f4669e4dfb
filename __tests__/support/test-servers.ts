import type { Server as HttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { listen } from 'cognito-emulator/loopback';
import { useCleanup } from './use-cleanup.ts';

/** Returns a function that starts a server and returns its port. The server is closed at the end of the test. */
export function useServers(): (server: Server | HttpServer) => Promise<number> {
  const onTestEnd = useCleanup();
  return (server) => {
    onTestEnd(() => {
      if ('closeAllConnections' in server) {
        server.closeAllConnections();
      }
      server.close();
    });
    return listen(server);
  };
}

/**
 * Returns a function that starts a server and returns its host and port. The server sends these bytes on every
 * connection, whatever it receives.
 */
export function useRawServers(): (bytes: string) => Promise<string> {
  const serve = useServers();
  return async (bytes) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', () => socket.end(bytes));
    });
    return `127.0.0.1:${await serve(server)}`;
  };
}
