/**
 * The service that the contract is checked against. By default, it is the emulator in this process. `npm run live` sets
 * variables to check another: AWS_ENDPOINT_URL (none for AWS itself), AWS_REGION and credentials as the SDK reads
 * them, and CONTRACT_RUN, an ID for the names of user pools.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll } from '@jest/globals';
import { startEmulator } from '../../src/index.ts';
import { ContractPool } from './pool.ts';
import { deletePools } from './pool-deletion.ts';
import { POOL_TAGS, poolName } from './pool-names.ts';
import { createSdk, type SdkSettings } from './sdk.ts';

export interface Service {
  /** Unset for AWS's own endpoint. */
  readonly endpoint: string | undefined;
  readonly region: string;
  /** Signs its calls with the credentials of the pools' owner. */
  readonly sdk: CognitoIdentityProviderClient;
  /** Returns a client with other settings, for the rest of the tests. */
  clientWith(config: CognitoIdentityProviderClientConfig): CognitoIdentityProviderClient;
  /** Creates a user pool that is deleted after the tests. Usernames are not case-sensitive. */
  createPool(request?: Partial<CreateUserPoolCommandInput>): Promise<ContractPool>;
  /** Returns the origin of the domain with this prefix. */
  domainUrl(prefix: string): string;
}

/** Lists are eventually consistent (service model, ListUsers). */
const MAX_WAIT_MS = 15_000;
const PAUSE_MS = 500;

/** Disables signing, which the SDK does for some operations although IAM is not involved. */
export const UNSIGNED: CognitoIdentityProviderClientConfig = {
  httpAuthSchemeProvider: () => [{ schemeId: 'smithy.api#noAuth' }],
};

/** Connects the tests in this file to the service. */
export async function useService(): Promise<Service> {
  const { close, ...service } = await openService();
  afterAll(close);
  return service;
}

interface OpenService extends Service {
  close(): Promise<void>;
}

async function openService(): Promise<OpenService> {
  const run = process.env['CONTRACT_RUN'];
  if (run !== undefined) {
    return connect(run, { endpoint: process.env['AWS_ENDPOINT_URL'] || undefined }, () => Promise.resolve());
  }
  const emulator = await startEmulator();
  const { url: endpoint, credentials } = emulator;
  return connect('', { endpoint, credentials, region: 'eu-west-1' }, () => emulator.close());
}

async function connect(run: string, settings: SdkSettings, stop: () => Promise<void>): Promise<OpenService> {
  const { endpoint } = settings;
  const clients: CognitoIdentityProviderClient[] = [];
  const pools: ContractPool[] = [];
  const clientWith = (config: CognitoIdentityProviderClientConfig) => {
    const client = createSdk({ ...settings, ...config, endpoint });
    clients.push(client);
    return client;
  };
  const sdk = clientWith({});
  const region = await sdk.config.region();
  return {
    endpoint,
    region,
    sdk,
    clientWith,
    async createPool(request = {}) {
      const { UserPool: pool } = await sdk.send(
        new CreateUserPoolCommand({
          UsernameConfiguration: { CaseSensitive: false },
          UserPoolTags: POOL_TAGS,
          ...request,
          PoolName: poolName(run),
        }),
      );
      const created = new ContractPool(pool?.Id ?? '', sdk);
      pools.push(created);
      return created;
    },
    domainUrl: (prefix) => endpoint ?? `https://${prefix}.auth.${region}.amazoncognito.com`,
    async close() {
      if (run !== '') {
        await deletePools(sdk, pools);
      }
      for (const client of clients) {
        client.destroy();
      }
      await stop();
    },
  };
}

/** Reads again until the value is complete, or for a while: some answers of AWS are older than the last call. */
export async function eventually<T>(
  read: () => Promise<T>,
  isComplete: (value: T) => boolean,
  maxWaitMs = MAX_WAIT_MS,
): Promise<T> {
  const end = performance.now() + maxWaitMs;
  for (;;) {
    const value = await read();
    if (isComplete(value) || performance.now() > end) {
      return value;
    }
    await sleep(PAUSE_MS);
  }
}

/** Returns `Exception: message` of a call that must be refused. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    return String(error);
  }
  throw new Error('The call was not refused.');
}
