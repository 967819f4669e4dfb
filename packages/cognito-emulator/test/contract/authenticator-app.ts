import { totpCode } from '../../src/users.ts';
import type { ContractClient } from './pool.ts';

const STEP_MS = 30_000;

/**
 * Associates an app with a sign-in that has got MFA_SETUP, without verifying it. Cognito accepts the codes of the last,
 * this and the next half minute, each once. The setup uses that of the half minute in which it begins.
 */
export async function associate({ pool }: ContractClient, session: string | undefined) {
  const { SecretCode: secret = '', Session } = await pool.sdk.associateSoftwareToken({ Session: session });
  const now = Date.now();
  const app = {
    /** Base32. */
    secret,
    setupCode: totpCode(secret, now),
    /** The only code that Cognito accepts after the setup, however long the test takes until half a minute. */
    nextCode: totpCode(secret, now + STEP_MS),
    /** Returns a code that has not been valid for long, or will not be soon. */
    wrongCode: (when: 'past' | 'future') => totpCode(secret, now + (when === 'past' ? -5 : 20) * STEP_MS),
  };
  return { app, Session };
}

export function verify({ pool }: ContractClient, Session: string | undefined, UserCode: string) {
  return pool.sdk.verifySoftwareToken({ Session, UserCode });
}

/** Creates a user and sets up an app, in a pool that requires one. */
export async function addEnrolledUser(client: ContractClient, username = 'ada') {
  await client.pool.addUser(username);
  const challenge = await client.signIn({ USERNAME: username });
  const { app, Session } = await associate(client, challenge.Session);
  await verify(client, Session, app.setupCode);
  return app;
}
