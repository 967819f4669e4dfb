/** Sends the signal SIGNAL_AT_LOAD to a step's process when it loads its first chunk. */
import { registerHooks } from 'node:module';
import process, { env, kill, pid } from 'node:process';

let isSent = false;
registerHooks({
  load(url, context, nextLoad) {
    if (!isSent && /\/dist\/bundle\/(?!index\.js$)/.test(url)) {
      isSent = true;
      kill(pid, env['SIGNAL_AT_LOAD']);
    }
    return nextLoad(url, context);
  },
});
process.once('exit', () => {
  if (!isSent) {
    throw new Error('The step loaded no chunk.');
  }
});
