/**
 * What main does: inputs → config → sign-in → tokens → outputs.
 */
import { type Checkpoint, planCleanup } from './cleanup/plan.ts';
import { writeState } from './cleanup/state.ts';
import { resolveConfig, secretsOfConfig } from './config.ts';
import { parseInputs } from './inputs/action.ts';
import { MODES, secretInputsFor } from './inputs/rules.ts';
import { noticesFor } from './outputs/notices.ts';
import { createOutputs, writeOutputs } from './outputs/outputs.ts';
import { postmanEnvironment } from './outputs/postman.ts';
import { runProbe, statusesText } from './outputs/probe.ts';
import { summaryRows } from './outputs/summary.ts';
import type { Clock, ProbeApi, Random, Runner } from './platform/ports.ts';
import type { Cognito, LoginPage, TokenEndpoint } from './platform/ports-cognito.ts';
import type { TimeLimit } from './platform/time-limit.ts';
import { confirmDevice } from './sign-in/device.ts';
import { signIn } from './sign-in/index.ts';
import { Progress } from './sign-in/progress.ts';

export interface MainDeps {
  readonly runner: Runner;
  readonly cognito: Cognito;
  readonly tokenEndpoint: TokenEndpoint;
  readonly loginPage: LoginPage;
  readonly probeApi: ProbeApi;
  readonly random: Random;
  readonly clock: Clock;
  readonly timeLimit: TimeLimit;
}

/** Rejects with an `ActionError`; what was created by then is in the state, for the post step to remove. */
export async function getTokens(deps: MainDeps): Promise<void> {
  const { runner, cognito, probeApi, random, clock, timeLimit } = deps;
  const mask = (secret: string) => runner.mask(secret);
  for (const name of secretInputsFor(MODES)) {
    const given = runner.readInput(name);
    new Set([given, given.trim()]).forEach(mask);
  }
  const inputs = parseInputs((name) => runner.readInput(name), runner.run.awsRegion);
  const config = resolveConfig(inputs, runner.run, random);
  secretsOfConfig(config).forEach(mask);
  timeLimit.set(config.timeoutSeconds);
  const saveState = (checkpoint: Checkpoint) => writeState(runner, planCleanup(config, cognito.endpoints, checkpoint));
  saveState({ at: 'before-sign-in' });

  const progress = new Progress(clock, (done) => runner.info(done));
  const signedIn = await signIn(config, {
    ...deps,
    progress,
    onUserCreated: (username) => saveState({ at: 'user-created', username }),
    onUserRefused: () => saveState({ at: 'user-refused' }),
  });
  saveState({ at: 'signed-in', signedIn });

  const { tokens } = signedIn;
  const { deviceKey, failure: deviceFailure } = await confirmDevice(config, signedIn, { cognito, timeLimit, progress });
  const { postmanPath, outputOptions } = config;
  const { probe, envPrefix, jobSummary } = outputOptions;
  const probeResult = probe && (await progress.run('probe', () => runProbe(probe, tokens, probeApi), statusesText));
  const outputs = createOutputs(signedIn, { deviceKey, postmanPath });
  if (postmanPath !== undefined) {
    await runner.writePrivateFile(postmanPath, postmanEnvironment(outputs));
  }
  writeOutputs(runner, outputs, envPrefix);
  saveState({ at: 'outputs-written', signedIn });

  runner.info(`The tokens are valid until ${tokens.expiresAt.toISOString()}.`);
  if (jobSummary) {
    await runner.writeSummary(
      'Cognito tokens',
      summaryRows({ config, tokens, timings: progress.timings, probeResult }),
    );
  }
  const { action } = runner;
  const isExported = envPrefix !== undefined;
  const { trimmedSecrets } = inputs;
  noticesFor({ action, deviceFailure, probeResult, trimmedSecrets, isExported }).forEach(runner.notice);
}
