import type { Side } from '../side.ts';
import type { ClientName, PoolKind } from './plans.ts';

export interface AppClient {
  readonly id: string;
  /** Undefined for a public client. */
  readonly secret: string | undefined;
}

/** Somebody who signs in, and stays until the pool goes. */
export interface StoredUser {
  readonly username: string;
  readonly password: string;
  /** Where the pool requires an authenticator app: base32. */
  readonly totpSecret?: string;
  /** Where the e-mail address is an alias. */
  readonly email?: string;
}

/** A throw-away user pool on one side, with all that its plan says. */
export class PreparedPool {
  readonly kind: PoolKind;
  readonly side: Side;
  readonly id: string;
  readonly user: StoredUser;
  /** Of the user pool domain, where the pool has one; else where one would be. */
  readonly domainUrl: string;
  readonly #clients: ReadonlyMap<ClientName, AppClient>;

  constructor(
    { kind, side, id, user, domainUrl }: Pick<PreparedPool, 'kind' | 'side' | 'id' | 'user' | 'domainUrl'>,
    clients: ReadonlyMap<ClientName, AppClient>,
  ) {
    this.kind = kind;
    this.side = side;
    this.id = id;
    this.user = user;
    this.domainUrl = domainUrl;
    this.#clients = clients;
  }

  /** @throws {Error} for a client that the pool's plan does not have */
  client(name: ClientName): AppClient {
    const client = this.#clients.get(name);
    if (client === undefined) {
      throw new Error(`the user pool ${this.kind} has no app client ${name}`);
    }
    return client;
  }
}
