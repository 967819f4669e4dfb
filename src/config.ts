/** Derives from the inputs everything that main can know before the first call. */
import { join } from 'node:path';
import { type EphemeralUser, generateEphemeralUser, randomBase32 } from './ephemeral-user.ts';
import type { ClientCredentialsInputs, EphemeralInputs, Inputs, RefreshInputs, StoredInputs } from './inputs/action.ts';
import type { Random, RunContext } from './platform/ports.ts';
import { secretsOfToken } from './tokens.ts';

interface Derived {
  /** The path of the Postman environment, different in each step; undefined if it is not wanted. */
  readonly postmanPath: string | undefined;
}

export type EphemeralConfig = EphemeralInputs & Derived & { readonly user: EphemeralUser };
export type StoredConfig = StoredInputs & Derived;
export type RefreshConfig = RefreshInputs & Derived;
export type ClientCredentialsConfig = ClientCredentialsInputs & Derived;

export type Config = EphemeralConfig | StoredConfig | RefreshConfig | ClientCredentialsConfig;

export function resolveConfig(inputs: Inputs, run: RunContext, random: Random): Config {
  const postmanPath = inputs.outputOptions.postmanEnvironment
    ? join(run.temporaryFolder, `cognito-token-${randomBase32(random)}.postman_environment.json`)
    : undefined;
  return inputs.mode === 'ephemeral'
    ? { ...inputs, postmanPath, user: generateEphemeralUser(inputs, run, random) }
    : { ...inputs, postmanPath };
}

type ApiTarget = Pick<EphemeralConfig['userPool'], 'region' | 'role'>;

/** Returns where the step calls Cognito's API. Undefined if it calls a user pool domain only. */
export function apiTargetOf(config: Config): ApiTarget | undefined {
  switch (config.mode) {
    case 'ephemeral':
      return config.userPool;
    case 'stored': {
      const { appClient, authFlow } = config;
      const role = authFlow.name === 'ADMIN_USER_PASSWORD_AUTH' ? authFlow.userPool.role : undefined;
      return { region: appClient.region, role };
    }
    case 'refresh':
      return { region: config.appClient.region, role: undefined };
    case 'client-credentials':
      return config.tokenSource.kind === 'api' ? { region: config.tokenSource.region, role: undefined } : undefined;
  }
}

/** Returns the generated secrets and the parts of an input token. The inputs themselves are masked earlier. */
export function secretsOfConfig(config: Config): string[] {
  switch (config.mode) {
    case 'ephemeral':
      return [config.user.username, config.user.temporaryPassword, config.user.permanentPassword];
    case 'refresh':
      return secretsOfToken(config.refreshToken);
    default:
      return [];
  }
}
