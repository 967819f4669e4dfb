import { connectAdapters } from './adapters.ts';
import { formatFinalMessage } from './failures/withheld.ts';
import { runEntry } from './platform/entry.ts';
import { noRetry } from './platform/retry.ts';
import { failStep } from './platform/runner.ts';
import { sweepUsers } from './sweep/sweep-users.ts';

const adapters = connectAdapters(noRetry);
const { runner, timeLimit } = adapters;

await runEntry({
  run: () => sweepUsers(adapters),
  reportError: async (error) => {
    failStep(await formatFinalMessage(error, runner.action.troubleshooting, runner.whySecretsAreWithheld));
  },
  onCancel: () => timeLimit.interrupt(),
});
