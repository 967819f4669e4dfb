/**
 * What main does: inputs → config → sign-in → tokens → outputs.
 */
import { planCleanUp, type Reached } from './clean-up/plan.ts';
import { writeState } from './clean-up/state.ts';
import { type Config, resolveConfig, secretsOfConfig } from './config.ts';
import { ActionError } from './failures/action-error.ts';
import { noticesFor, noticeText } from './hand-over/notices.ts';
import { exportOutputs, type Outputs, outputsOf, writeOutputs } from './hand-over/outputs.ts';
import { postmanEnvironment } from './hand-over/postman.ts';
import { probe } from './hand-over/probe.ts';
import { summaryRows } from './hand-over/summary.ts';
import { type Inputs, parseInputs } from './inputs/action.ts';
import type { InputName } from './inputs/rules.ts';
import { secretInputNames } from './inputs/rules.ts';
import { type SignedIn, signIn } from './sign-in/index.ts';
import { Progress } from './sign-in/progress.ts';
import type { Clock, Cognito, ProbedApi, Random, Runner, TokenEndpoint } from './world/ports.ts';
import type { TimeLimit } from './world/time-limit.ts';

export interface World {
  readonly runner: Runner;
  readonly cognito: Cognito;
  readonly tokenEndpoint: TokenEndpoint;
  readonly probedApi: ProbedApi;
  readonly random: Random;
  readonly clock: Clock;
  readonly timeLimit: TimeLimit;
}

/** Rejects with an `ActionError`; what was created by then is in the state, for the post step to remove. */
export async function getTokens(world: World): Promise<void> {
  const { runner, cognito, tokenEndpoint, clock, timeLimit } = world;
  const mask = (secret: string) => runner.mask(secret);
  for (const name of secretInputNames()) {
    const given = runner.readInput(name);
    new Set([given, given.trim()]).forEach(mask);
  }
  const { inputs, trimmedSecrets } = readInputs(runner);
  const config = resolveConfig(inputs, runner.facts, world.random);
  secretsOfConfig(config).forEach(mask);
  timeLimit.set(config.timeoutSeconds);
  const { postmanFile } = config;
  const postmanPath = postmanFile === undefined ? undefined : runner.temporaryPath(postmanFile);
  const note = (reached: Reached) => writeState(runner, planCleanUp(config, postmanPath, reached));
  note({ point: 'before-sign-in' });

  const progress = new Progress(clock, (done) => runner.info(done));
  const signedIn = await signIn(config, {
    cognito,
    tokenEndpoint,
    clock,
    timeLimit,
    progress,
    mask,
    onUserRefused: () => note({ point: 'user-refused' }),
  });
  note({ point: 'signed-in', signedIn });

  const probed = await probeApi(config, signedIn, progress, world.probedApi);
  await handOver(outputsOf(signedIn), config, postmanPath, runner);
  note({ point: 'handed-over', signedIn });

  const { tokens } = signedIn;
  runner.info(`The tokens are valid until ${tokens.expiresAt.toISOString()}.`);
  if (config.handOver.jobSummary) {
    await runner.writeSummary('Cognito tokens', summaryRows({ config, tokens, steps: progress.finished, probed }));
  }
  const isExported = config.handOver.envPrefix !== '';
  for (const notice of noticesFor({ action: runner.action, trimmedSecrets, isExported })) {
    runner.notice(noticeText(notice, runner.action));
  }
}

function readInputs(runner: Runner): { inputs: Inputs; trimmedSecrets: readonly InputName[] } {
  const parsed = parseInputs((name) => runner.readInput(name), runner.facts);
  if (parsed.outcome === 'invalid') {
    const { problems, isAnyEmpty } = parsed;
    throw new ActionError({ code: 'inputs-invalid', problems, isAnyEmpty });
  }
  return parsed;
}

function probeApi(
  { handOver }: Config,
  { tokens }: SignedIn,
  progress: Progress,
  api: ProbedApi,
): Promise<string | undefined> {
  const { probe: inputs } = handOver;
  const idToken = tokens.kind === 'user' ? tokens.idToken : '';
  return inputs === undefined
    ? Promise.resolve(undefined)
    : progress.step('probe', () => probe(inputs, { idToken, accessToken: tokens.accessToken }, api));
}

async function handOver(
  outputs: Outputs,
  { handOver: ways }: Config,
  postmanPath: string | undefined,
  runner: Runner,
): Promise<void> {
  const all = new Map(outputs);
  if (postmanPath !== undefined) {
    await runner.writePrivateFile(postmanPath, postmanEnvironment(outputs));
    all.set('POSTMAN_ENVIRONMENT', postmanPath);
  }
  writeOutputs(runner, all);
  exportOutputs(runner, all, ways.envPrefix);
}
