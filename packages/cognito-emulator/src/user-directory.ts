import type { Attributes } from './attributes.ts';
import type { AliasAttribute, PoolSettings } from './pool-settings.ts';
import { assert, usernameExists } from './refusals.ts';
import type { NewUserIdentity } from './usernames.ts';
import type { User, UserView } from './users.ts';

/** A preferred username needs no verification. */
function isVerified(attributes: Attributes, alias: AliasAttribute): boolean {
  return alias === 'preferred_username' || attributes.get(`${alias}_verified`)?.toLowerCase() === 'true';
}

/** The users of a pool and the names that identify them. */
export abstract class UserDirectory {
  abstract readonly settings: PoolSettings;
  /** The users with their positions in order of creation, from 1. */
  readonly #users = new Map<User, number>();
  #created = 0;
  /** By every unique name: username, `sub` and the pool's username attributes. */
  readonly #usersByName = new Map<string, User>();

  /** In order of creation. */
  get users(): readonly UserView[] {
    return [...this.#users.keys()].map((user) => user.view());
  }

  /** Yields the users after this position with their positions, from 1, in order of creation. */
  *usersAfter(position: number): Generator<readonly [User, number]> {
    for (const entry of this.#users) {
      if (entry[1] > position) {
        yield entry;
      }
    }
  }

  protected add(user: User): void {
    this.#created += 1;
    this.#users.set(user, this.#created);
    for (const name of this.#uniqueNames(user)) {
      this.#usersByName.set(name, user);
    }
  }

  delete(user: User): void {
    this.#users.delete(user);
    for (const name of this.#uniqueNames(user)) {
      this.#usersByName.delete(name);
    }
  }

  /** True if the pool has this user, not just a later one with the same name. */
  has(user: User): boolean {
    return this.#users.has(user);
  }

  /** Finds a user by username, username attribute or verified alias. */
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

  /** Finds the user of an Admin operation, which also accepts the `sub`. */
  findByAdminName(name: string): User | undefined {
    return this.findBySignInName(name) ?? this.#usersByName.get(this.#uniqueName('sub', name));
  }

  /** @throws Refusal `UsernameExistsException`, with this message if the username itself is taken. */
  protected assertNameIsFree({ username, attributes }: NewUserIdentity, message: string): void {
    assert(!this.#usersByName.has(this.#uniqueName('username', username)), usernameExists, message);
    for (const attribute of this.settings.usernameAttributes) {
      const value = attributes.get(attribute);
      if (value !== undefined && this.#usersByName.has(this.#uniqueName(attribute, value))) {
        throw usernameExists(`An account with the given ${attribute} already exists.`);
      }
    }
  }

  /**
   * Only a verified e-mail address or phone number can be taken over, which makes it unverified for its previous owner.
   */
  protected claimAliases(attributes: Attributes, takesAliases: boolean): void {
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
    for (const user of this.#users.keys()) {
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
