/**
 * What main does: inputs → config → sign-in → tokens → outputs.
 */
import { planCleanUp } from './clean-up-plan.ts';
import { type Config, resolveConfig, secretsOfConfig } from './config.ts';
import { ActionError } from './errors.ts';
import { secretInputNames } from './input-rules.ts';
import { type Inputs, parseInputs } from './inputs.ts';
import { exportOutputs, type Outputs, outputsOf, writeOutputs } from './outputs.ts';
import type { Clock, Cognito, ProbedApi, Random, Runner, TokenEndpoint } from './ports.ts';
import { postmanEnvironment } from './postman.ts';
import { probe } from './probe.ts';
import { Progress } from './progress.ts';
import { type SignedIn, signIn } from './sign-in/index.ts';
import { writeState } from './state.ts';
import { summaryRows } from './summary.ts';
import type { TimeLimit } from './time-limit.ts';

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
    mask(runner.readInput(name));
  }
  const config = resolveConfig(await readInputs(runner), runner.facts, world.random);
  secretsOfConfig(config).forEach(mask);
  timeLimit.set(config.timeoutSeconds);
  const { postmanFile } = config;
  const postmanPath = postmanFile === undefined ? undefined : runner.temporaryPath(postmanFile);
  writeState(runner, planCleanUp(config, postmanPath, { point: 'before-sign-in' }));

  const progress = new Progress(clock, (done) => runner.info(done));
  const signedIn = await signIn(config, { cognito, tokenEndpoint, clock, timeLimit, progress, mask });
  writeState(runner, planCleanUp(config, postmanPath, { point: 'signed-in', signedIn }));

  const probed = await probeApi(config, signedIn, progress, world.probedApi);
  await handOver(outputsOf(signedIn), config, postmanPath, runner);
  writeState(runner, planCleanUp(config, postmanPath, { point: 'handed-over', signedIn }));

  const { tokens } = signedIn;
  runner.info(`The tokens are valid until ${tokens.expiresAt.toISOString()}.`);
  if (config.handOver.jobSummary) {
    await runner.writeSummary('Cognito tokens', summaryRows({ config, tokens, steps: progress.finished, probed }));
  }
}

async function readInputs(runner: Runner): Promise<Inputs> {
  const parsed = parseInputs((name) => runner.readInput(name), runner.facts);
  if (parsed.outcome === 'invalid') {
    const secretsWithheld = await runner.whySecretsAreWithheld();
    throw new ActionError({ code: 'inputs-invalid', problems: parsed.problems, secretsWithheld });
  }
  return parsed.inputs;
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
