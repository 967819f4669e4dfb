/** Starts servers of tests and scripts on a free port of the loopback interface. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Starts a server and returns its port. Rejects if it cannot start. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('the server has no port');
  }
  return address.port;
}

/** Returns the number of a port on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, 'close');
  return port;
}
