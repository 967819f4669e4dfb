/** Runs two third-party SRP clients in a worker thread, because their arithmetic is slow inside the test runner. */
import { parentPort } from 'node:worker_threads';
import {
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import { createSecretHash, createSrpSession, signSrpSession } from 'cognito-srp-helper';
import type { SrpMessage, SrpSignedIn, SrpSignIn } from './srp-clients.ts';

/** Computes SECRET_HASH with the same library, or returns nothing without a client secret. */
function secretHashOf({ clientId, clientSecret }: SrpSignIn, username: string): Record<string, string> {
  return clientSecret === undefined ? {} : { SECRET_HASH: createSecretHash(username, clientId, clientSecret) };
}

async function bySrpHelper(request: SrpSignIn): Promise<SrpSignedIn> {
  const { endpoint, region, poolId, clientId, username, password, changes } = request;
  const sdk = new CognitoIdentityProviderClient({
    ...(endpoint !== undefined && { endpoint }),
    region,
    maxAttempts: 1,
  });
  const session = createSrpSession(username, password, poolId, false);
  const started = await sdk.send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_SRP_AUTH',
      ClientId: clientId,
      AuthParameters: { USERNAME: username, SRP_A: session.largeA, ...secretHashOf(request, username) },
    }),
  );
  const signed = signSrpSession(session, { ChallengeParameters: started.ChallengeParameters ?? {} });
  const userId = started.ChallengeParameters?.['USER_ID_FOR_SRP'] ?? '';
  const responses = {
    USERNAME: userId,
    PASSWORD_CLAIM_SECRET_BLOCK: signed.secret,
    PASSWORD_CLAIM_SIGNATURE: signed.passwordSignature,
    TIMESTAMP: signed.timestamp,
    ...secretHashOf(request, userId),
    ...changes,
  };
  const challenge = { ...started.ChallengeParameters, ...(started.Session && { Session: started.Session }) };
  try {
    const { ChallengeName } = await sdk.send(
      new RespondToAuthChallengeCommand({
        ChallengeName: 'PASSWORD_VERIFIER',
        ClientId: clientId,
        Session: started.Session,
        ChallengeResponses: responses,
      }),
    );
    return { challenge, responses, outcome: ChallengeName ?? 'signed in' };
  } catch (error) {
    return { challenge, responses, outcome: String(error) };
  }
}

function byIdentityJs({ endpoint, poolId, clientId, username, password }: SrpSignIn): Promise<SrpSignedIn> {
  const Pool = new CognitoUserPool({
    UserPoolId: poolId,
    ClientId: clientId,
    ...(endpoint !== undefined && { endpoint }),
  });
  const details = new AuthenticationDetails({ Username: username, Password: password });
  return new Promise((resolve) => {
    new CognitoUser({ Username: username, Pool }).authenticateUser(details, {
      onSuccess: () => resolve({ challenge: {}, responses: {}, outcome: 'signed in' }),
      onFailure: (error) => resolve({ challenge: {}, responses: {}, outcome: String(error) }),
    });
  });
}

parentPort?.on('message', async ({ number, content }: SrpMessage<SrpSignIn>) => {
  const signIn = content.library === 'cognito-srp-helper' ? bySrpHelper : byIdentityJs;
  const answer = await signIn(content).catch(
    (error): SrpSignedIn => ({ challenge: {}, responses: {}, outcome: String(error) }),
  );
  parentPort?.postMessage({ number, content: answer } satisfies SrpMessage<SrpSignedIn>);
});
