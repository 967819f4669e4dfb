import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** A sign-in with USER_SRP_AUTH that a client library is to do. */
export type SrpSignIn = {
  readonly library: 'cognito-srp-helper' | 'amazon-cognito-identity-js';
  readonly endpoint: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly username: string;
  readonly password: string;
  /** What to send in PASSWORD_VERIFIER in place of the library's own answer. */
  readonly changes: Readonly<Record<string, string>>;
};

/** What became of it. Only `cognito-srp-helper` shows the challenge and its answer. */
export type SrpSignedIn = {
  /** ChallengeParameters, and the Session if there was one. */
  readonly challenge: Readonly<Record<string, string>>;
  readonly responses: Record<string, string>;
  /** `signed in`, or `Exception: text`. */
  readonly outcome: string;
};

/** A thread with both libraries. It does one sign-in at a time. */
export class SrpClients {
  readonly #thread = new Worker(new URL('./srp-thread.ts', import.meta.url));

  async signIn(request: SrpSignIn): Promise<SrpSignedIn> {
    const answered = once(this.#thread, 'message');
    this.#thread.postMessage(request);
    const [signedIn]: SrpSignedIn[] = await answered;
    if (signedIn === undefined) {
      throw new Error('The thread gave no answer.');
    }
    return signedIn;
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
  }
}
