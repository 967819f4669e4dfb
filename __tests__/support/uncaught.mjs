/**
 * Loaded into a step's process, throws where nobody catches it as soon as the step connects to anything.
 */
import { Socket } from 'node:net';

const realConnect = Socket.prototype.connect;
Socket.prototype.connect = function (...request) {
  setImmediate(() => {
    throw new Error('canary');
  });
  return realConnect.apply(this, request);
};
