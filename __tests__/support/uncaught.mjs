/** Throws two uncaught errors in a step's process each time it connects. */
import { Socket } from 'node:net';

const realConnect = Socket.prototype.connect;
Socket.prototype.connect = function (...request) {
  for (const number of [1, 2]) {
    setImmediate(() => {
      throw new Error(`canary ${number}`);
    });
  }
  return realConnect.apply(this, request);
};
