/**
 * What main does: inputs → config → sign-in → tokens → outputs.
 */
import { type Config, resolveConfig, secretsOfConfig } from './config.ts';
import { ActionError } from './errors.ts';
import { secretInputNames } from './input-rules.ts';
import { type Inputs, parseInputs } from './inputs.ts';
import { outputsOf, writeOutputs } from './outputs.ts';
import type { Cognito, Random, Runner } from './ports.ts';
import { signIn } from './sign-in/index.ts';
import { type State, writeState } from './state.ts';
import { parseUserTokens, secretsOfTokens, type UserTokens } from './tokens.ts';

export interface World {
  readonly runner: Runner;
  readonly cognito: Cognito;
  readonly random: Random;
}

/** Rejects with an `ActionError`; what was created by then is in the state, for the post step to remove. */
export async function getTokens({ runner, cognito, random }: World): Promise<void> {
  maskAll(
    runner,
    secretInputNames().map((name) => runner.readInput(name)),
  );
  const config = resolveConfig(await readInputs(runner), runner.facts, random);
  maskAll(runner, secretsOfConfig(config));
  writeStateBeforeSignIn(runner, config);

  const user = await signIn(config, cognito, (done) => runner.info(done));
  maskAll(runner, secretsOfTokens(user.tokens));
  const tokens = parseUserTokens(user.tokens);
  writeStateAfterSignIn(runner, config, tokens);
  writeOutputs(runner, outputsOf(user.username, user.password, tokens));
  runner.info(`Signed in with USER_PASSWORD_AUTH; the tokens are valid until ${tokens.expiresAt.toISOString()}.`);
}

async function readInputs(runner: Runner): Promise<Inputs> {
  const parsed = parseInputs((name) => runner.readInput(name), runner.facts);
  if (parsed.outcome === 'invalid') {
    const secretsWithheld = await runner.whySecretsAreWithheld();
    throw new ActionError({ code: 'inputs-invalid', problems: parsed.problems, secretsWithheld });
  }
  return parsed.inputs;
}

function maskAll(runner: Runner, secrets: readonly string[]): void {
  for (const secret of new Set(secrets)) {
    if (secret !== '') {
      runner.mask(secret);
    }
  }
}

/**
 * Written before there is anything to clean up: whatever happens from the first call on, the post step knows the user's name. A user
 * that is to be kept is deleted too unless it is handed over, since nobody would know its password.
 */
function writeStateBeforeSignIn(runner: Runner, config: Config): void {
  if (config.mode === 'ephemeral') {
    writeState(runner, { cleanUp: 'delete-user', ...config.userPool, username: config.user.username });
  }
}

function writeStateAfterSignIn(runner: Runner, config: Config, tokens: UserTokens): void {
  const state = stateAfterSignIn(config, tokens);
  if (state !== undefined) {
    writeState(runner, state);
  }
}

function stateAfterSignIn(config: Config, { refreshToken }: UserTokens): State | undefined {
  switch (config.mode) {
    case 'ephemeral':
      return config.deleteUser ? undefined : { cleanUp: 'keep-user', userPoolId: config.userPool.userPoolId };
    case 'stored':
      return config.revokeToken ? { cleanUp: 'revoke-token', ...config.appClient, refreshToken } : undefined;
  }
}
