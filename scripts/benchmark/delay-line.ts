/**
 * A TCP relay that delays each direction by half a round trip, like a distant server. On this machine, TCP connects at
 * once: to include the round trip of a real connect, the relay delays the client's first bytes by one more round trip.
 */
import { connect, createServer, type Socket } from 'node:net';
import { listen } from 'cognito-emulator/loopback';

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
      // Errors of one side close the connection, which closes the other side.
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

/** @param readyAt when the connection counts as established, in milliseconds of `performance.now()` */
function relay(from: Socket, to: Socket, readyAt: number, delayMs: number): void {
  const later = (action: () => void) => setTimeout(action, Math.max(0, readyAt - performance.now()) + delayMs);
  from.on('data', (chunk) => later(() => to.write(chunk)));
  from.on('end', () => later(() => to.end()));
  from.on('close', () => later(() => to.destroy()));
}
