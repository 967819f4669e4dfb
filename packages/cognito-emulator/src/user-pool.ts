import { AppClient, type AppClientRequest } from './app-client.ts';
import {
  type Attributes,
  assertAttributesConform,
  assertRequiredAttributes,
  type NewUserIdentity,
  resolveNewUserIdentity,
} from './attributes.ts';
import { newUserPoolId } from './identifiers.ts';
import type { PoolKeys } from './jwt.ts';
import type { Listing } from './operations/list-users.ts';
import {
  type AliasAttribute,
  type MessageFactor,
  type PoolRequest,
  type PoolSettings,
  resolvePoolSettings,
} from './pool-settings.ts';
import { assert, clientNotFound, usernameExists } from './refusals.ts';
import { type GroupRole, type SignIn, signIn } from './tokens.ts';
import { type TriggerCall, type TriggerFailure, type TriggerInput, type TriggerSource, Triggers } from './triggers.ts';
import { type SentMessage, SoftwareToken, User, type UserStatus, type UserView } from './users.ts';

/** A preferred username needs no verification. */
function isVerified(attributes: Attributes, alias: AliasAttribute): boolean {
  return alias === 'preferred_username' || attributes.get(`${alias}_verified`)?.toLowerCase() === 'true';
}

/** The users of a pool and the names that identify them. */
abstract class UserDirectory {
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
  readonly takesAliases: boolean;
  readonly origin: NewUserOrigin;
}

/** `direct`: added by a test without a call. `createdAt` is in milliseconds since 1970. */
type NewUserOrigin =
  | { readonly kind: 'direct'; readonly createdAt: number }
  | { readonly kind: 'AdminCreateUser' | 'SignUp'; readonly triggerInput: TriggerInput };

/** A user pool: settings, app clients, users and sign-ins. */
export class UserPool extends UserDirectory {
  #settings: PoolSettings;
  readonly id: string;
  /** The issuer in Cognito's standard form, whatever endpoint the client calls. */
  readonly issuer: string;
  readonly keys: PoolKeys;
  readonly clients = new Map<string, AppClient>();
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
    super();
    this.#settings = resolvePoolSettings(request);
    this.id = newUserPoolId(this.settings.region);
    this.issuer = `https://cognito-idp.${this.settings.region}.amazonaws.com/${this.id}`;
    this.keys = keys;
    this.groups = new Set(this.settings.groups);
    this.#now = now;
  }

  get settings(): PoolSettings {
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

  /** Every invocation of the pool's Lambda triggers so far, in order. */
  get triggerCalls(): readonly TriggerCall[] {
    return this.triggers.calls;
  }

  /** Makes a Lambda trigger fail from now on. */
  failTrigger(source: TriggerSource, failure: TriggerFailure): void {
    this.triggers.fail(source, failure);
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

  /**
   * Adds a user without a call. Enforces the pool's rules for usernames and attributes, but not its password policy,
   * because an existing user may be older than the policy. Creates missing groups.
   */
  addUser({
    username,
    password,
    attributes = {},
    status = 'CONFIRMED',
    enabled = true,
    groups = [],
    totpSecret,
    messageMfa = [],
    createdAt,
  }: StoredUser): UserView {
    const user = this.create({
      name: username,
      attributes: new Map(Object.entries(attributes)),
      password,
      status,
      takesAliases: false,
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
    const refreshToken =
      user && signIn(this, client, user, { kind: 'public', device: undefined }, this.#now()).RefreshToken;
    assert(refreshToken !== undefined, () => new RangeError(`Nobody in the pool has the name ${name}.`));
    return refreshToken;
  }

  /**
   * Creates a user as AdminCreateUser and SignUp do. SignUp requires the required attributes; an administrator may
   * leave them to the user (developer guide, "Creating user accounts as administrator").
   *
   * @throws Refusal for a name or attribute that is invalid or taken, and for a failing trigger.
   */
  create({ name, attributes, password, status, takesAliases, origin }: NewUser): User {
    assertAttributesConform(attributes, this.settings);
    const identity = resolveNewUserIdentity(name, attributes, this.settings);
    if (origin.kind === 'SignUp') {
      assertRequiredAttributes(identity.attributes, this.settings);
    }
    const taken = origin.kind === 'SignUp' ? 'User already exists' : 'User account already exists';
    this.assertNameIsFree(identity, taken);
    if (origin.kind !== 'direct') {
      this.triggers.run(`PreSignUp_${origin.kind}`, identity.username, origin.triggerInput);
    }
    this.claimAliases(identity.attributes, takesAliases);
    const now = origin.kind === 'direct' ? origin.createdAt : this.#now();
    const user = new User(identity, password, status, now);
    this.add(user);
    return user;
  }
}
