/**
 * What the core needs of Cognito: its API, and the user pool domain. Adapters provide it, tests fake it.
 */
import type { ActionError } from '../failures/action-error.ts';

/** Amazon Cognito, as far as this action speaks to it. Each call rejects with an `ActionError`. */
export interface Cognito {
  /** What this calls in place of AWS's own addresses. */
  readonly endpoints: Endpoints;
  /** Has every call from here on go there, and nowhere else. */
  useEndpoints(endpoints: Endpoints): void;
  userPool(target: UserPoolTarget): UserPool;
  appClient(target: AppClientTarget): AppClient;
}

/** Variables of the environment that name addresses, with their values. */
export type Endpoints = Readonly<Record<string, string>>;

export interface UserPoolTarget {
  readonly region: string;
  readonly userPoolId: string;
  /** The role to call it with; without one, the job's own credentials. */
  readonly role: RoleToAssume | undefined;
}

/** An IAM role that trusts GitHub's OIDC tokens with this audience. */
export interface RoleToAssume {
  readonly arn: string;
  readonly audience: string;
}

export interface AppClientTarget {
  readonly region: string;
  readonly clientId: string;
  /** Undefined for a public app client. */
  readonly clientSecret: string | undefined;
}

/** The calls that need credentials. */
export interface UserPool {
  /** Creates a user with a temporary password, without sending anybody a message. */
  createUser(user: NewUser): Promise<UserCreation>;
  /** Gives the user the password that it signs in with; no other is asked for at sign-in. */
  setPermanentPassword(username: string, password: string): Promise<void>;
  /** Confirms a user who signed up, as the code from the message would. */
  confirmSignUp(username: string, clientMetadata: Metadata): Promise<void>;
  addToGroup(username: string, group: string): Promise<void>;
  deleteUser(username: string): Promise<'deleted' | 'not-found'>;
  /** One page of the users whom a search finds. It may be empty although more follow. */
  listUsers(search: UserSearch, options: PageOptions): Promise<UserPage>;
  /** Auth flow `ADMIN_USER_PASSWORD_AUTH`. */
  adminAuthFlows(appClient: AppClientTarget): AuthFlows;
}

export interface NewUser {
  readonly username: string;
  readonly password: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly clientMetadata: Metadata;
}

/** A search by the beginning of one field. Its result is not exact: it may be out of date, and may ignore case. */
export interface UserSearch {
  readonly field: 'username' | 'email' | 'phone-number';
  readonly prefix: string;
}

/** `pageToken`: undefined for the first page. `limit`: users on the page at the most; undefined for all that Cognito gives at once. */
export type PageOptions = { readonly pageToken?: string | undefined; readonly limit?: number };

export interface UserPage {
  readonly users: readonly ListedUser[];
  /** Undefined on the last page. */
  readonly nextPageToken: string | undefined;
}

export interface ListedUser {
  /** The user pool's own name for the user. */
  readonly username: string;
  readonly sub: string;
  /** Empty for a user without, as is `phoneNumber`. */
  readonly email: string;
  readonly phoneNumber: string;
  readonly createdAt: Date;
}

/** Passed to the Lambda triggers of the user pool. */
export type Metadata = Readonly<Record<string, string>>;

export type UserCreation =
  /** `username` is the user pool's own name for the user: in a pool that signs in by e-mail or phone number, an ID. */
  | { readonly outcome: 'created'; readonly username: string }
  | { readonly outcome: 'already-exists' }
  /** There is no user: it was refused before anything was done. */
  | { readonly outcome: 'refused'; readonly failure: ActionError };

/** The calls that need no credentials: what they carry is proof enough. */
export interface AppClient {
  readonly authFlows: AuthFlows;
  /** Signs a user up with the password that it will have. Cognito sends a code to its address or number. */
  signUp(user: NewUser): Promise<UserCreation>;
  /** Makes a new authenticator app for the user in the midst of a sign-in. */
  associateTotp(session: string): Promise<{ readonly totpSecret: string; readonly session: string }>;
  /** Shows that the authenticator app works. */
  verifyTotp(session: string, code: CodeSource): Promise<{ readonly session: string }>;
  /** The refresh token is empty where Cognito gives no new one. */
  refreshTokens(request: RefreshRequest): Promise<UnparsedTokens>;
  /** An access token for the app client itself, of Cognito's API: it takes no user pool domain. */
  fetchClientToken(request: ClientTokenRequest): Promise<string>;
  /** Ends a refresh token, and with it the tokens that came from it, for Cognito's own API. */
  revokeToken(refreshToken: string): Promise<void>;
  /** Makes a device known to the user pool: before that, no refresh token of it is good. */
  confirmDevice(accessToken: string, device: NewDevice): Promise<void>;
  forgetDevice(accessToken: string, deviceKey: string): Promise<'forgotten' | 'not-found'>;
  /** Deletes the user whose access token this is. */
  deleteSignedInUser(accessToken: string): Promise<'deleted' | 'not-found'>;
}

