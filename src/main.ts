import { connectAdapters } from './adapters.ts';
import { assertEndpoints } from './cognito/endpoints.ts';
import { connectTokenEndpoint } from './cognito/token-endpoint.ts';
import { messageOf } from './failures/action-error.ts';
import { lastMessageOf } from './failures/withheld.ts';
import { getTokens } from './get-tokens.ts';
import { connectProbedApi } from './world/probed-api.ts';
import { endOnUncaught, endStep, failStep } from './world/runner.ts';

const { calls, agents, ...adapters } = connectAdapters();
const tokenEndpoint = connectTokenEndpoint({ ...calls, agents });
const probedApi = connectProbedApi(adapters.retry, agents);

const fail = (error: unknown) => failStep(messageOf(error, adapters.runner.action.troubleshooting));

endOnUncaught(fail);
// A cancelled run is SIGINT, SIGTERM 7.5 seconds later, and the end 2.5 seconds after that. The post step comes all the same.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => adapters.timeLimit.interrupt());
}
try {
  // What cannot be used is found before anything is begun that post would have to take away.
  agents();
  assertEndpoints();
  await getTokens({ ...adapters, tokenEndpoint, probedApi });
} catch (error) {
  failStep(await lastMessageOf(error, adapters.runner.action.troubleshooting, adapters.runner.whySecretsAreWithheld));
} finally {
  adapters.cognito.close();
  await endStep();
}
