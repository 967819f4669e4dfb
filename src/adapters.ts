import { connectCognito } from './cognito/connect.ts';
import { clock } from './platform/clock.ts';
import { createHttpAgentsProvider } from './platform/http-agents.ts';
import { createPacers } from './platform/pace.ts';
import { random } from './platform/random.ts';
import { type CallPolicy, createRetryCall } from './platform/retry.ts';
import { connectRunner, fetchIdToken } from './platform/runner.ts';
import { TimeLimit } from './platform/time-limit.ts';
import { REQUEST_QUOTAS } from './quotas.ts';

/** Builds the adapters that all entry points share. */
export function connectAdapters(callPolicy?: CallPolicy) {
  const runner = connectRunner();
  const timeLimit = new TimeLimit(clock);
  const pacerFor = createPacers(REQUEST_QUOTAS, { clock, timeLimit });
  const retry = createRetryCall({ timeLimit, random, clock, pacerFor, report: runner.info }, callPolicy);
  const agents = createHttpAgentsProvider();
  const { mask, run } = runner;
  const cognito = connectCognito({ run, agents, fetchIdToken, retry, mask, clock });
  return { runner, clock, random, timeLimit, retry, agents, cognito };
}
