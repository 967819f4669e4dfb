import { clock } from './clock.ts';
import { connectCognito } from './cognito/connect.ts';
import { connectTokenEndpoint } from './cognito/token-endpoint.ts';
import { messageOf } from './errors.ts';
import { getTokens } from './get-tokens.ts';
import { connectProbedApi } from './http-probe.ts';
import { random } from './random.ts';
import { connectRunner, failStep, fetchIdToken } from './runner.ts';

const runner = connectRunner();
const cognito = connectCognito({ run: runner.facts, mask: runner.mask, fetchIdToken });
const tokenEndpoint = connectTokenEndpoint(runner.mask);
try {
  await getTokens({ runner, cognito, tokenEndpoint, probedApi: connectProbedApi(), random, clock });
} catch (error) {
  failStep(messageOf(error));
} finally {
  cognito.close();
}
