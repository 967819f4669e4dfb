/** Sends a signal to a main step during a call and measures how it ends. */
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { StepResult, UsesOptions } from 'action-runner';
import type { Fixture } from './fixture.ts';
import { preload } from './preload.ts';
import { waitUntil } from './wait-until.ts';

export interface Cancellation {
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

export interface CancelledMain {
  readonly main: StepResult;
  /** Time from the signal to the end, by main's clock. NaN if main did not end by itself. */
  readonly millisecondsToEnd: number;
}

export async function cancelMain(
  { emulator, job }: Fixture,
  { with: inputs, signal, call, answer }: Cancellation,
): Promise<CancelledMain> {
  const folder = mkdtempSync(join(resolve(job.temp, '..'), 'signals-'));
  const handled = Promise.withResolvers<void>();
  const kind = answer === 'late' ? 'late' : 'slow';
  emulator.injectFault({ operation: call, kind, until: handled.promise, times: 1 });
  let isOver = false;
  const ended = job
    .uses({
      with: inputs,
      env: {
        SIGNAL_WITNESS: folder,
        NODE_OPTIONS: preload(join(import.meta.dirname, 'signal-witness.mjs'), job.env['NODE_OPTIONS']),
      },
      interrupt: { when: emulator.nextRequest(call), signal },
    })
    .finally(() => {
      isOver = true;
    });
  await waitUntil(() => isOver || existsSync(join(folder, 'handled')));
  if (answer === 'late') {
    handled.resolve();
  }
  const main = await ended;
  const end = join(folder, 'ended');
  return { main, millisecondsToEnd: existsSync(end) ? Number(readFileSync(end, 'utf8')) : Number.NaN };
}
