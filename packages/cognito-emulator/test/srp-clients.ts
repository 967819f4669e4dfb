/** Third-party clients of USER_SRP_AUTH. */
import { InitiateAuthCommand, RespondToAuthChallengeCommand } from '@aws-sdk/client-cognito-identity-provider';
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import { createSecretHash, createSrpSession, signSrpSession } from 'cognito-srp-helper';
import type { ContractClient } from './contract/client.ts';
import { PASSWORD } from './contract/pool.ts';
import { createSdk } from './contract/sdk.ts';
import type { Service } from './contract/service.ts';

interface SrpSignIn {
  readonly username?: string;
  readonly password?: string;
  /** Replacements for the library's responses to PASSWORD_VERIFIER. */
  readonly changes?: Readonly<Record<string, string>>;
}

/** Returns the challenge and the responses, and `signed in`, the name of the next challenge, or `Exception: message`. */
export async function signInWithSrpHelper(
  { endpoint, region }: Pick<Service, 'endpoint' | 'region'>,
  { pool, id, secret }: ContractClient,
  { username = 'ada', password = PASSWORD, changes = {} }: SrpSignIn = {},
) {
  const sdk = createSdk({ endpoint, region });
  const hashFor = (name: string) => (secret === undefined ? {} : { SECRET_HASH: createSecretHash(name, id, secret) });
  const session = createSrpSession(username, password, pool.id, false);
  const { ChallengeParameters = {}, Session } = await sdk.send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_SRP_AUTH',
      ClientId: id,
      AuthParameters: { USERNAME: username, SRP_A: session.largeA, ...hashFor(username) },
    }),
  );
  const signed = signSrpSession(session, { ChallengeParameters });
  const userId = ChallengeParameters['USER_ID_FOR_SRP'] ?? '';
  const responses: Record<string, string> = {
    USERNAME: userId,
    PASSWORD_CLAIM_SECRET_BLOCK: signed.secret,
    PASSWORD_CLAIM_SIGNATURE: signed.passwordSignature,
    TIMESTAMP: signed.timestamp,
    ...hashFor(userId),
    ...changes,
  };
  const answer = { ChallengeName: 'PASSWORD_VERIFIER', ClientId: id, Session, ChallengeResponses: responses } as const;
  const outcome = await sdk.send(new RespondToAuthChallengeCommand(answer)).then(
    ({ ChallengeName }) => ChallengeName ?? 'signed in',
    (error: unknown) => String(error),
  );
  sdk.destroy();
  const challenge: Record<string, string> = { ...ChallengeParameters, ...(Session && { Session }) };
  return { challenge, responses, outcome };
}

/** Signs in with AWS's older library, which confirms a new device automatically. */
export function signInWithIdentityJs(
  { endpoint }: Pick<Service, 'endpoint'>,
  { pool, id }: ContractClient,
  username: string,
  password = PASSWORD,
): Promise<string> {
  const Pool = new CognitoUserPool({ UserPoolId: pool.id, ClientId: id, ...(endpoint !== undefined && { endpoint }) });
  return new Promise((resolve) => {
    new CognitoUser({ Username: username, Pool }).authenticateUser(
      new AuthenticationDetails({ Username: username, Password: password }),
      { onSuccess: () => resolve('signed in'), onFailure: (error: unknown) => resolve(String(error)) },
    );
  });
}
