import type { AppClient } from '../app-client.ts';
import { optional, textMap } from '../members.ts';
import { clientId, clientSecret, deviceKey, token } from '../model.ts';
import { type Operation, unsignedOperation } from '../operation.ts';
import { assert, invalidParameter, notAuthorized } from '../refusals.ts';
import { exchangeRefreshToken } from '../sign-in/refresh-flow.ts';

/** For operations that take the secret itself. The second and third message are derived from those of SECRET_HASH. */
export function assertClientSecret({ id, secret }: AppClient, given: string | undefined): void {
  if (secret !== undefined && given === undefined) {
    throw notAuthorized(`Client ${id} is configured for secret but secret was not received`);
  }
  if (secret === undefined && given !== undefined) {
    throw invalidParameter(`App client ${id} is not configured for secret but secret was received`);
  }
  assert(secret === given, notAuthorized, `Unable to verify secret for client ${id}`);
}

export const getTokensFromRefreshToken: Operation = unsignedOperation(
  {
    refreshToken: token,
    clientId,
    clientSecret: optional(clientSecret),
    deviceKey: optional(deviceKey),
    clientMetadata: optional(textMap),
  },
  (input, service) => {
    const { pool, client } = service.existingClient(input.clientId);
    assertClientSecret(client, input.clientSecret);
    return { AuthenticationResult: exchangeRefreshToken(pool, client, input, service.now()) };
  },
);
