import { connectAdapters } from './adapters.ts';
import { assertEndpoints } from './cognito/endpoints.ts';
import type { LoginPage } from './cognito/login-page.ts';
import { connectTokenEndpoint } from './cognito/token-endpoint.ts';
import { formatFinalMessage } from './failures/withheld.ts';
import { getTokens } from './get-tokens.ts';
import { runEntry } from './platform/entry.ts';
import { connectProbeApi } from './platform/probe-api.ts';
import { failStep } from './platform/runner.ts';
import type { StartProxy } from './proxy/start.ts';

const adapters = connectAdapters();
const { runner, agents, timeLimit } = adapters;
const calls = { ...adapters, mask: runner.mask };
const tokenEndpoint = connectTokenEndpoint(calls);
const connectLoginPage = async () => {
  // Loaded on demand, because few workflows use the login page.
  const page = await import(/* webpackChunkName: "login-page" */ './cognito/login-page.ts');
  return page.connectLoginPage(calls);
};
const loginPage: LoginPage = {
  signIn: async (request) => (await connectLoginPage()).signIn(request),
  exchangeCode: async (request, code) => (await connectLoginPage()).exchangeCode(request, code),
};
const probeApi = connectProbeApi(adapters);

const startProxy: StartProxy = async (config) => {
  // Loaded on demand, because few jobs have a proxy.
  const start = await import(/* webpackChunkName: "proxy-control" */ './proxy/start.ts');
  return start.startProxy(config);
};

await runEntry({
  run: () => {
    // An unusable proxy or endpoint fails here, before anything exists that post would have to delete.
    agents();
    assertEndpoints();
    return getTokens({ ...adapters, tokenEndpoint, loginPage, probeApi, startProxy });
  },
  reportError: async (error) => {
    failStep(await formatFinalMessage(error, runner.action.troubleshooting, runner.whySecretsAreWithheld));
  },
  // The post step still runs and deletes the user.
  onCancel: () => timeLimit.interrupt(),
});
