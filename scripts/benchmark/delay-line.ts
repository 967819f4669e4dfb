/**
 * A line to a server that is far away: what one side sends reaches the other half a round trip later. A connection is there at once on this
 * machine; so that it costs its round trip all the same, what its client sends first is held back for one.
 */
import { connect, createServer, type Socket } from 'node:net';
import { listen } from '../../__tests__/support/loopback.ts';

export interface DelayLine {
  readonly port: number;
  close(): void;
}

export async function startDelayLine(targetPort: number, roundTripMs: number): Promise<DelayLine> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    const far = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    relay(near, far, performance.now() + roundTripMs, roundTripMs / 2);
    relay(far, near, 0, roundTripMs / 2);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      // Whoever has ended a connection does not want to hear of it.
      socket.on('error', () => socket.destroy());
    }
  });
  return {
    port: await listen(server),
    close() {
      server.close();
      for (const socket of sockets) {
        socket.destroy();
      }
    },
  };
}

/** @param open when the line takes the first of it, in milliseconds of `performance.now()` */
function relay(from: Socket, to: Socket, open: number, delayInMs: number): void {
  const later = (act: () => void) => setTimeout(act, Math.max(0, open - performance.now()) + delayInMs);
  from.on('data', (chunk) => later(() => to.write(chunk)));
  from.on('end', () => later(() => to.end()));
  from.on('close', () => later(() => to.destroy()));
}
