/**
 * The real adapters that main and post build on. The sweep makes its own: it has no deadline, and paces its tries itself.
 */

import { connectCognito } from './cognito/connect.ts';
import { clock } from './world/clock.ts';
import { httpAgentsProvider } from './world/http-agents.ts';
import { random } from './world/random.ts';
import { Retry } from './world/retry.ts';
import { connectRunner, fetchIdToken } from './world/runner.ts';
import { TimeLimit } from './world/time-limit.ts';

export function connectAdapters() {
  const runner = connectRunner();
  const timeLimit = new TimeLimit(clock);
  const retry = new Retry({ timeLimit, random, clock, say: runner.info });
  const agents = httpAgentsProvider();
  const calls = { retry, mask: runner.mask };
  const cognito = connectCognito({ run: runner.facts, agents, fetchIdToken, ...calls });
  return { runner, clock, random, timeLimit, retry, agents, calls, cognito };
}
