import { AppClient, type AppClientRequest } from './app-client.ts';
import type { Attributes, NewUserIdentity } from './attributes.ts';
import * as attributeRules from './attributes.ts';
import { randomText } from './identifiers.ts';
import type { PoolKeys } from './jwt.ts';
import type { Listing } from './operations/list-users.ts';
import { type AliasAttribute, type MessageFactor, type PoolRequest, resolvePoolSettings } from './pool-settings.ts';
import { assert, clientNotFound, usernameExists } from './refusals.ts';
import { type GroupRole, type SignIn, signIn } from './tokens.ts';
import { type TriggerInput, Triggers } from './triggers.ts';
import { type SentMessage, SoftwareToken, User, type UserStatus } from './users.ts';

/** An existing user for a test. */
export interface StoredUser {
  /** The sign-in name: the e-mail address or phone number if the pool uses it as username. */
  readonly username: string;
  readonly password: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly status?: UserStatus;
  readonly enabled?: boolean;
  readonly groups?: readonly string[];
  /** Secret of the user's authenticator app, in base32. */
  readonly totpSecret?: string;
  /** Factors with a code that Cognito sends, in addition to the authenticator app. */
  readonly messageMfa?: readonly MessageFactor[];
  /** Defaults to now. */
  readonly createdAt?: Date;
}

interface NewUser {
  readonly name: string;
  readonly attributes: Attributes;
  readonly password: string;
  readonly status: UserStatus;
  /** Takes a verified alias over from another user (`ForceAliasCreation`). */
  readonly takesAliases?: boolean;
  /** `direct`: added by a test without a call. `createdAt` is in milliseconds since 1970. */
  readonly origin:
    | { readonly kind: 'direct'; readonly createdAt: number }
    | { readonly kind: 'AdminCreateUser' | 'SignUp'; readonly triggerInput: TriggerInput };
}

/** A preferred username needs no verification. */
function isVerified(attributes: Attributes, alias: AliasAttribute): boolean {
  return alias === 'preferred_username' || attributes.get(`${alias}_verified`)?.toLowerCase() === 'true';
}

/** A user pool: settings, app clients, users and sign-ins. */
export class UserPool {
  #settings;
  readonly id: string;
  /** The issuer in Cognito's standard form, whatever endpoint the client calls. */
  readonly issuer: string;
  readonly keys: PoolKeys;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly clients = new Map<string, AppClient>();
  /** The users with their positions in order of creation, from 1. */
  readonly #users = new Map<User, number>();
  #createdUsers = 0;
  /** By every unique name: username, `sub` and the pool's username attributes. */
  readonly #usersByName = new Map<string, User>();
  /** By refresh token. */
  readonly signIns = new Map<string, SignIn>();
  readonly groups: Set<string>;
  /** The IAM roles of groups, by group. */
  readonly groupRoles = new Map<string, GroupRole>();
  /** Every message so far, in order. */
  readonly messages: SentMessage[] = [];
  readonly triggers = new Triggers();
  /** Unfinished ListUsers queries, by pagination token. */
  readonly listings = new Map<string, Listing>();
  readonly #now: () => number;

  constructor(request: PoolRequest, keys: PoolKeys, now: () => number) {
    this.#settings = resolvePoolSettings(request);
    const { region, groups } = this.#settings;
    this.id = `${region}_${randomText('mixed case', 9)}`;
    this.issuer = `https://cognito-idp.${region}.amazonaws.com/${this.id}`;
    this.keys = keys;
    this.groups = new Set(groups);
    this.createdAt = now();
    this.#now = now;
  }

  get settings() {
    return this.#settings;
  }

  /**
   * Changes settings that Cognito allows to change later.
   *
   * @throws Refusal `InvalidParameterException` if Cognito would not allow the resulting settings.
   */
  change(settings: Pick<PoolRequest, 'mfa' | 'softwareTokenMfa' | 'domain'>): void {
    this.#settings = resolvePoolSettings({ ...this.#settings, ...settings });
  }

  /** @throws Refusal `InvalidParameterException` if Cognito would not create such a client. */
  createClient(request: AppClientRequest = {}): AppClient {
    const client = new AppClient(request);
    this.clients.set(client.id, client);
    return client;
  }

  /** @throws Refusal `ResourceNotFoundException` if the pool does not have the client. */
  existingClient(id: string): AppClient {
    const client = this.clients.get(id);
    assert(client !== undefined, clientNotFound, id);
    return client;
  }

