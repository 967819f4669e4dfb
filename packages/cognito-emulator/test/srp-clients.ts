import { Worker } from 'node:worker_threads';
import type { ContractClient } from './contract/client.ts';
import { PASSWORD } from './contract/pool.ts';
import type { Service } from './contract/service.ts';

/** A sign-in with USER_SRP_AUTH for a client library to perform. */
export interface SrpSignIn {
  readonly library: 'cognito-srp-helper' | 'amazon-cognito-identity-js';
  /** Unset for AWS's own endpoint. */
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly username: string;
  readonly password: string;
  /** Replacements for the library's responses to PASSWORD_VERIFIER. */
  readonly changes: Readonly<Record<string, string>>;
}

/** The result of a sign-in. Only `cognito-srp-helper` exposes the challenge and the responses. */
export interface SrpSignedIn {
  /** ChallengeParameters, and the Session if there was one. */
  readonly challenge: Readonly<Record<string, string>>;
  readonly responses: Record<string, string>;
  /** `signed in`, the name of the next challenge, or `Exception: message`. */
  readonly outcome: string;
}

/** A message to or from the worker thread. The number links a request and its result. */
export interface SrpMessage<Content> {
  readonly number: number;
  readonly content: Content;
}

/** A worker thread with both libraries. */
export class SrpClients {
  readonly #thread = new Worker(new URL('./srp-thread.ts', import.meta.url));
  readonly #waiting = new Map<number, PromiseWithResolvers<SrpSignedIn>>();
  #sent = 0;

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

  /** Signs in, by default as `ada` with `cognito-srp-helper`. */
  signIn(
    { endpoint, region }: Pick<Service, 'endpoint' | 'region'>,
    { pool, id, secret }: ContractClient,
    more: Partial<SrpSignIn> = {},
  ): Promise<SrpSignedIn> {
    const content: SrpSignIn = {
      library: 'cognito-srp-helper',
      endpoint,
      region,
      poolId: pool.id,
      clientId: id,
      clientSecret: secret,
      username: 'ada',
      password: PASSWORD,
      changes: {},
      ...more,
    };
    this.#sent += 1;
    const answer = Promise.withResolvers<SrpSignedIn>();
    this.#waiting.set(this.#sent, answer);
    this.#thread.postMessage({ number: this.#sent, content } satisfies SrpMessage<SrpSignIn>);
    return answer.promise;
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
  }
}
