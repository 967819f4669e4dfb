/**
 * What main is going to do, with everything derived that can be before the first call.
 */
import { type EphemeralUser, inventEphemeralUser } from './ephemeral-user.ts';
import type { Inputs } from './inputs.ts';
import type { AppClientTarget, Random, RunFacts, UserPoolTarget } from './ports.ts';

export interface EphemeralConfig {
  readonly mode: 'ephemeral';
  readonly userPool: UserPoolTarget;
  readonly appClient: AppClientTarget;
  readonly user: EphemeralUser;
  readonly deleteUser: boolean;
}

export interface StoredConfig {
  readonly mode: 'stored';
  readonly appClient: AppClientTarget;
  readonly username: string;
  readonly password: string;
  readonly revokeToken: boolean;
}

export type Config = EphemeralConfig | StoredConfig;

export function resolveConfig(inputs: Inputs, run: RunFacts, random: Random): Config {
  const appClient = { region: inputs.region, clientId: inputs.clientId };
  switch (inputs.mode) {
    case 'ephemeral':
      return {
        mode: inputs.mode,
        userPool: { region: inputs.region, userPoolId: inputs.userPoolId },
        appClient,
        user: inventEphemeralUser(inputs, run, random),
        deleteUser: inputs.deleteUser,
      };
    case 'stored':
      return {
        mode: inputs.mode,
        appClient,
        username: inputs.username,
        password: inputs.password,
        revokeToken: inputs.revokeToken,
      };
  }
}

/** The secrets in a config, for the runner to mask. */
export function secretsOfConfig(config: Config): string[] {
  switch (config.mode) {
    case 'ephemeral':
      return [config.user.username, config.user.temporaryPassword, config.user.permanentPassword];
    case 'stored':
      return [config.username, config.password];
  }
}
