import { connectAdapters } from './adapters.ts';
import { runCleanup } from './cleanup/run-cleanup.ts';
import { formatMessage } from './failures/action-error.ts';
import { runEntry } from './platform/entry.ts';
import type { RunningProxy, StoppedProxy } from './proxy/stop.ts';

/** Leaves 10 seconds of the promised minute for loading and exiting. */
const TIMEOUT_SECONDS = 50;

/** The runner kills a cancelled step 10 seconds after the first signal. */
const CANCELLED_TIMEOUT_SECONDS = 7;

const { runner, cognito, clock, timeLimit } = connectAdapters();
timeLimit.set(TIMEOUT_SECONDS, 'post');

async function stopProxy(proxy: RunningProxy): Promise<StoppedProxy> {
  // Loaded on demand, because few jobs have a proxy.
  const stop = await import(/* webpackChunkName: "proxy-control" */ './proxy/stop.ts');
  return stop.stopProxy(proxy, timeLimit.remainingMs());
}

await runEntry({
  run: () => runCleanup({ runner, cognito, clock, timeLimit, stopProxy }),
  // A failed clean-up does not fail the job: its tests decide that.
  reportError: (error) => runner.warning(formatMessage(error, runner.action.troubleshooting)),
  // This is the last chance to delete the user.
  onCancel: () => timeLimit.shorten(CANCELLED_TIMEOUT_SECONDS),
});
