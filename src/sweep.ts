import { connectAdapters } from './adapters.ts';
import { lastMessageOf } from './failures/withheld.ts';
import { sweepUsers } from './sweep/sweep-users.ts';
import { oneTry } from './world/retry.ts';
import { failStep } from './world/runner.ts';
import { runStep } from './world/step.ts';

const adapters = connectAdapters(oneTry);
const { runner, timeLimit } = adapters;

await runStep({
  work: () => sweepUsers(adapters),
  say: async (error) => {
    failStep(await lastMessageOf(error, runner.action.troubleshooting, runner.whySecretsAreWithheld));
  },
  onCancel: () => timeLimit.interrupt(),
});
