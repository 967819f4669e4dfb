import { connectCognito } from './cognito/connect.ts';
import { lastMessageOf } from './failures/withheld.ts';
import { sweepUsers } from './sweep/sweep-users.ts';
import { clock } from './world/clock.ts';
import { httpAgentsProvider } from './world/http-agents.ts';
import { random } from './world/random.ts';
import { oneTry } from './world/retry.ts';
import { connectRunner, failStep, fetchIdToken } from './world/runner.ts';
import { runStep } from './world/step.ts';
import { TimeLimit } from './world/time-limit.ts';

const runner = connectRunner();
const timeLimit = new TimeLimit(clock);
const agents = httpAgentsProvider();
const cognito = connectCognito({
  run: runner.facts,
  mask: runner.mask,
  fetchIdToken,
  agents,
  retry: oneTry({ timeLimit, clock }),
});

await runStep({
  work: () => sweepUsers({ runner, cognito, random, clock, timeLimit }),
  say: async (error) => {
    failStep(await lastMessageOf(error, runner.action.troubleshooting, runner.whySecretsAreWithheld));
  },
  onCancel: () => timeLimit.interrupt(),
});
