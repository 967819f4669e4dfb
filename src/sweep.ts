import { connectAdapters } from './adapters.ts';
import { lastMessageOf } from './failures/withheld.ts';
import { runStep } from './platform/entry.ts';
import { oneTry } from './platform/retry.ts';
import { failStep } from './platform/runner.ts';
import { sweepUsers } from './sweep/sweep-users.ts';

const adapters = connectAdapters(oneTry);
const { runner, timeLimit } = adapters;

await runStep({
  work: () => sweepUsers(adapters),
  say: async (error) => {
    failStep(await lastMessageOf(error, runner.action.troubleshooting, runner.whySecretsAreWithheld));
  },
  onCancel: () => timeLimit.interrupt(),
});
