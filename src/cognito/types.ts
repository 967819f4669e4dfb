/** Plain data that the adapters of Cognito take and return, free of SDK types. */
import type { ActionError } from '../failures/action-error.ts';

/** The region in which a step calls Cognito's API. */
interface ApiTarget {
  readonly region: string;
  /** The role that signs the calls. Without one, the job's own credentials do. */
  readonly role: RoleToAssume | undefined;
}

/** The services of AWS that a step calls in its region. */
export interface CalledServices extends ApiTarget {
  readonly hasIdentityPool: boolean;
}

export interface UserPoolTarget extends ApiTarget {
  readonly userPoolId: string;
}

/** An IAM role that trusts GitHub's OIDC tokens with this audience. */
export interface RoleToAssume {
  readonly arn: string;
  readonly audience: string;
}

export interface AppClientTarget {
  readonly region: string;
  readonly clientId: string;
  /** A public app client has none. */
  readonly clientSecret: string | undefined;
}

export interface IdentityPoolTarget {
  readonly region: string;
  readonly identityPoolId: string;
}

/** A user's sign-in to a user pool, for an identity pool. */
export interface UserPoolLogin {
  readonly userPoolId: string;
  readonly idToken: string;
}

/** Temporary AWS credentials. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiresAt: Date;
}

/** Client metadata, which Cognito passes to the Lambda triggers of the user pool. */
export type Metadata = Readonly<Record<string, string>>;

export interface NewUser {
  readonly username: string;
  readonly password: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly clientMetadata: Metadata;
}

export type UserCreation =
  /** `username` is the user pool's own name: an ID in a pool that signs in by e-mail address or phone number. */
  | { readonly outcome: 'created'; readonly username: string }
  | { readonly outcome: 'already-exists' }
  /** Cognito refused before it did anything, so there is no user. */
  | { readonly outcome: 'refused'; readonly failure: ActionError };

/** A search by the prefix of one field. Its result may be out of date and may ignore case. */
export interface UserSearch {
  readonly field: 'username' | 'email' | 'phone-number';
  readonly prefix: string;
}

export interface ListedUser {
  /** The user pool's own name for the user. */
  readonly username: string;
  readonly sub: string;
  /** Empty for a user without one, like `phoneNumber`. */
  readonly email: string;
  readonly phoneNumber: string;
  readonly createdAt: Date;
}

/** An auth flow of Cognito's API. */
export type AuthFlow =
  | { readonly name: 'USER_PASSWORD_AUTH' | 'USER_AUTH' }
  /** SRP proves that the password is known without sending it. The proof covers the user pool's ID. */
  | { readonly name: 'USER_SRP_AUTH'; readonly userPoolId: string }
  | { readonly name: 'ADMIN_USER_PASSWORD_AUTH'; readonly userPool: UserPoolTarget }
  /** Challenges of the user pool's Lambda triggers. With a user pool ID, SRP comes first. */
  | { readonly name: 'CUSTOM_AUTH'; readonly srpUserPoolId: string | undefined };

export interface AuthFlowStart {
  readonly flow: AuthFlow;
  readonly username: string;
  readonly password: string;
  readonly clientMetadata: Metadata;
}

/** Cognito's response within an auth flow: tokens, or the next challenge. */
export type AuthResponse =
  | { readonly kind: 'tokens'; readonly tokens: UnparsedTokens }
  | { readonly kind: 'challenge'; readonly challenge: Challenge };

/** `username` is the name that Cognito expects in the answer. */
export type Challenge = { readonly session: string; readonly username: string } & (
  | { readonly name: 'SOFTWARE_TOKEN_MFA' }
  | { readonly name: 'MFA_SETUP' | 'SELECT_MFA_TYPE' | 'SELECT_CHALLENGE'; readonly choices: readonly string[] }
  | CustomChallenge
  | { readonly name: 'other'; readonly wireName: string }
);

/** `question`: all that its Lambda trigger shows, only to be compared. Undefined if that is nothing. */
export interface CustomChallenge {
  readonly name: 'CUSTOM_CHALLENGE';
  readonly question: string | undefined;
}

export type ChallengeAnswer = { readonly session: string; readonly username: string } & (
  | { readonly name: 'SOFTWARE_TOKEN_MFA'; readonly code: CodeSource }
  | { readonly name: 'MFA_SETUP' }
  | { readonly name: 'SELECT_MFA_TYPE'; readonly choice: string }
  | { readonly name: 'SELECT_CHALLENGE'; readonly choice: string; readonly password: string }
  | { readonly name: 'CUSTOM_CHALLENGE'; readonly answer: string }
);

/** Returns the current code of an authenticator app. Each attempt calls it, because a code expires in 30 seconds. */
export type CodeSource = () => string;

/** Tokens as Cognito sent them, not parsed yet. A missing token is an empty string. */
export interface UnparsedTokens {
  readonly idToken: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** The device that Cognito assigned to this sign-in, to be confirmed. Undefined if the user pool remembers none. */
  readonly newDevice?: NewDevice | undefined;
}

export interface NewDevice {
  readonly key: string;
  readonly groupKey: string;
}
