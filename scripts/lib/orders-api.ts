/** The orders API of examples/api, which accepts an emulator's tokens. */
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { Emulator } from 'cognito-emulator';
import type { AppClient } from 'cognito-emulator/app-client';
import type { UserPool } from 'cognito-emulator/user-pool';
import { createApp } from '../../examples/api/app.ts';
import { createAuthorizer, type Trust } from '../../examples/api/authorizer.ts';
import { jwksUri } from '../cognito-local/cognito-local.ts';
import { type BackgroundProcess, startInBackground } from './background-process.ts';
import { root } from './root.ts';

interface TokenSource {
  readonly emulator: Emulator;
  readonly pool: UserPool;
  readonly client: AppClient;
}

export interface OrdersApiOptions extends Pick<Trust, 'clientId' | 'jwksUri'> {
  readonly userPoolId: string;
  /** Defaults to Cognito's issuer for the user pool. */
  readonly issuer?: string;
  /** The folder for its log. */
  readonly folder: string;
}

export function trustIn({ emulator, pool, client }: TokenSource): Trust {
  return { clientId: client.id, issuer: pool.issuer, jwksUri: jwksUri(emulator.url, pool.id) };
}

export function createOrdersApi(source: TokenSource): Server {
  return createApp(createAuthorizer(trustIn(source), () => undefined));
}

/** Starts the API as a process of its own, on a free port of the loopback address. */
export function startOrdersApi(options: OrdersApiOptions): Promise<BackgroundProcess> {
  const { userPoolId, clientId, issuer, folder } = options;
  return startInBackground({
    args: [join(root, 'examples', 'api', 'server.ts')],
    cwd: folder,
    env: {
      PORT: '0',
      USER_POOL_ID: userPoolId,
      CLIENT_ID: clientId,
      COGNITO_JWKS_URI: options.jwksUri,
      ...(issuer !== undefined && { COGNITO_ISSUER: issuer }),
    },
    outputFile: join(folder, `api-${userPoolId}.log`),
    ready: /listening on (http:\/\/127\.0\.0\.1:\d+)/,
  });
}
