/**
 * What touches the world, as the use cases see it. The entries build the real things; tests hand in their own.
 */

/** The runner: where inputs come from, and where everything that leaves the step goes. */
export interface Runner {
  readonly facts: RunFacts;
  /** Why GitHub gave this run no secrets, where that is so. */
  whySecretsAreWithheld(): Promise<SecretsWithheld | undefined>;
  /** An input as text, without surrounding white space; empty when it is not set. */
  readInput(name: string): string;
  /** From here on the log shows `***` in its place. */
  mask(secret: string): void;
  writeOutput(name: string, value: string): void;
  /** Kept for this step's post step, and readable for nobody else's. */
  writeState(value: string): void;
  /** What main last wrote; empty when it wrote nothing. */
  readState(): string;
  info(message: string): void;
  warning(message: string): void;
}

/** What the runner knows of the run. */
export interface RunFacts {
  readonly runId: string;
  readonly runAttempt: string;
  /** The job's `AWS_REGION`, else its `AWS_DEFAULT_REGION`, else empty. */
  readonly awsRegion: string;
}

export type SecretsWithheld = 'fork' | 'dependabot';

/** Amazon Cognito, as far as this action speaks to it. */
export interface Cognito {
  userPool(target: UserPoolTarget): UserPool;
  appClient(target: AppClientTarget): AppClient;
}

export interface UserPoolTarget {
  readonly region: string;
  readonly userPoolId: string;
}

export interface AppClientTarget {
  readonly region: string;
  readonly clientId: string;
}

/** The calls that need credentials. Each rejects with an `ActionError`. */
export interface UserPool {
  /** Creates a user without sending anybody a message. */
  createUser(user: NewUser): Promise<UserCreation>;
  /** Gives the user the password that it signs in with; no other is asked for at sign-in. */
  setPermanentPassword(username: string, password: string): Promise<void>;
  deleteUser(username: string): Promise<'deleted' | 'not-found'>;
}

export interface NewUser {
  readonly username: string;
  readonly temporaryPassword: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export type UserCreation =
  /** `username` is the user pool's own name for the user: in a pool that signs in by e-mail or phone number, an ID. */
  { readonly outcome: 'created'; readonly username: string } | { readonly outcome: 'already-exists' };

/** The calls that need no credentials: what they carry is proof enough. Each rejects with an `ActionError`. */
export interface AppClient {
  startAuthFlow(start: AuthFlowStart): Promise<AuthStep>;
  /** Ends a refresh token, and with it the tokens that came from it, for Cognito's own API. */
  revokeToken(refreshToken: string): Promise<void>;
}

export interface AuthFlowStart {
  readonly authFlow: 'USER_PASSWORD_AUTH';
  readonly username: string;
  readonly password: string;
}

/** Cognito's answer within an auth flow: the tokens, or what it wants to know first. */
export type AuthStep =
  | { readonly kind: 'tokens'; readonly tokens: UnparsedTokens }
  | { readonly kind: 'challenge'; readonly challenge: string };

/** The tokens as they came, not yet looked at; empty where one is missing. */
export interface UnparsedTokens {
  readonly idToken: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

export interface Random {
  /** A whole number from 0 to `limit` - 1, each as likely, from a cryptographic source. */
  integerBelow(limit: number): number;
}
