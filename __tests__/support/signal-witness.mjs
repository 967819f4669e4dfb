/** Creates the file SIGNAL_WITNESS when a step has handled a signal. */
import { writeFileSync } from 'node:fs';
import process, { env } from 'node:process';
import { setImmediate as nextTurn } from 'node:timers/promises';

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    // After three turns, the step's own listeners have run and the connections that they close are closed.
    await nextTurn();
    await nextTurn();
    await nextTurn();
    writeFileSync(env['SIGNAL_WITNESS'], '');
  });
}
