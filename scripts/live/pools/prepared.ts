import type { Side } from '../side.ts';
import type { ClientName, PoolKind } from './plans.ts';

export interface AppClient {
  readonly id: string;
  /** A public client has none. */
  readonly secret: string | undefined;
}

/** A user who exists until the pool is deleted. */
export interface StoredUser {
  readonly username: string;
  readonly password: string;
  /** Base32; undefined if the pool does not require an authenticator app. */
  readonly totpSecret?: string;
  /** Set if the e-mail address is an alias. */
  readonly email?: string;
}

/** A temporary user pool on one side, set up by its plan. */
export class PreparedPool {
  readonly kind: PoolKind;
  readonly side: Side;
  readonly id: string;
  readonly user: StoredUser;
  /** Origin of the user pool domain, or of the domain that the pool would have. */
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

  /** @throws {Error} if the pool's plan has no such client */
  client(name: ClientName): AppClient {
    const client = this.#clients.get(name);
    if (client === undefined) {
      throw new Error(`the user pool ${this.kind} has no app client ${name}`);
    }
    return client;
  }
}
