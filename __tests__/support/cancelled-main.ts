import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { UsesOptions } from 'action-runner';
import type { Fixture } from './fixture.ts';
import { preload } from './preload.ts';
import { waitUntil } from './wait-until.ts';

interface Cancellation {
  readonly with: NonNullable<UsesOptions['with']>;
  readonly signal: 'SIGINT' | 'SIGTERM';
  /** The operation, as the emulator names it. Its arrival triggers the signal. */
  readonly call: string;
  /**
   * When the call is answered. `late`: it is handled and answered after main's immediate reaction to the signal.
   * `never`: it is handled at once and never answered.
   */
  readonly answer: 'late' | 'never';
}

/**
 * Sends a signal to a main step during a call.
 *
 * @returns the step, and the time from the signal to its end by its own clock (NaN if it did not end by itself)
 */
export async function cancelMain({ emulator, job }: Fixture, { with: inputs, signal, call, answer }: Cancellation) {
  const folder = mkdtempSync(join(resolve(job.temp, '..'), 'signals-'));
  const [handled, ended] = [join(folder, 'handled'), join(folder, 'ended')];
  const reacted = Promise.withResolvers<void>();
  emulator.injectFault({
    operation: call,
    kind: answer === 'late' ? 'late' : 'slow',
    until: answer === 'late' ? reacted.promise : new Promise(() => undefined),
    times: 1,
  });
  const NODE_OPTIONS = preload(join(import.meta.dirname, 'signal-witness.mjs'), job.env['NODE_OPTIONS']);
  let isOver = false;
  const step = job
    .uses({
      with: inputs,
      env: { SIGNAL_WITNESS: folder, NODE_OPTIONS },
      interrupt: { when: emulator.nextRequest(call), signal },
    })
    .finally(() => {
      isOver = true;
    });
  await waitUntil(() => isOver || existsSync(handled));
  reacted.resolve();
  const main = await step;
  return { main, millisecondsToEnd: existsSync(ended) ? Number(readFileSync(ended, 'utf8')) : Number.NaN };
}
