import { AppClient, type AppClientRequest } from './app-client.ts';
import { type Attributes, assertAttributesConform, assertRequiredAttributes } from './attributes.ts';
import { newUserPoolId } from './identifiers.ts';
import { type MessageFactor, type PoolRequest, type PoolSettings, resolvePoolSettings } from './pool-settings.ts';
import { clientNotFound } from './refusals.ts';
import { type SignIn, signIn } from './sign-ins.ts';
import type { PoolKeys } from './signing-keys.ts';
import { SoftwareToken } from './totp.ts';
import { type TriggerCall, type TriggerFailure, type TriggerInput, type TriggerSource, Triggers } from './triggers.ts';
import { UserDirectory } from './user-directory.ts';
import { resolveNewUserIdentity } from './usernames.ts';
import { type MfaFactor, User, type UserStatus, type UserView } from './users.ts';

/** A user that a test wants to be there already. */
export type StoredUser = {
  /** What the user signs in by: the e-mail address or phone number where the pool has it for username. */
  readonly username: string;
  readonly password: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly status?: UserStatus;
  readonly enabled?: boolean;
  readonly groups?: readonly string[];
  /** Base32: the user has an authenticator app with this secret. */
  readonly totpSecret?: string;
  /** Factors whose code Cognito would send, beside the authenticator app. */
  readonly messageMfa?: readonly MessageFactor[];
  readonly preferredMfa?: MfaFactor;
  /** Now, when left out. */
  readonly createdAt?: Date;
};

/** A code that Cognito sent. */
export type SentMessage = {
  readonly medium: 'EMAIL' | 'SMS';
  readonly to: string;
  readonly code: string;
  readonly occasion: 'SignUp' | 'Authentication';
};

/** What ListUsers was asked for, and how far it has come. */
export type Listing = {
  readonly filter: string;
  readonly limit: number;
  /** The place of the last user listed, in the order of creation. */
  readonly after: number;
  /** How many empty pages come before the next with users. */
  readonly emptyPages: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
};

export type NewUser = {
  readonly name: string;
  readonly attributes: Attributes;
  readonly password: string;
  readonly status: UserStatus;
  /** Takes a verified alias from the user who has it (`ForceAliasCreation`). */
  readonly takesAliases: boolean;
  readonly origin: NewUserOrigin;
};

/** `arranged`: by a test, without a call. `createdAt`: milliseconds since 1970. */
export type NewUserOrigin =
  | { readonly kind: 'arranged'; readonly createdAt: number }
  | { readonly kind: 'AdminCreateUser' | 'SignUp'; readonly triggerInput: TriggerInput };

/** A user pool: its settings, app clients, users and sign-ins. */
export class UserPool {
  readonly id: string;
  /** Cognito's original form of the issuer, whatever the endpoint that a client calls. */
  readonly issuer: string;
  readonly keys: PoolKeys;
  readonly clients = new Map<string, AppClient>();
  /** By refresh token. */
  readonly signIns = new Map<string, SignIn>();
  /** Names. */
  readonly groups: Set<string>;
  /** What Cognito sent so far, in order. */
  readonly messages: SentMessage[] = [];
  readonly triggers = new Triggers();
  /** The listings of users that go on, by pagination token. */
  readonly listings = new Map<string, Listing>();
  readonly #now: () => number;
  readonly #directory: UserDirectory;
  #settings: PoolSettings;

  constructor(request: PoolRequest, keys: PoolKeys, now: () => number) {
    this.#settings = resolvePoolSettings(request);
    this.id = newUserPoolId(this.settings.region);
    this.issuer = `https://cognito-idp.${this.settings.region}.amazonaws.com/${this.id}`;
    this.keys = keys;
    this.groups = new Set(this.settings.groups);
    this.#now = now;
    this.#directory = new UserDirectory(this.settings);
  }

  get settings(): PoolSettings {
    return this.#settings;
  }

  /**
   * Changes what Cognito lets an owner change later.
   *
   * @throws RangeError when Cognito would not have such a pool.
   */
  change(change: Pick<PoolRequest, 'mfa' | 'softwareTokenMfa' | 'domain'>): void {
    this.#settings = resolvePoolSettings({ ...this.#settings, ...change });
  }

