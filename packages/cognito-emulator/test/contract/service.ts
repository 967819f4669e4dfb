/**
 * The service that the contract is checked against. By default, it is the emulator in this process. `npm run live` sets
 * variables to check another: AWS_ENDPOINT_URL (none for AWS itself), AWS_REGION and credentials as the SDK reads
 * them, and CONTRACT_RUN, an ID for the names of user pools.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  CognitoIdentityProvider,
  CognitoIdentityProviderClientConfig,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll } from '@jest/globals';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { startEmulator } from '../../src/index.ts';
import { type ClientRequest, type ContractClient, ContractPool, type PoolRequest, type Texts } from './pool.ts';
import { createSdk, type SdkSettings } from './sdk.ts';
import { deletePools, POOL_TAGS, poolName } from './temporary-pools.ts';

export interface Requests {
  readonly pool?: PoolRequest;
  /** By default public, with all flows for users. */
  readonly client?: ClientRequest;
  /** `ada` by default. Empty for none. */
  readonly username?: string;
  readonly attributes?: Texts;
}

export type Service = Awaited<ReturnType<typeof useService>>;

/** A user pool, and an app client of it. */
export type Given = Awaited<ReturnType<Service['setUp']>>;

/** Lists are eventually consistent (service model, ListUsers). */
const MAX_WAIT_MS = 15_000;
const PAUSE_MS = 500;

/** Disables signing, which the SDK does for some operations although IAM is not involved. */
export const UNSIGNED: CognitoIdentityProviderClientConfig = {
  httpAuthSchemeProvider: () => [{ schemeId: 'smithy.api#noAuth' }],
};

/** Connects the tests in this file to the service. */
export async function useService() {
  const run = process.env['CONTRACT_RUN'];
  if (run !== undefined) {
    return connect(run, { endpoint: process.env['AWS_ENDPOINT_URL'] || undefined });
  }
  const emulator = await startEmulator();
  const { url: endpoint, credentials } = emulator;
  afterAll(() => emulator.close());
  return connect('', { endpoint, credentials, region: 'eu-west-1' });
}

async function connect(run: string, settings: SdkSettings) {
  const { endpoint } = settings;
  const clients: CognitoIdentityProvider[] = [];
  const pools: ContractPool[] = [];
  /** Returns a client with other settings, for the rest of the tests. */
  const clientWith = (config: CognitoIdentityProviderClientConfig) => {
    const client = createSdk({ ...settings, ...config, endpoint });
    clients.push(client);
    return client;
  };
  /** Signs its calls with the credentials of the pools' owner. */
  const sdk = clientWith({});
  const region = await sdk.config.region();
  /** Creates a user pool that is deleted after the tests. Usernames are not case-sensitive. */
  const createPool = async (request: PoolRequest = {}) => {
    const usernames = { UsernameConfiguration: { CaseSensitive: false } };
    const names = { PoolName: poolName(run), UserPoolTags: POOL_TAGS };
    const { UserPool: pool } = await sdk.createUserPool({ ...usernames, ...request, ...names });
    const created = new ContractPool(pool?.Id ?? '', sdk);
    pools.push(created);
    return created;
  };
  afterAll(async () => {
    await deletePools(sdk, run === '' ? [] : pools);
    for (const client of clients) {
      client.destroy();
    }
  });
  const issuerUrl = `https://cognito-idp.${region}.amazonaws.com`;
  /** The origin of the API, and of the pools' key sets and discovery documents. */
  const origin = endpoint ?? issuerUrl;
  return {
    /** Unset for AWS's own endpoint. */
    endpoint,
    origin,
    region,
    sdk,
    clientWith,
    createPool,
    /** Creates a user pool, an app client and a user with a permanent password. */
    async setUp({ pool: poolRequest, client: clientRequest, username = 'ada', attributes }: Requests = {}) {
      const pool = await createPool(poolRequest);
      const client = await pool.createClient(clientRequest);
      if (username !== '') {
        await pool.addUser(username, attributes);
      }
      return { pool, client };
    },
    /** Returns the issuer of a pool's tokens, which is AWS's own whatever endpoint the client calls. */
    issuerOf: (poolId: string) => `${issuerUrl}/${poolId}`,
    /** Creates AWS's token verifier with the key set that the service publishes. */
    async verifierFor({ pool, id }: ContractClient, tokenUse: 'id' | 'access') {
      const verifier = CognitoJwtVerifier.create({ userPoolId: pool.id, tokenUse, clientId: id });
      const response = await fetch(`${origin}/${pool.id}/.well-known/jwks.json`);
      verifier.cacheJwks(JSON.parse(await response.text()));
      return verifier;
    },
    /** Returns the origin of the domain with this prefix. */
    domainUrl: (prefix: string) => endpoint ?? `https://${prefix}.auth.${region}.amazoncognito.com`,
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
