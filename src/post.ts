import { connectAdapters } from './adapters.ts';
import { cleanUp } from './cleanup/run-cleanup.ts';
import { messageOf } from './failures/action-error.ts';
import { runStep } from './platform/entry.ts';

/** With what comes before and after, post ends within a minute. */
const TIMEOUT_SECONDS = 50;

/** After so long, the runner does not wait much longer for a cancelled step. */
const CANCELLED_TIMEOUT_SECONDS = 7;

const { runner, cognito, clock, timeLimit } = connectAdapters();
timeLimit.set(TIMEOUT_SECONDS);

await runStep({
  work: () => cleanUp({ runner, cognito, clock, timeLimit }),
  // Whether the job failed is for its tests to say.
  say: (error) => runner.warning(messageOf(error, runner.action.troubleshooting)),
  // Nothing comes after this: whoever is left now, stays.
  onCancel: () => timeLimit.hurry(CANCELLED_TIMEOUT_SECONDS),
});
