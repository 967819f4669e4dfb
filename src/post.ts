import { connectAdapters } from './adapters.ts';
import { runCleanup } from './cleanup/run-cleanup.ts';
import { formatMessage } from './failures/action-error.ts';
import { runEntry } from './platform/entry.ts';

/** With what comes before and after, post ends within a minute. */
const TIMEOUT_SECONDS = 50;

/** After so long, the runner does not wait much longer for a cancelled step. */
const CANCELLED_TIMEOUT_SECONDS = 7;

const { runner, cognito, clock, timeLimit } = connectAdapters();
timeLimit.set(TIMEOUT_SECONDS);

await runEntry({
  run: () => runCleanup({ runner, cognito, clock, timeLimit }),
  // Whether the job failed is for its tests to say.
  reportError: (error) => runner.warning(formatMessage(error, runner.action.troubleshooting)),
  // Nothing comes after this: whoever is left now, stays.
  onCancel: () => timeLimit.hurry(CANCELLED_TIMEOUT_SECONDS),
});
