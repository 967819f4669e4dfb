import { randomUUID } from 'node:crypto';
import type { AppClient } from '../app-client.ts';
import type { User } from '../users.ts';

/** What a code stands for. Times are milliseconds since 1970. */
export type CodeGrant = {
  readonly client: AppClient;
  readonly user: User;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly nonce: string | undefined;
  readonly codeChallenge: string | undefined;
  readonly enteredAt: number;
};

const lifeMilliseconds = 5 * 60 * 1000;

/** The codes that the login page gave. */
export class AuthorizationCodes {
  readonly #grants = new Map<string, CodeGrant>();

  issue(grant: CodeGrant): string {
    const code = randomUUID();
    this.#grants.set(code, grant);
    return code;
  }

  /** Takes a code, which is used from then on, whatever comes of it. Undefined for one that is unknown, used or too old. */
  take(code: string, now: number): CodeGrant | undefined {
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    return grant !== undefined && now < grant.enteredAt + lifeMilliseconds ? grant : undefined;
  }
}
