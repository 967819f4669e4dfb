/** Starts servers of tests and scripts on a free port of the loopback interface. */
import { once } from 'node:events';
import type { Server } from 'node:net';

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
