/** The entry of the proxy's process. It loads Cognito's adapters only when tokens are to be renewed. */
import http from 'node:http';
import https from 'node:https';
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

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|::1)$/;

const agents = createHttpAgentsProvider({ idleTimeoutMs: IDLE_TIMEOUT_MS });
const silent = () => undefined;
let connected: ReturnType<typeof connect> | undefined;

await runProxy({
  input: process.stdin,
  output: process.stdout,
  clock,
  random,
  useConnection({ serviceTime }, proxies) {
    setProxies(proxies);
    clock.sync(serviceTime ?? '');
  },
  connect(settings) {
    connected ??= connect(settings).catch((error: unknown) => {
      // A file may not open while too many are open.
      connected = undefined;
      throw error;
    });
    return connected;
  },
  // A target on this machine is not behind the proxy of the environment.
  agentFor: ({ protocol, hostname }) =>
    LOOPBACK.test(hostname)
      ? new (protocol === 'https:' ? https : http).Agent({ keepAlive: true, timeout: IDLE_TIMEOUT_MS })
      : agents().httpsAgent,
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
  const deps = { ...calls, agents: createHttpAgentsProvider() };
  const cognito = connectCognito({ run, fetchIdToken, ...deps });
  if (Object.keys(endpoints).length > 0) {
    cognito.useEndpoints(endpoints);
  }
  return { cognito, tokenEndpoint: connectTokenEndpoint(deps), progress: new Progress(clock, silent) };
}
