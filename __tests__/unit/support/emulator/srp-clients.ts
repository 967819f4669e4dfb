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

/** What the thread is asked and what it answers: two with the same number belong together. */
export type SrpMessage<Content> = { readonly number: number; readonly content: Content };

/** A thread with both libraries. */
export class SrpClients {
  readonly #thread = new Worker(new URL('./srp-thread.ts', import.meta.url));
  readonly #waiting = new Map<number, PromiseWithResolvers<SrpSignedIn>>();
  #asked = 0;

  constructor() {
    this.#thread.on('message', ({ number, content }: SrpMessage<SrpSignedIn>) => {
      this.#waiting.get(number)?.resolve(content);
      this.#waiting.delete(number);
    });
    this.#thread.on('error', (error) => {
      for (const { reject } of this.#waiting.values()) {
        reject(error);
      }
    });
  }

  signIn(content: SrpSignIn): Promise<SrpSignedIn> {
    this.#asked += 1;
    const answer = Promise.withResolvers<SrpSignedIn>();
    this.#waiting.set(this.#asked, answer);
    this.#thread.postMessage({ number: this.#asked, content } satisfies SrpMessage<SrpSignIn>);
    return answer.promise;
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
  }
}
