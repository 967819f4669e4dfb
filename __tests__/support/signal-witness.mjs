/**
 * Loaded into a step's process, writes down when the step was sent a signal and had done what it does about it at once, and when it ended.
 * SIGNAL_WITNESS: the folder for the files `handled` and `ended`, which hold milliseconds since the signal, by the step's clock.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process, { env } from 'node:process';
import { setImmediate as nextTurn } from 'node:timers/promises';

const tell = (event, since) => writeFileSync(join(env['SIGNAL_WITNESS'], event), String(performance.now() - since));

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    const since = performance.now();
    process.once('exit', () => tell('ended', since));
    // By then the step's own listeners have run, and the connections that they end are closed.
    await nextTurn();
    await nextTurn();
    await nextTurn();
    tell('handled', since);
  });
}