  /** The users of the pool, in the order of their creation. */
  get users(): readonly UserView[] {
    return this.#directory.all.map((user) => user.view());
  }

  /** The runs of the pool's Lambda triggers so far, in order. */
  get triggerCalls(): readonly TriggerCall[] {
    return this.triggers.calls;
  }

  /** Has a Lambda trigger fail from now on. */
  failTrigger(source: TriggerSource, failure: TriggerFailure): void {
    this.triggers.fail(source, failure);
  }

  /** @throws RangeError when Cognito would not create such a client. */
  createClient(request: AppClientRequest = {}): AppClient {
    const client = new AppClient(request);
    this.clients.set(client.id, client);
    return client;
  }

  /** @throws Refusal `ResourceNotFoundException` where the pool does not have the client. */
  existingClient(id: string): AppClient {
    const client = this.clients.get(id);
    if (client === undefined) {
      throw clientNotFound(id);
    }
    return client;
  }

  /**
   * Arranges a user without a call. The pool's rules of usernames and attributes hold, its password policy does not: a
   * stored user may be older than the policy. Groups that the pool does not have are made.
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
    preferredMfa,
    createdAt,
  }: StoredUser): UserView {
    const user = this.create({
      name: username,
      attributes: new Map(Object.entries(attributes)),
      password,
      status,
      takesAliases: false,
      origin: { kind: 'arranged', createdAt: createdAt?.getTime() ?? this.#now() },
    });
    user.enabled = enabled;
    for (const group of groups) {
      this.groups.add(group);
      user.groups.push(group);
    }
    user.softwareToken = totpSecret === undefined ? undefined : new SoftwareToken(totpSecret);
    user.messageMfa.push(...messageMfa);
    user.preferredMfa = preferredMfa;
    return user.view();
  }

  /**
   * Signs a user in without a call, and gives the refresh token.
   *
   * @throws RangeError where nobody has this name.
   */
  signInArranged(client: AppClient, name: string): string {
    const user = this.findBySignInName(name);
    const refreshToken =
      user && signIn(this, client, user, { kind: 'public', device: undefined }, this.#now()).RefreshToken;
    if (refreshToken === undefined) {
      throw new RangeError(`Nobody in the pool has the name ${name}.`);
    }
    return refreshToken;
  }

  /**
   * Adds a user, as AdminCreateUser and SignUp do. SignUp wants the required attributes; an administrator may leave them
   * to the user (developer guide, "Creating user accounts as administrator").
   *
   * @throws Refusal for a name or attribute against the pool's rules, or one that is taken, and where a trigger fails.
   */
  create({ name, attributes, password, status, takesAliases, origin }: NewUser): User {
    assertAttributesConform(attributes, this.settings);
    const identity = resolveNewUserIdentity(name, attributes, this.settings);
    if (origin.kind === 'SignUp') {
      assertRequiredAttributes(identity.attributes, this.settings);
    }
    const taken = origin.kind === 'SignUp' ? 'User already exists' : 'User account already exists';
    this.#directory.assertNameIsFree(identity, taken);
    if (origin.kind !== 'arranged') {
      this.triggers.run(`PreSignUp_${origin.kind}`, identity.username, origin.triggerInput);
    }
    this.#directory.claimAliases(identity.attributes, takesAliases);
    const now = origin.kind === 'arranged' ? origin.createdAt : this.#now();
    const user = new User({ ...identity, password, status, now });
    this.#directory.add(user);
    return user;
  }

  /** The users created after this place in the order of creation, with their own places. The first place is 1. */
  usersAfter(place: number): Iterable<readonly [User, number]> {
    return this.#directory.createdAfter(place);
  }

  delete(user: User): void {
    this.#directory.delete(user);
  }

  /** Whether this very user, and not a later one of the same name, is in the pool. */
  has(user: User): boolean {
    return this.#directory.has(user);
  }

  /** The user who signs in by this name: username, username attribute, or alias where it is verified. */
  findBySignInName(name: string): User | undefined {
    return this.#directory.findBySignInName(name);
  }

  /** The user whom an Admin operation means: it takes the `sub` as well. */
  findByAdminName(name: string): User | undefined {
    return this.#directory.findBySignInName(name) ?? this.#directory.findBySub(name);
  }
}
