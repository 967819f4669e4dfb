import { randomUUID } from 'node:crypto';
import type { AppClient } from '../app-client.ts';
import type { User } from '../users.ts';

/** The grant behind an authorization code. Times are milliseconds since 1970. */
export interface CodeGrant {
  readonly client: AppClient;
  readonly user: User;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly nonce: string | undefined;
  readonly codeChallenge: string | undefined;
  readonly authenticatedAt: number;
}

const LIFETIME_MS = 5 * 60 * 1000;

export class AuthorizationCodes {
  readonly #grants = new Map<string, CodeGrant>();

  issue(grant: CodeGrant): string {
    const code = randomUUID();
    this.#grants.set(code, grant);
    return code;
  }

  /** Redeems a code, which invalidates it. Returns `undefined` for a code that is unknown, used or expired. */
  take(code: string, now: number): CodeGrant | undefined {
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    return grant !== undefined && now < grant.authenticatedAt + LIFETIME_MS ? grant : undefined;
  }
}
