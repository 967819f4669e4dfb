/**
 * The real adapters that every entry builds on.
 */

import { connectCognito } from './cognito/connect.ts';
import { clock } from './platform/clock.ts';
import { httpAgentsProvider } from './platform/http-agents.ts';
import { random } from './platform/random.ts';
import { Retry, type RetryWorld } from './platform/retry.ts';
import { connectRunner, fetchIdToken } from './platform/runner.ts';
import { TimeLimit } from './platform/time-limit.ts';

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
