import { connectAdapters } from './adapters.ts';
import { cleanUp } from './clean-up/clean-up.ts';
import { messageOf } from './failures/action-error.ts';
import { endOnUncaught, endStep } from './world/runner.ts';

/** With what comes before and after, post ends within a minute. */
const TIMEOUT_SECONDS = 50;

const { runner, cognito, clock, timeLimit } = connectAdapters();
const warn = (error: unknown) => runner.warning(messageOf(error, runner.action.troubleshooting));

endOnUncaught(warn);
timeLimit.set(TIMEOUT_SECONDS);
try {
  await cleanUp({ runner, cognito, clock, timeLimit });
} catch (error) {
  // Whether the job failed is for its tests to say.
  warn(error);
} finally {
  cognito.close();
  await endStep();
}
