/** Throws an uncaught error in a step's process when it first connects. */
import { Socket } from 'node:net';

const realConnect = Socket.prototype.connect;
Socket.prototype.connect = function (...request) {
  setImmediate(() => {
    throw new Error('canary');
  });
  return realConnect.apply(this, request);
};
