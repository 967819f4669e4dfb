/** Sends SELF_SIGNAL to the step's own process before it loads the first file whose URL matches SELF_SIGNAL_AT. */
import { register } from 'node:module';
import { env, kill, pid } from 'node:process';
import { isMainThread } from 'node:worker_threads';

// Node.js loads this file again in the thread of its module hooks.
if (isMainThread) {
  register(import.meta.url);
}

const file = new RegExp(env['SELF_SIGNAL_AT']);
let isSent = false;

export function load(url, context, nextLoad) {
  if (!isSent && file.test(url)) {
    isSent = true;
    kill(pid, env['SELF_SIGNAL']);
  }
  return nextLoad(url, context);
}
