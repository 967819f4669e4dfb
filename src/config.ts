/** Derives from the inputs everything that main can know before the first call. */
import { join } from 'node:path';
import type { CalledServices, RoleToAssume } from './cognito/types.ts';
import { type EphemeralUser, generateEphemeralUser, randomBase32 } from './ephemeral-user.ts';
import type { ClientCredentialsInputs, EphemeralInputs, Inputs, RefreshInputs, StoredInputs } from './inputs/action.ts';
import type { ProxyInputs } from './inputs/proxy.ts';
import type { NonEmpty } from './platform/parallel.ts';
import type { Random, RunContext } from './platform/ports.ts';
import { secretsOfToken } from './tokens.ts';

/** The files that main writes on request. The post step removes them. */
export const FILE_KINDS = ['postman-environment', 'env-file', 'storage-state', 'users', 'users-csv'] as const;

export type FileKind = (typeof FILE_KINDS)[number];

/** Paths, different in each step. Contains only the files that the inputs ask for. */
export type FilePaths = Readonly<Partial<Record<FileKind, string>>>;

interface Derived {
  readonly files: FilePaths;
  /** Undefined without a proxy. */
  readonly proxy: ProxyConfig | undefined;
}

export interface ProxyConfig extends ProxyInputs {
  /** A secret that only the post step uses. */
  readonly stopKey: string;
}

export type EphemeralConfig = EphemeralInputs & Derived & { readonly users: NonEmpty<EphemeralUser> };
export type StoredConfig = StoredInputs & Derived;
export type RefreshConfig = RefreshInputs & Derived;
export type ClientCredentialsConfig = ClientCredentialsInputs & Derived;

export type Config = EphemeralConfig | StoredConfig | RefreshConfig | ClientCredentialsConfig;

export function resolveConfig(inputs: Inputs, run: RunContext, random: Random): Config {
  const pathOf = (extension: string) => join(run.temporaryFolder, `cognito-token-${randomBase32(random)}.${extension}`);
  const { postmanEnvironment, envFile, storageStateOrigin } = inputs.outputOptions;
  const files: FilePaths = {
    ...(storageStateOrigin !== undefined && { 'storage-state': pathOf('storage_state.json') }),
    ...(postmanEnvironment && { 'postman-environment': pathOf('postman_environment.json') }),
    ...(envFile && { 'env-file': pathOf('env') }),
    ...(hasManyUsers(inputs) && { users: pathOf('users.json'), 'users-csv': pathOf('users.csv') }),
  };
  const { proxyInputs } = inputs;
  const proxy = proxyInputs && { ...proxyInputs, stopKey: randomBase32(random) };
  if (inputs.mode !== 'ephemeral') {
    return { ...inputs, files, proxy };
  }
  const generate = () => generateEphemeralUser(inputs, run, random);
  const users = [generate(), ...Array.from({ length: inputs.userCount - 1 }, generate)] as const;
  return { ...inputs, files, proxy, users };
}

function hasManyUsers(inputs: Inputs): boolean {
  return inputs.mode === 'ephemeral' && inputs.userCount > 1;
}

/** Returns what the step calls of AWS's APIs. Undefined if it calls a user pool domain only. */
export function calledServices(config: Config): CalledServices | undefined {
  if (config.mode === 'client-credentials') {
    const { tokenSource } = config;
    return tokenSource.kind === 'api'
      ? { region: tokenSource.region, role: undefined, hasIdentityPool: false }
      : undefined;
  }
  return { region: config.appClient.region, role: roleOf(config), hasIdentityPool: config.identityPool !== undefined };
}

function roleOf(config: EphemeralConfig | StoredConfig | RefreshConfig): RoleToAssume | undefined {
  switch (config.mode) {
    case 'ephemeral':
      return config.userPool.role;
    case 'stored':
      return config.authFlow.name === 'ADMIN_USER_PASSWORD_AUTH' ? config.authFlow.userPool.role : undefined;
    case 'refresh':
      return undefined;
  }
}

/** Returns the generated secrets and the parts of an input token. The inputs themselves are masked earlier. */
export function secretsOfConfig(config: Config): string[] {
  return [...secretsOfMode(config), ...(config.proxy === undefined ? [] : [config.proxy.stopKey])];
}

function secretsOfMode(config: Config): string[] {
  switch (config.mode) {
    case 'ephemeral':
      return config.users.flatMap(({ username, temporaryPassword, permanentPassword }) => [
        username,
        temporaryPassword,
        permanentPassword,
      ]);
    case 'refresh':
      return secretsOfToken(config.refreshToken);
    default:
      return [];
  }
}
