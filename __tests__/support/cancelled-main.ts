import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StepResult, UsesOptions } from 'action-runner';
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

/** Runs a main step that gets a signal during a call. */
export async function cancelMain(
  { emulator, job }: Fixture,
  { with: inputs, signal, call, answer }: Cancellation,
): Promise<StepResult> {
  const handled = join(job.temp, '..', `${signal} handled`);
  const reacted = Promise.withResolvers<void>();
  const fault =
    answer === 'late'
      ? ({ kind: 'late', until: reacted.promise } as const)
      : ({ kind: 'slow', until: new Promise<void>(() => undefined) } as const);
  emulator.injectFault({ operation: call, ...fault, times: 1 });
  const NODE_OPTIONS = preload(join(import.meta.dirname, 'signal-witness.mjs'), job.env['NODE_OPTIONS']);
  let isOver = false;
  const main = job
    .uses({
      with: inputs,
      env: { SIGNAL_WITNESS: handled, NODE_OPTIONS },
      interrupt: { when: emulator.nextRequest(call), signal },
    })
    .finally(() => {
      isOver = true;
    });
  await waitUntil(() => isOver || existsSync(handled));
  reacted.resolve();
  return main;
}
