/** Calls that most probes share. */
import {
  AdminInitiateAuthCommand,
  type AdminInitiateAuthCommandOutput,
  type AuthenticationResultType,
  type AuthFlowType,
  type ChallengeNameType,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
  type RespondToAuthChallengeCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import type { ClientName } from '../pools/plans.ts';
import type { PreparedPool } from '../pools/prepared.ts';
import { secretHash } from '../pools/users.ts';
import { present } from '../seen/incomplete-answer.ts';

export const NOBODY = 'nobody-of-this-name';
/** Has Cognito's format, but belongs to no user. */
export const UNKNOWN_CLIENT = 'a1b2c3d4e5f6g7h8i9j0k1l2m3';
export const WRONG_PASSWORD = 'Wrong-Password-1';
export const GARBAGE_TOKEN = 'not.a.token';
/** An arbitrary SRP_A: no sign-in completes with it. */
export const SRP_A = 'a'.repeat(512);

type Parameters = Readonly<Record<string, string>>;

/** Adds the secret hash if the client has a secret and the parameters name a user. */
function withHash(pool: PreparedPool, client: ClientName, parameters: Parameters): Record<string, string> {
  const username = parameters['USERNAME'];
  const hash = username === undefined ? undefined : secretHash(pool.client(client), username, pool.side);
  return { ...(hash !== undefined && { SECRET_HASH: hash }), ...parameters };
}

export function initiateAuth(
  pool: PreparedPool,
  flow: AuthFlowType,
  parameters: Parameters,
  client: ClientName = 'web',
): Promise<InitiateAuthCommandOutput> {
  return pool.side.cognito.send(
    new InitiateAuthCommand({
      ClientId: pool.client(client).id,
      AuthFlow: flow,
      AuthParameters: withHash(pool, client, parameters),
    }),
  );
}

export function adminInitiateAuth(
  pool: PreparedPool,
  flow: AuthFlowType,
  parameters: Parameters,
  client: ClientName = 'web',
): Promise<AdminInitiateAuthCommandOutput> {
  return pool.side.cognito.send(
    new AdminInitiateAuthCommand({
      UserPoolId: pool.id,
      ClientId: pool.client(client).id,
      AuthFlow: flow,
      AuthParameters: withHash(pool, client, parameters),
    }),
  );
}

export function respond(
  pool: PreparedPool,
  challenge: ChallengeNameType,
  session: string | undefined,
  responses: Parameters,
): Promise<RespondToAuthChallengeCommandOutput> {
  return pool.side.cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId: pool.client('web').id,
      ChallengeName: challenge,
      ...(session !== undefined && { Session: session }),
      ChallengeResponses: withHash(pool, 'web', responses),
    }),
  );
}

/** The AuthParameters of the stored user. */
export function ofUser({ user }: PreparedPool): { readonly USERNAME: string; readonly PASSWORD: string } {
  return { USERNAME: user.username, PASSWORD: user.password };
}

/** Signs the stored user in. */
export async function signIn(pool: PreparedPool): Promise<AuthenticationResultType> {
  const { AuthenticationResult: result } = await initiateAuth(pool, 'USER_PASSWORD_AUTH', ofUser(pool));
  return present(result, 'tokens');
}
