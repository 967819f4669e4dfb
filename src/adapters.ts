/**
 * The real adapters that main and post build on. The sweep makes its own: it has no deadline, and paces its tries itself.
 */
import { clock } from './clock.ts';
import { connectCognito } from './cognito/connect.ts';
import { httpAgentsProvider } from './http-agents.ts';
import { random } from './random.ts';
import { Retry } from './retry.ts';
import { connectRunner, fetchIdToken } from './runner.ts';
import { TimeLimit } from './time-limit.ts';

export function connectAdapters() {
  const runner = connectRunner();
  const timeLimit = new TimeLimit(clock);
  const retry = new Retry(timeLimit, random);
  const agents = httpAgentsProvider();
  const calls = { retry, mask: runner.mask };
  const cognito = connectCognito({ run: runner.facts, agents, fetchIdToken, ...calls });
  return { runner, clock, random, timeLimit, retry, agents, calls, cognito };
}
