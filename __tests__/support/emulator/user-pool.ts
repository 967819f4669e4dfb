import { AppClient, type AppClientRequest } from './app-client.ts';
import { type Attributes, assertAttributesConform } from './attributes.ts';
import { newUserPoolId } from './identifiers.ts';
import { type AliasAttribute, type PoolRequest, type PoolSettings, resolvePoolSettings } from './pool-settings.ts';
import { usernameExists } from './refusals.ts';
import type { SignIn } from './sign-ins.ts';
import type { PoolKeys } from './signing-keys.ts';
import { resolveNewUserIdentity } from './usernames.ts';
import { User, type UserStatus, type UserView } from './users.ts';

/** A user that a test wants to be there already. */
export type StoredUser = {
  /** What the user signs in by: the e-mail address or phone number where the pool has it for username. */
  readonly username: string;
  readonly password: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly status?: UserStatus;
  readonly enabled?: boolean;
  readonly groups?: readonly string[];
};

export type NewUser = {
  readonly name: string;
  readonly attributes: Attributes;
  readonly password: string;
  readonly status: UserStatus;
  /** Takes a verified alias from the user who has it (`ForceAliasCreation`). */
  readonly takesAliases: boolean;
};

/** A user pool: its settings, app clients, users and sign-ins. */
export class UserPool {
  readonly id: string;
  readonly settings: PoolSettings;
  /** Cognito's original form of the issuer, whatever the endpoint that a client calls. */
  readonly issuer: string;
  readonly keys: PoolKeys;
  readonly clients = new Map<string, AppClient>();
  /** By refresh token. */
  readonly signIns = new Map<string, SignIn>();
  readonly #now: () => number;
  readonly #users = new Set<User>();
  /** By each name that no two users may share: username, `sub` and the pool's username attributes. */
  readonly #usersByName = new Map<string, User>();

  constructor(request: PoolRequest, keys: PoolKeys, now: () => number) {
    this.settings = resolvePoolSettings(request);
    this.id = newUserPoolId(this.settings.region);
    this.issuer = `https://cognito-idp.${this.settings.region}.amazonaws.com/${this.id}`;
    this.keys = keys;
    this.#now = now;
  }

  /** The users of the pool, in the order of their creation. */
  get users(): readonly UserView[] {
    return [...this.#users].map((user) => user.view());
  }

  createClient(request: AppClientRequest = {}): AppClient {
    const client = new AppClient(request);
    this.clients.set(client.id, client);
    return client;
  }

  /**
   * Arranges a user without a call. The pool's rules of usernames and attributes hold, its password policy does not: a
   * stored user may be older than the policy.
   */
  addUser({
    username,
    password,
    attributes = {},
    status = 'CONFIRMED',
    enabled = true,
    groups = [],
  }: StoredUser): UserView {
    const user = this.create({
      name: username,
      attributes: new Map(Object.entries(attributes)),
      password,
      status,
      takesAliases: false,
    });
    user.enabled = enabled;
    user.groups.push(...groups);
    return user.view();
  }

  /**
   * Adds a user, as AdminCreateUser does.
   *
   * @throws Refusal for a name or attribute against the pool's rules, or one that is taken.
   */
  create({ name, attributes, password, status, takesAliases }: NewUser): User {
    assertAttributesConform(attributes, this.settings);
    const identity = resolveNewUserIdentity(name, attributes, this.settings);
    this.#assertNameIsFree(identity.username, identity.attributes);
    this.#claimAliases(identity.attributes, takesAliases);
    const user = new User({ ...identity, password, status, now: this.#now() });
    this.#users.add(user);
    for (const name of this.#uniqueNames(user)) {
      this.#usersByName.set(name, user);
    }
    return user;
  }

  delete(user: User): void {
    this.#users.delete(user);
    for (const name of this.#uniqueNames(user)) {
      this.#usersByName.delete(name);
    }
  }

  /** Whether this very user, and not a later one of the same name, is in the pool. */
  has(user: User): boolean {
    return this.#users.has(user);
  }

  /** The user who signs in by this name: username, username attribute, or alias where it is verified. */
  findBySignInName(name: string): User | undefined {
    for (const kind of ['username', ...this.settings.usernameAttributes]) {
      const user = this.#usersByName.get(this.#uniqueName(kind, name));
      if (user) {
        return user;
      }
    }
    return this.settings.aliasAttributes
      .map((alias) => this.#findByAlias(alias, name))
      .find((user) => user !== undefined);
  }

  /** The user whom an Admin operation means: it takes the `sub` as well. */
  findByAdminName(name: string): User | undefined {
    return this.findBySignInName(name) ?? this.#usersByName.get(this.#uniqueName('sub', name));
  }

  #assertNameIsFree(username: string, attributes: Attributes): void {
    if (this.#usersByName.has(this.#uniqueName('username', username))) {
      throw usernameExists('User account already exists');
    }
    for (const attribute of this.settings.usernameAttributes) {
      const value = attributes.get(attribute);
      if (value !== undefined && this.#usersByName.has(this.#uniqueName(attribute, value))) {
        throw usernameExists(`An account with the given ${attribute} already exists.`);
      }
    }
  }

  /** Only a verified e-mail address or phone number can change hands; its owner's is then no longer verified. */
  #claimAliases(attributes: Attributes, takesAliases: boolean): void {
    for (const alias of this.settings.aliasAttributes) {
      const value = attributes.get(alias);
      const owner = value !== undefined && isVerified(attributes, alias) ? this.#findByAlias(alias, value) : undefined;
      if (owner && !(takesAliases && alias !== 'preferred_username')) {
        throw usernameExists(`An account with the given ${alias} already exists.`);
      }
      owner?.attributes.set(`${alias}_verified`, 'false');
    }
  }

  #findByAlias(alias: AliasAttribute, value: string): User | undefined {
    const wanted = this.#fold(value);
    for (const user of this.#users) {
      const own = user.attributes.get(alias);
      if (own !== undefined && this.#fold(own) === wanted && isVerified(user.attributes, alias)) {
        return user;
      }
    }
    return undefined;
  }

  #uniqueNames(user: User): string[] {
    const attributes = this.settings.usernameAttributes.flatMap((name) => {
      const value = user.attributes.get(name);
      return value === undefined ? [] : [this.#uniqueName(name, value)];
    });
    return [this.#uniqueName('username', user.username), this.#uniqueName('sub', user.sub), ...attributes];
  }

  #uniqueName(kind: string, value: string): string {
    return `${kind} ${this.#fold(value)}`;
  }

  #fold(name: string): string {
    return this.settings.caseSensitive ? name : name.toLowerCase();
  }
}

/** A preferred username needs no verification. */
const isVerified = (attributes: Attributes, alias: AliasAttribute): boolean =>
  alias === 'preferred_username' || attributes.get(`${alias}_verified`)?.toLowerCase() === 'true';
