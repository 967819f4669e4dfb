/**
 * Records when a step has handled a signal and when it ends, in milliseconds since the signal by the step's clock, in
 * the files `handled` and `ended` of the folder SIGNAL_WITNESS.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process, { env } from 'node:process';
import { setImmediate as nextTurn } from 'node:timers/promises';

const record = (event, since) => writeFileSync(join(env['SIGNAL_WITNESS'], event), String(performance.now() - since));

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    const since = performance.now();
    process.once('exit', () => record('ended', since));
    // After three turns, the step's own listeners have run and the connections that they close are closed.
    await nextTurn();
    await nextTurn();
    await nextTurn();
    record('handled', since);
  });
}
