/** The orders API of examples/api, which accepts an emulator's tokens. */
import type { Server } from 'node:http';
import type { Emulator } from 'cognito-emulator';
import type { AppClient } from 'cognito-emulator/app-client';
import type { UserPool } from 'cognito-emulator/user-pool';
import { createApp } from '../../examples/api/app.ts';
import { createAuthorizer, type Trust } from '../../examples/api/authorizer.ts';
import { jwksUri } from '../cognito-local/cognito-local.ts';

interface TokenSource {
  readonly emulator: Emulator;
  readonly pool: UserPool;
  readonly client: AppClient;
}

export function trustIn({ emulator, pool, client }: TokenSource): Trust {
  return { clientId: client.id, issuer: pool.issuer, jwksUri: jwksUri(emulator.url, pool.id) };
}

export function createOrdersApi(source: TokenSource): Server {
  return createApp(createAuthorizer(trustIn(source), () => undefined));
}
