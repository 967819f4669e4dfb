import { connectAdapters } from './adapters.ts';
import { assertEndpoints } from './cognito/endpoints.ts';
import { connectTokenEndpoint } from './cognito/token-endpoint.ts';
import { lastMessageOf } from './failures/withheld.ts';
import { getTokens } from './get-tokens.ts';
import { connectProbedApi } from './world/probed-api.ts';
import { failStep } from './world/runner.ts';
import { runStep } from './world/step.ts';

const adapters = connectAdapters();
const { runner, agents, timeLimit } = adapters;
const tokenEndpoint = connectTokenEndpoint({ ...adapters, mask: runner.mask });
const probedApi = connectProbedApi(adapters);

await runStep({
  work: () => {
    // What cannot be used is found before anything is begun that post would have to take away.
    agents();
    assertEndpoints();
    return getTokens({ ...adapters, tokenEndpoint, probedApi });
  },
  say: async (error) => {
    failStep(await lastMessageOf(error, runner.action.troubleshooting, runner.whySecretsAreWithheld));
  },
  // The post step comes all the same.
  onCancel: () => timeLimit.interrupt(),
});
