/** The entry of the proxy's process. It loads Cognito's adapters only when tokens are to be renewed. */
import { Agent } from 'node:http';
import { clock } from './platform/clock.ts';
import { createHttpAgentsProvider } from './platform/http-agents.ts';
import { setProxies } from './platform/proxies.ts';
import { random } from './platform/random.ts';
import { createRetryCall, noRetry } from './platform/retry.ts';
import { TimeLimit } from './platform/time-limit.ts';
import { runProxy } from './proxy/run-proxy.ts';
import type { ConnectionSettings } from './proxy/settings.ts';
import { Progress } from './sign-in/progress.ts';

/** Connections that are older may be closed by the target just as they are used again. */
const IDLE_TIMEOUT_MS = 1_000;

const exit = () => process.exit(0);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, exit);
}

const agents = createHttpAgentsProvider({ idleTimeoutMs: IDLE_TIMEOUT_MS });
const silent = () => undefined;

await runProxy({
  input: process.stdin,
  output: process.stdout,
  clock,
  random,
  useConnection({ serviceTime }, proxies) {
    setProxies(proxies);
    clock.sync(serviceTime ?? '');
  },
  connect: once(connect),
  // A target on this machine is not behind the proxy of the environment.
  agentFor: ({ protocol }) =>
    protocol === 'https:' ? agents().httpsAgent : new Agent({ keepAlive: true, timeout: IDLE_TIMEOUT_MS }),
  exit,
});

async function connect({ run, endpoints }: ConnectionSettings) {
  const [{ connectCognito }, { connectTokenEndpoint }] = await Promise.all([
    import(/* webpackChunkName: "cognito" */ './cognito/connect.ts'),
    import(/* webpackChunkName: "cognito" */ './cognito/token-endpoint.ts'),
  ]);
  const timeLimit = new TimeLimit(clock);
  // The token source tries again itself.
  const retry = createRetryCall({ timeLimit, random, clock, pacerFor: silent, report: silent }, noRetry);
  // Nothing is logged here, so there is nothing to mask.
  const calls = { retry, mask: silent, clock };
  const fetchIdToken = () => Promise.resolve(undefined);
  const cognito = connectCognito({ run, agents: createHttpAgentsProvider(), fetchIdToken, ...calls });
  if (Object.keys(endpoints).length > 0) {
    cognito.useEndpoints(endpoints);
  }
  return {
    cognito,
    tokenEndpoint: connectTokenEndpoint({ ...calls, agents: createHttpAgentsProvider() }),
    progress: new Progress(clock, silent),
  };
}

function once<Argument, Result>(
  load: (argument: Argument) => Promise<Result>,
): (argument: Argument) => Promise<Result> {
  let result: Promise<Result> | undefined;
  return (argument) => {
    result ??= load(argument);
    return result;
  };
}
