/** Derives from the inputs everything that main can know before the first call. */
import { join } from 'node:path';
import { type EphemeralUser, generateEphemeralUser, randomBase32 } from './ephemeral-user.ts';
import type { ClientCredentialsInputs, EphemeralInputs, Inputs, RefreshInputs, StoredInputs } from './inputs/action.ts';
import type { Random, RunContext } from './platform/ports.ts';
import { secretsOfToken } from './tokens.ts';

/** The files that main writes on request. The post step removes them. */
export const FILE_KINDS = ['postman-environment', 'storage-state'] as const;

export type FileKind = (typeof FILE_KINDS)[number];

/** Paths, different in each step. Contains only the files that the inputs ask for. */
export type FilePaths = Readonly<Partial<Record<FileKind, string>>>;

interface Derived {
  readonly files: FilePaths;
}

export type EphemeralConfig = EphemeralInputs & Derived & { readonly user: EphemeralUser };
export type StoredConfig = StoredInputs & Derived;
export type RefreshConfig = RefreshInputs & Derived;
export type ClientCredentialsConfig = ClientCredentialsInputs & Derived;

export type Config = EphemeralConfig | StoredConfig | RefreshConfig | ClientCredentialsConfig;

export function resolveConfig(inputs: Inputs, run: RunContext, random: Random): Config {
  const pathOf = (extension: string) => join(run.temporaryFolder, `cognito-token-${randomBase32(random)}.${extension}`);
  const { postmanEnvironment, storageStateOrigin } = inputs.outputOptions;
  const files: FilePaths = {
    ...(storageStateOrigin !== undefined && { 'storage-state': pathOf('storage_state.json') }),
    ...(postmanEnvironment && { 'postman-environment': pathOf('postman_environment.json') }),
  };
  return inputs.mode === 'ephemeral'
    ? { ...inputs, files, user: generateEphemeralUser(inputs, run, random) }
    : { ...inputs, files };
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