  /** In order of creation. */
  get users() {
    return [...this.#users.keys()].map((user) => user.view());
  }

  /** Returns the users after this position with their positions, from 1, in order of creation. */
  usersAfter(position: number) {
    return [...this.#users].filter(([, at]) => at > position);
  }

  /** True if the pool has this user, not just a later one with the same name. */
  has(user: User): boolean {
    return this.#users.has(user);
  }

  /** Finds a user by username, username attribute or verified alias. */
  findBySignInName(name: string): User | undefined {
    const { usernameAttributes, aliasAttributes } = this.settings;
    const users = [
      ...['username', ...usernameAttributes].map((kind) => this.#usersByName.get(this.#uniqueName(kind, name))),
      ...aliasAttributes.map((alias) => this.#findByAlias(alias, name)),
    ];
    return users.find((user) => user !== undefined);
  }

  /** Finds the user of an Admin operation, which also accepts the `sub`. */
  findByAdminName(name: string): User | undefined {
    return this.findBySignInName(name) ?? this.#usersByName.get(this.#uniqueName('sub', name));
  }

  /**
   * Adds a user without a call. Enforces the pool's rules for usernames and attributes, but not its password policy,
   * because an existing user may be older than the policy. Creates missing groups.
   */
  addUser({ username: name, password, status = 'CONFIRMED', ...request }: StoredUser) {
    const { attributes = {}, enabled = true, groups = [], totpSecret, messageMfa = [], createdAt } = request;
    const user = this.create({
      name,
      attributes: new Map(Object.entries(attributes)),
      password,
      status,
      origin: { kind: 'direct', createdAt: createdAt?.getTime() ?? this.#now() },
    });
    user.enabled = enabled;
    for (const group of groups) {
      this.groups.add(group);
      user.groups.push(group);
    }
    user.softwareToken = totpSecret === undefined ? undefined : new SoftwareToken(totpSecret);
    user.messageMfa.push(...messageMfa);
    return user.view();
  }

  /**
   * Signs a user in without a call and returns the refresh token.
   *
   * @throws RangeError for an unknown name.
   */
  addSignIn(client: AppClient, name: string): string {
    const user = this.findBySignInName(name);
    assert(user !== undefined, () => new RangeError(`Nobody in the pool has the name ${name}.`));
    return signIn(this, client, user, { kind: 'public', device: undefined }, this.#now()).RefreshToken;
  }

  /**
   * Creates a user as AdminCreateUser and SignUp do. SignUp requires the required attributes; an administrator may
   * leave them to the user (developer guide, "Creating user accounts as administrator").
   *
   * @throws Refusal for a name or attribute that is invalid or taken, and for a failing trigger.
   */
  create({ name, attributes, password, status, takesAliases = false, origin }: NewUser): User {
    attributeRules.assertAttributesConform(attributes, this.settings);
    const identity = attributeRules.resolveNewUserIdentity(name, attributes, this.settings);
    if (origin.kind === 'SignUp') {
      attributeRules.assertRequiredAttributes(identity.attributes, this.settings);
    }
    this.#assertNameIsFree(identity, origin.kind === 'SignUp' ? 'User already exists' : 'User account already exists');
    if (origin.kind !== 'direct') {
      this.triggers.run(`PreSignUp_${origin.kind}`, identity.username, origin.triggerInput);
    }
    this.#claimAliases(identity.attributes, takesAliases);
    const user = new User(identity, password, status, origin.kind === 'direct' ? origin.createdAt : this.#now());
    this.#createdUsers += 1;
    this.#users.set(user, this.#createdUsers);
    for (const uniqueName of this.#uniqueNames(user)) {
      this.#usersByName.set(uniqueName, user);
    }
    return user;
  }

  delete(user: User): void {
    this.#users.delete(user);
    for (const name of this.#uniqueNames(user)) {
      this.#usersByName.delete(name);
    }
  }

  /** @throws Refusal `UsernameExistsException`, with this message if the username itself is taken. */
  #assertNameIsFree({ username, attributes }: NewUserIdentity, message: string): void {
    assert(!this.#usersByName.has(this.#uniqueName('username', username)), usernameExists, message);
    for (const attribute of this.settings.usernameAttributes) {
      const value = attributes.get(attribute);
      const isTaken = value !== undefined && this.#usersByName.has(this.#uniqueName(attribute, value));
      assert(!isTaken, usernameExists, `An account with the given ${attribute} already exists.`);
    }
  }

  /**
   * Only a verified e-mail address or phone number can be taken over, which makes it unverified for its previous owner.
   */
  #claimAliases(attributes: Attributes, takesAliases: boolean): void {
    for (const alias of this.settings.aliasAttributes) {
      const value = attributes.get(alias);
      const owner = value !== undefined && isVerified(attributes, alias) ? this.#findByAlias(alias, value) : undefined;
      const isFree = owner === undefined || (takesAliases && alias !== 'preferred_username');
      assert(isFree, usernameExists, `An account with the given ${alias} already exists.`);
      owner?.attributes.set(`${alias}_verified`, 'false');
    }
  }

  #findByAlias(alias: AliasAttribute, value: string): User | undefined {
    const wanted = this.#uniqueName(alias, value);
    return [...this.#users.keys()].find(({ attributes }) => {
      const own = attributes.get(alias);
      return own !== undefined && this.#uniqueName(alias, own) === wanted && isVerified(attributes, alias);
    });
  }

  #uniqueNames({ username, sub, attributes }: User): string[] {
    const kinds = this.settings.usernameAttributes.map((name) => [name, attributes.get(name)] as const);
    return [['username', username] as const, ['sub', sub] as const, ...kinds].flatMap(([kind, value]) =>
      value === undefined ? [] : [this.#uniqueName(kind, value)],
    );
  }

  #uniqueName(kind: string, value: string): string {
    return `${kind} ${this.settings.caseSensitive ? value : value.toLowerCase()}`;
  }
}
