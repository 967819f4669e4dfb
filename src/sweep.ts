import { clock } from './clock.ts';
import { connectCognito } from './cognito/connect.ts';
import { messageOf } from './errors.ts';
import { httpAgentsProvider } from './http-agents.ts';
import { random } from './random.ts';
import { ONE_TRY } from './retry.ts';
import { connectRunner, endOnUncaught, endStep, failStep, fetchIdToken } from './runner.ts';
import { sweepUsers } from './sweep-users.ts';

const runner = connectRunner();
const agents = httpAgentsProvider();
const cognito = connectCognito({ run: runner.facts, mask: runner.mask, fetchIdToken, agents, retry: ONE_TRY });
const fail = (error: unknown) => failStep(messageOf(error, runner.action.troubleshooting));

endOnUncaught(fail);
try {
  await sweepUsers({ runner, cognito, random, clock });
} catch (error) {
  fail(error);
} finally {
  cognito.close();
  await endStep();
}
