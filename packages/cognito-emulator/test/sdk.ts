import type {
  CognitoIdentityProvider,
  CognitoIdentityProviderClientConfig,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Emulator } from '../src/index.ts';
import type { UserPool } from '../src/user-pool.ts';
import { ContractPool } from './contract/pool.ts';
import { createSdk } from './contract/sdk.ts';

/** Creates an AWS SDK client for the emulator, which signs requests and never retries. */
export function sdkFor(
  { url: endpoint, credentials }: Emulator,
  config: CognitoIdentityProviderClientConfig = {},
): CognitoIdentityProvider {
  return createSdk({ region: 'eu-west-1', credentials, ...config, endpoint });
}

/** Returns the calls of a user pool's owner, or of another caller with its credentials. */
export function callsOn(
  { id }: Pick<UserPool, 'id'>,
  emulator: Emulator,
  config: CognitoIdentityProviderClientConfig = {},
): ContractPool {
  return new ContractPool(id, sdkFor(emulator, config));
}
