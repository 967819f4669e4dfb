/** Runs AWS's older client library, which remembers devices automatically, in a worker thread. */
import { parentPort, workerData } from 'node:worker_threads';
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js';

/** The sign-in that the library performs. */
export interface DeviceSignIn {
  readonly endpoint: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
}

const { endpoint, poolId, clientId, username, password }: DeviceSignIn = workerData;
const Pool = new CognitoUserPool({ UserPoolId: poolId, ClientId: clientId, endpoint });
const user = new CognitoUser({ Username: username, Pool });

/** Signs in by SRP. The library confirms the new device automatically. */
function signIn(): Promise<CognitoUserSession> {
  return new Promise((resolve, reject) => {
    const details = new AuthenticationDetails({ Username: username, Password: password });
    user.authenticateUser(details, { onSuccess: resolve, onFailure: reject });
  });
}

function refresh(session: CognitoUserSession): Promise<CognitoUserSession> {
  return new Promise((resolve, reject) => {
    user.refreshSession(session.getRefreshToken(), (error: unknown, newSession: CognitoUserSession | null) =>
      newSession ? resolve(newSession) : reject(error),
    );
  });
}

function forget(): Promise<unknown> {
  return new Promise((resolve, reject) => {
    user.forgetDevice({ onSuccess: resolve, onFailure: reject });
  });
}

const refreshed = await refresh(await signIn());
await forget();
parentPort?.postMessage(refreshed.getAccessToken().getJwtToken());
