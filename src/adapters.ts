/**
 * The real adapters that every entry builds on.
 */

import { connectCognito } from './cognito/connect.ts';
import { clock } from './platform/clock.ts';
import { createHttpAgentsProvider } from './platform/http-agents.ts';
import { random } from './platform/random.ts';
import { Retry, type RetryDeps } from './platform/retry.ts';
import { connectRunner, fetchIdToken } from './platform/runner.ts';
import { TimeLimit } from './platform/time-limit.ts';

/** @param createRetry who tries again; the sweep does so itself */
export function connectAdapters(createRetry = (deps: RetryDeps): Pick<Retry, 'run'> => new Retry(deps)) {
  const runner = connectRunner();
  const timeLimit = new TimeLimit(clock);
  const retry = createRetry({ timeLimit, random, clock, report: runner.info });
  const agents = createHttpAgentsProvider();
  const { mask, run } = runner;
  const cognito = connectCognito({ run, agents, fetchIdToken, retry, mask });
  return { runner, clock, random, timeLimit, retry, agents, cognito };
}