export interface RefreshRequest {
  readonly refreshToken: string;
  /** Of the device that the refresh token belongs to; undefined where the user pool remembers none. */
  readonly deviceKey: string | undefined;
  readonly clientMetadata: Metadata;
}

export interface ClientTokenRequest {
  readonly clientSecret: string;
  /** Empty for all that the app client allows. */
  readonly scopes: readonly string[];
  readonly clientMetadata: Metadata;
}

export interface AuthFlows {
  start(start: AuthFlowStart): Promise<AuthResponse>;
  answer(answer: ChallengeAnswer, clientMetadata: Metadata): Promise<AuthResponse>;
}

export interface AuthFlowStart {
  readonly flow: AuthFlow;
  readonly username: string;
  readonly password: string;
  readonly clientMetadata: Metadata;
}

export type AuthFlow =
  | { readonly name: 'USER_PASSWORD_AUTH' }
  /** The password does not leave the step: the user pool's ID is part of the proof that it is known. */
  | { readonly name: 'USER_SRP_AUTH'; readonly userPoolId: string }
  | { readonly name: 'ADMIN_USER_PASSWORD_AUTH'; readonly userPool: UserPoolTarget }
  | { readonly name: 'USER_AUTH' };

/** Cognito's answer within an auth flow: the tokens, or what it wants to know first. */
export type AuthResponse =
  | { readonly kind: 'tokens'; readonly tokens: UnparsedTokens }
  | { readonly kind: 'challenge'; readonly challenge: Challenge };

/** `username` is the name that Cognito wants in the answer. */
export type Challenge = { readonly session: string; readonly username: string } & (
  | { readonly name: 'SOFTWARE_TOKEN_MFA' }
  | { readonly name: 'MFA_SETUP' | 'SELECT_MFA_TYPE' | 'SELECT_CHALLENGE'; readonly choices: readonly string[] }
  | { readonly name: 'other'; readonly wireName: string }
);

export type ChallengeAnswer = { readonly session: string; readonly username: string } & (
  | { readonly name: 'SOFTWARE_TOKEN_MFA'; readonly code: CodeSource }
  | { readonly name: 'MFA_SETUP' }
  | { readonly name: 'SELECT_MFA_TYPE'; readonly choice: string }
  | { readonly name: 'SELECT_CHALLENGE'; readonly choice: string; readonly password: string }
);

/** The code of an authenticator app, asked for at each try: what hung for half a minute needs another one. */
export type CodeSource = () => string;

/** The tokens as they came, not yet looked at; empty where one is missing. */
export interface UnparsedTokens {
  readonly idToken: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** As which device the user signed in, where the user pool remembers devices. It is to be confirmed. */
  readonly newDevice?: NewDevice | undefined;
}

export interface NewDevice {
  readonly key: string;
  readonly groupKey: string;
}

/** The OAuth 2.0 token endpoint of a user pool domain. */
export interface TokenEndpoint {
  /** The client credentials grant. Rejects with an `ActionError`. */
  fetchAccessToken(request: AccessTokenRequest): Promise<string>;
}

export interface AccessTokenRequest extends ClientTokenRequest {
  /** Origin of the user pool domain, such as `https://auth.example.com`. */
  readonly domain: string;
  readonly clientId: string;
}

/** The user pool's own login page, and the authorization code grant behind it. */
export interface LoginPage {
  /** Signs a user in as a browser would. The ID token is empty without the scope `openid`. Rejects with an `ActionError`. */
  signIn(request: LoginPageRequest): Promise<UnparsedTokens>;
}

export interface LoginPageRequest {
  /** Origin of the user pool domain. */
  readonly domain: string;
  readonly clientId: string;
  /** Undefined for a public app client. */
  readonly clientSecret: string | undefined;
  /** To the letter one of the app client's callback URLs. It is never called. */
  readonly redirectUri: string;
  /** Empty for all that the app client allows. */
  readonly scopes: readonly string[];
  readonly username: string;
  readonly password: string;
}
