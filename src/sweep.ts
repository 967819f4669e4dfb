import { connectCognito } from './cognito/connect.ts';
import { messageOf } from './failures/action-error.ts';
import { lastMessageOf } from './failures/withheld.ts';
import { sweepUsers } from './sweep/sweep-users.ts';
import { clock } from './world/clock.ts';
import { httpAgentsProvider } from './world/http-agents.ts';
import { random } from './world/random.ts';
import { ONE_TRY } from './world/retry.ts';
import { connectRunner, endOnUncaught, endStep, failStep, fetchIdToken } from './world/runner.ts';

const runner = connectRunner();
const agents = httpAgentsProvider();
const cognito = connectCognito({ run: runner.facts, mask: runner.mask, fetchIdToken, agents, retry: ONE_TRY });
const fail = (error: unknown) => failStep(messageOf(error, runner.action.troubleshooting));

endOnUncaught(fail);
try {
  await sweepUsers({ runner, cognito, random, clock });
} catch (error) {
  failStep(await lastMessageOf(error, runner.action.troubleshooting, runner.whySecretsAreWithheld));
} finally {
  cognito.close();
  await endStep();
}
