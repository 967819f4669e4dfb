import { totpCode } from '../../src/users.ts';
import type { ContractClient } from './client.ts';

const STEP_MS = 30_000;

/**
 * An authenticator app. Cognito accepts the codes of the last, this and the next half minute, each once. The setup uses
 * the code of the half minute in which it begins.
 */
interface AuthenticatorApp {
  /** Base32. */
  readonly secret: string;
  readonly setupCode: string;
  /** The only code that Cognito accepts after the setup, however long the test takes until half a minute. */
  readonly nextCode: string;
  /** Returns a code that has not been valid for long, or will not be soon. */
  wrongCode(when: 'past' | 'future'): string;
}

/** Associates an app with a sign-in that has got MFA_SETUP, without verifying it. */
export async function associate({ pool }: ContractClient, session: string | undefined) {
  const { SecretCode: secret = '', Session } = await pool.sdk.associateSoftwareToken({ Session: session });
  const now = Date.now();
  const app: AuthenticatorApp = {
    secret,
    setupCode: totpCode(secret, now),
    nextCode: totpCode(secret, now + STEP_MS),
    wrongCode: (when) => totpCode(secret, now + (when === 'past' ? -5 : 20) * STEP_MS),
  };
  return { app, Session };
}

export function verify({ pool }: ContractClient, Session: string | undefined, UserCode: string) {
  return pool.sdk.verifySoftwareToken({ Session, UserCode });
}

/** Creates a user and sets up an app, in a pool that requires one. */
export async function addEnrolledUser(client: ContractClient, username = 'ada'): Promise<AuthenticatorApp> {
  await client.pool.addUser(username);
  const challenge = await client.signIn({ USERNAME: username });
  const { app, Session } = await associate(client, challenge.Session);
  await verify(client, Session, app.setupCode);
  return app;
}
