/**
 * What main does: inputs → config → sign-in → tokens → outputs.
 */
import { planCleanUp, type Reached } from './cleanup/plan.ts';
import { writeState } from './cleanup/state.ts';
import { resolveConfig, secretsOfConfig } from './config.ts';
import { parseInputs } from './inputs/action.ts';
import { MODES, secretInputsFor } from './inputs/rules.ts';
import { noticesFor } from './outputs/notices.ts';
import { outputsOf, writeOutputs } from './outputs/outputs.ts';
import { postmanEnvironment } from './outputs/postman.ts';
import { probeApi, statusesText } from './outputs/probe.ts';
import { summaryRows } from './outputs/summary.ts';
import type { Clock, ProbedApi, Random, Runner } from './platform/ports.ts';
import type { Cognito, LoginPage, TokenEndpoint } from './platform/ports-cognito.ts';
import type { TimeLimit } from './platform/time-limit.ts';
import { confirmDevice } from './sign-in/device.ts';
import { signIn } from './sign-in/index.ts';
import { Progress } from './sign-in/progress.ts';

export interface World {
  readonly runner: Runner;
  readonly cognito: Cognito;
  readonly tokenEndpoint: TokenEndpoint;
  readonly loginPage: LoginPage;
  readonly probedApi: ProbedApi;
  readonly random: Random;
  readonly clock: Clock;
  readonly timeLimit: TimeLimit;
}

/** Rejects with an `ActionError`; what was created by then is in the state, for the post step to remove. */
export async function getTokens(world: World): Promise<void> {
  const { runner, cognito, probedApi, random, clock, timeLimit } = world;
  const mask = (secret: string) => runner.mask(secret);
  for (const name of secretInputsFor(MODES)) {
    const given = runner.readInput(name);
    new Set([given, given.trim()]).forEach(mask);
  }
  const inputs = parseInputs((name) => runner.readInput(name), runner.facts.awsRegion);
  const config = resolveConfig(inputs, runner.facts, random);
  secretsOfConfig(config).forEach(mask);
  timeLimit.set(config.timeoutSeconds);
  const note = (reached: Reached) => writeState(runner, planCleanUp(config, cognito.endpoints, reached));
  note({ point: 'before-sign-in' });

  const progress = new Progress(clock, (done) => runner.info(done));
  const signedIn = await signIn(config, {
    ...world,
    progress,
    onCreation: (username) =>
      note(username === undefined ? { point: 'user-refused' } : { point: 'user-created', username }),
  });
  note({ point: 'signed-in', signedIn });

  const { tokens } = signedIn;
  const { deviceKey, failure: deviceFailure } = await confirmDevice(config, signedIn, { cognito, timeLimit, progress });
  const { postmanPath, handOver } = config;
  const { probe, envPrefix, jobSummary } = handOver;
  const probed = probe && (await progress.step('probe', () => probeApi(probe, tokens, probedApi), statusesText));
  const outputs = outputsOf(signedIn, { deviceKey, postmanPath });
  if (postmanPath !== undefined) {
    await runner.writePrivateFile(postmanPath, postmanEnvironment(outputs));
  }
  writeOutputs(runner, outputs, envPrefix);
  note({ point: 'handed-over', signedIn });

  runner.info(`The tokens are valid until ${tokens.expiresAt.toISOString()}.`);
  if (jobSummary) {
    await runner.writeSummary('Cognito tokens', summaryRows({ config, tokens, steps: progress.finished, probed }));
  }
  const { action } = runner;
  const isExported = envPrefix !== undefined;
  const { trimmedSecrets } = inputs;
  noticesFor({ action, deviceFailure, probed, trimmedSecrets, isExported }).forEach(runner.notice);
}
