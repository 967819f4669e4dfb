/**
 * What main is going to do, with everything derived that can be before the first call.
 */
import { drawBase32, type EphemeralUser, inventEphemeralUser } from './ephemeral-user.ts';
import type { AuthFlowName, EphemeralInputs, HandOverInputs, Inputs, StoredInputs } from './inputs/action.ts';
import { secretsOfToken } from './tokens.ts';
import type { AppClientTarget, AuthFlow, Metadata, Random, RunFacts, UserPoolTarget } from './world/ports.ts';

interface CommonConfig {
  readonly handOver: HandOverInputs;
  /** Name of the file with the Postman environment, another one in each step; undefined without one. */
  readonly postmanFile: string | undefined;
  /** Deadline of main as a whole. */
  readonly timeoutSeconds: number;
}

export interface EphemeralConfig extends CommonConfig {
  readonly mode: 'ephemeral';
  readonly userPool: UserPoolTarget;
  readonly appClient: AppClientTarget;
  readonly authFlow: AuthFlow;
  readonly createWith: 'admin' | 'sign-up';
  readonly user: EphemeralUser;
  readonly groups: readonly string[];
  readonly clientMetadata: Metadata;
  readonly deleteUser: boolean;
}

export interface StoredConfig extends CommonConfig {
  readonly mode: 'stored';
  /** Empty where it was not given. */
  readonly userPoolId: string;
  readonly appClient: AppClientTarget;
  readonly authFlow: AuthFlow;
  readonly username: string;
  readonly password: string;
  readonly totpSecret: string;
  readonly clientMetadata: Metadata;
  readonly revokeToken: boolean;
}

export interface RefreshConfig extends CommonConfig {
  readonly mode: 'refresh';
  /** Empty where it was not given. */
  readonly userPoolId: string;
  readonly appClient: AppClientTarget;
  readonly refreshToken: string;
}

export interface ClientCredentialsConfig extends CommonConfig {
  readonly mode: 'client-credentials';
  readonly clientId: string;
  readonly clientSecret: string;
  /** Origin of the user pool domain. */
  readonly domain: string;
  readonly scopes: readonly string[];
}

export type Config = EphemeralConfig | StoredConfig | RefreshConfig | ClientCredentialsConfig;

export function resolveConfig(inputs: Inputs, run: RunFacts, random: Random): Config {
  const { mode, clientId, clientSecret, region, handOver } = inputs;
  const appClient = { region, clientId, clientSecret };
  const postmanFile = handOver.postmanEnvironment ? inventPostmanFile(random) : undefined;
  const common = { handOver, postmanFile, timeoutSeconds: inputs.timeoutSeconds };
  switch (mode) {
    case 'ephemeral': {
      const userPool = userPoolOf(inputs);
      return {
        mode,
        userPool,
        appClient,
        authFlow: authFlowOf(inputs.authFlow, userPool),
        createWith: inputs.createWith,
        user: inventEphemeralUser(inputs, run, random),
        groups: inputs.groups,
        clientMetadata: inputs.clientMetadata,
        deleteUser: inputs.deleteUser,
        ...common,
      };
    }
    case 'stored':
      return {
        mode,
        userPoolId: inputs.userPoolId,
        appClient,
        authFlow: authFlowOf(inputs.authFlow, userPoolOf(inputs)),
        username: inputs.username,
        password: inputs.password,
        totpSecret: inputs.totpSecret,
        clientMetadata: inputs.clientMetadata,
        revokeToken: inputs.revokeToken,
        ...common,
      };
    case 'refresh':
      return { mode, userPoolId: inputs.userPoolId, appClient, refreshToken: inputs.refreshToken, ...common };
    case 'client-credentials':
      return {
        mode,
        clientId,
        clientSecret,
        domain: originOf(inputs.domain, region),
        scopes: inputs.scopes,
        ...common,
      };
  }
}

/** The secrets that config made, and the parts of a token that came as an input; whole inputs are masked already. */
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

function inventPostmanFile(random: Random): string {
  return `cognito-token-${drawBase32(random)}.postman_environment.json`;
}

function userPoolOf({ region, userPoolId, role }: EphemeralInputs | StoredInputs): UserPoolTarget {
  return { region, userPoolId, role };
}

function authFlowOf(name: AuthFlowName, userPool: UserPoolTarget): AuthFlow {
  switch (name) {
    case 'USER_SRP_AUTH':
      return { name, userPoolId: userPool.userPoolId };
    case 'ADMIN_USER_PASSWORD_AUTH':
      return { name, userPool };
    default:
      return { name };
  }
}

/**
 * The origin of a user pool domain that is given as prefix, host or URL.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
 */
function originOf(domain: string, region: string): string {
  if (domain.includes('://')) {
    return new URL(domain).origin;
  }
  if (domain.includes('.')) {
    return `https://${domain}`;
  }
  // GovCloud has endpoints with FIPS cryptography alone.
  const service = region.startsWith('us-gov-') ? 'auth-fips' : 'auth';
  return `https://${domain}.${service}.${region}.amazoncognito.com`;
}
