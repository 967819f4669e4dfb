/**
 * The real adapters that every entry builds on.
 */

import { connectCognito } from './cognito/connect.ts';
import { clock } from './world/clock.ts';
import { httpAgentsProvider } from './world/http-agents.ts';
import { random } from './world/random.ts';
import { Retry, type RetryWorld } from './world/retry.ts';
import { connectRunner, fetchIdToken } from './world/runner.ts';
import { TimeLimit } from './world/time-limit.ts';

/** @param retryIn who tries again; the sweep does so itself */
export function connectAdapters(retryIn = (world: RetryWorld): Pick<Retry, 'run'> => new Retry(world)) {
  const runner = connectRunner();
  const timeLimit = new TimeLimit(clock);
  const retry = retryIn({ timeLimit, random, clock, say: runner.info });
  const agents = httpAgentsProvider();
  const { mask, facts: run } = runner;
  const cognito = connectCognito({ run, agents, fetchIdToken, retry, mask });
  return { runner, clock, random, timeLimit, retry, agents, cognito };
}
