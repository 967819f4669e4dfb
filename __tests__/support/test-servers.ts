import type { Server as HttpServer } from 'node:http';
import type { Server } from 'node:net';
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
