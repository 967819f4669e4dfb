/**
 * What main does: inputs → config → sign-in → tokens → outputs.
 */
import { planCleanUp, type Reached } from './clean-up/plan.ts';
import { writeState } from './clean-up/state.ts';
import { type Config, resolveConfig, secretsOfConfig } from './config.ts';
import { noticesFor, noticeText } from './hand-over/notices.ts';
import { exportOutputs, type Outputs, outputsOf, writeOutputs } from './hand-over/outputs.ts';
import { postmanEnvironment } from './hand-over/postman.ts';
import { type Probed, probeApi, statusesText } from './hand-over/probe.ts';
import { summaryRows } from './hand-over/summary.ts';
import { parseInputs } from './inputs/action.ts';
import { secretInputNames } from './inputs/rules.ts';
import { confirmDevice } from './sign-in/device.ts';
import { signIn } from './sign-in/index.ts';
import { Progress } from './sign-in/progress.ts';
import type { SignedIn } from './sign-in/signed-in.ts';
import type { Clock, Cognito, LoginPage, ProbedApi, Random, Runner, TokenEndpoint } from './world/ports.ts';
import type { TimeLimit } from './world/time-limit.ts';

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
  const { runner, cognito, tokenEndpoint, loginPage, clock, timeLimit } = world;
  const mask = (secret: string) => runner.mask(secret);
  for (const name of secretInputNames()) {
    const given = runner.readInput(name);
    new Set([given, given.trim()]).forEach(mask);
  }
  const inputs = parseInputs((name) => runner.readInput(name), runner.facts);
  const config = resolveConfig(inputs, runner.facts, world.random);
  secretsOfConfig(config).forEach(mask);
  timeLimit.set(config.timeoutSeconds);
  const note = (reached: Reached) => writeState(runner, planCleanUp(config, cognito.endpoints, reached));
  note({ point: 'before-sign-in' });

  const progress = new Progress(clock, (done) => runner.info(done));
  const signedIn = await signIn(config, {
    cognito,
    tokenEndpoint,
    loginPage,
    clock,
    timeLimit,
    progress,
    onCreation: (username) =>
      note(username === undefined ? { point: 'user-refused' } : { point: 'user-created', username }),
  });
  note({ point: 'signed-in', signedIn });

  const device = await confirmDevice(config, signedIn, { cognito, timeLimit, progress });
  const probed = await probeIfAsked(config, signedIn, progress, world.probedApi);
  await handOver(outputsOf(signedIn, device), config, runner);
  note({ point: 'handed-over', signedIn });

  const { tokens } = signedIn;
  runner.info(`The tokens are valid until ${tokens.expiresAt.toISOString()}.`);
  if (config.handOver.jobSummary) {
    await runner.writeSummary('Cognito tokens', summaryRows({ config, tokens, steps: progress.finished, probed }));
  }
  const { action } = runner;
  const isExported = config.handOver.envPrefix !== undefined;
  const { trimmedSecrets } = inputs;
  for (const notice of noticesFor({ action, deviceFailure: device.failure, probed, trimmedSecrets, isExported })) {
    runner.notice(noticeText(notice, action));
  }
}

function probeIfAsked(
  { handOver }: Config,
  { tokens }: SignedIn,
  progress: Progress,
  api: ProbedApi,
): Promise<Probed | undefined> {
  const { probe: inputs } = handOver;
  const { idToken = '' } = tokens.kind === 'user' ? tokens : {};
  return inputs === undefined
    ? Promise.resolve(undefined)
    : progress.step('probe', () => probeApi(inputs, { idToken, accessToken: tokens.accessToken }, api), statusesText);
}

async function handOver(outputs: Outputs, { handOver: ways, postmanPath }: Config, runner: Runner): Promise<void> {
  const all = new Map(outputs);
  if (postmanPath !== undefined) {
    await runner.writePrivateFile(postmanPath, postmanEnvironment(outputs));
    all.set('POSTMAN_ENVIRONMENT', postmanPath);
  }
  writeOutputs(runner, all);
  exportOutputs(runner, all, ways.envPrefix);
}
