import { createHmac } from 'node:crypto';
import { newClientId, newClientSecret } from './identifiers.ts';

export type ExplicitAuthFlow =
  | 'ALLOW_USER_PASSWORD_AUTH'
  | 'ALLOW_USER_SRP_AUTH'
  | 'ALLOW_ADMIN_USER_PASSWORD_AUTH'
  | 'ALLOW_CUSTOM_AUTH'
  | 'ALLOW_REFRESH_TOKEN_AUTH'
  | 'ALLOW_USER_AUTH'
  /** For GetClientToken. It excludes the sign-in of users. */
  | 'ALLOW_CLIENT_TOKEN_AUTH'
  /** Of app clients that are older than the names above: nobody signs in by a password. */
  | 'CUSTOM_AUTH_FLOW_ONLY';

/** `gracePeriodSeconds`, 0 to 60: how long a refresh token may be used again after it was exchanged for a new one. */
export type RefreshTokenRotation = false | { readonly gracePeriodSeconds: number };

export type AppClientSettings = {
  readonly flows: readonly ExplicitAuthFlow[];
  readonly preventUserExistenceErrors: 'ENABLED' | 'LEGACY';
  readonly enableTokenRevocation: boolean;
  /** Not held to Cognito's least values (5 minutes, 1 hour), so that a test can see a token expire. */
  readonly idTokenValiditySeconds: number;
  readonly accessTokenValiditySeconds: number;
  readonly refreshTokenValiditySeconds: number;
  readonly refreshTokenRotation: RefreshTokenRotation;
  /** How long each challenge may wait for its answer: 3 to 15. */
  readonly authSessionValidityMinutes: number;
  /**
   * What becomes of PREFERRED_CHALLENGE in USER_AUTH. `taken`: its PASSWORD or SRP_A counts at once. `asked`: Cognito asks
   * for it again, by a challenge of that name. `ignored`: Cognito lets the user choose, by SELECT_CHALLENGE.
   */
  readonly preferredChallenge: 'taken' | 'asked' | 'ignored';
  /** Whether PASSWORD_VERIFIER of USER_SRP_AUTH has a Session. As a rule its SECRET_BLOCK alone carries the state. */
  readonly sessionWithPasswordVerifier: boolean;
  /** The attributes that SignUp may set. */
  readonly writeAttributes: readonly string[] | 'all';
  /** Of the access tokens of its users. A pre token generation trigger of version 2, in a pool above the plan Lite, can give others. */
  readonly userScopes: readonly string[];
  /** AllowedOAuthFlows. Client credentials exclude the others. */
  readonly oauthFlows: readonly ('client_credentials' | 'code' | 'implicit')[];
  /** AllowedOAuthFlowsUserPoolClient. The console sets it together with the flows, the API does not by itself. */
  readonly oauthFlowsUserPoolClient: boolean;
  /** AllowedOAuthScopes: of resource servers, such as `orders/read`, and of users `openid` and Cognito's others. */
  readonly scopes: readonly string[];
  /** CallbackURLs: where a code may go. */
  readonly callbackUrls: readonly string[];
  /** Whether the client has a branding style. Without one there is no page of managed login; clients made by the API have none. */
  readonly brandingStyle: boolean;
};

/** What a test asks for; everything left out is as CreateUserPoolClient makes a new app client. */
export type AppClientRequest = Partial<AppClientSettings> & {
  /** `true` generates a client secret. */
  readonly secret?: boolean | string;
};

const newClientSettings: AppClientSettings = {
  flows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'],
  preventUserExistenceErrors: 'LEGACY',
  enableTokenRevocation: true,
  idTokenValiditySeconds: 60 * 60,
  accessTokenValiditySeconds: 60 * 60,
  refreshTokenValiditySeconds: 30 * 24 * 60 * 60,
  refreshTokenRotation: false,
  authSessionValidityMinutes: 3,
  preferredChallenge: 'taken',
  sessionWithPasswordVerifier: false,
  writeAttributes: 'all',
  userScopes: ['aws.cognito.signin.user.admin'],
  oauthFlows: [],
  oauthFlowsUserPoolClient: true,
  scopes: [],
  callbackUrls: [],
  brandingStyle: false,
};

/** HTTPS, plain HTTP on this machine, or a scheme of an app's own; without a fragment (developer guide, "App clients"). */
const canBeCallback = (url: string): boolean => {
  const { protocol = '', hostname = '' } = URL.parse(url) ?? {};
  const isPlainElsewhere = protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol !== '' && !isPlainElsewhere && !url.includes('#');
};

const assertClientCanExist = ({ settings, secret }: AppClient): void => {
  const { flows, refreshTokenRotation, authSessionValidityMinutes, oauthFlows, scopes } = settings;
  if (
    refreshTokenRotation &&
    (refreshTokenRotation.gracePeriodSeconds < 0 || refreshTokenRotation.gracePeriodSeconds > 60)
  ) {
    throw new RangeError(`A client's gracePeriodSeconds is 0 to 60, not ${refreshTokenRotation.gracePeriodSeconds}.`);
  }
  if (authSessionValidityMinutes < 3 || authSessionValidityMinutes > 15) {
    throw new RangeError(`A client's authSessionValidityMinutes is 3 to 15, not ${authSessionValidityMinutes}.`);
  }
  if (oauthFlows.includes('client_credentials') && (secret === undefined || oauthFlows.length > 1)) {
    throw new RangeError('The flow client_credentials needs a client secret, and excludes the other OAuth flows.');
  }
  const signsUsersIn = flows.length > 1 || oauthFlows.some((flow) => flow !== 'client_credentials');
  if (flows.includes('ALLOW_CLIENT_TOKEN_AUTH') && (secret === undefined || signsUsersIn)) {
    throw new RangeError('The flow ALLOW_CLIENT_TOKEN_AUTH needs a client secret, and excludes the sign-in of users.');
  }
  if (!settings.callbackUrls.every(canBeCallback)) {
    throw new RangeError(`A client cannot have the callback URLs ${settings.callbackUrls.join(', ')}.`);
  }
  const actsForItself = flows.includes('ALLOW_CLIENT_TOKEN_AUTH') || oauthFlows.includes('client_credentials');
  if (actsForItself && scopes.some((scope) => !scope.includes('/'))) {
    throw new RangeError('A client that acts for itself has scopes of resource servers alone.');
  }
};

export class AppClient {
  readonly id = newClientId();
  /** Undefined for a public client. */
  readonly secret: string | undefined;
  readonly settings: AppClientSettings;

  /** @throws RangeError when Cognito would not create such a client. */
  constructor({ secret = false, ...settings }: AppClientRequest = {}) {
    this.secret = secret === true ? newClientSecret() : secret || undefined;
    this.settings = { ...newClientSettings, ...settings };
    assertClientCanExist(this);
  }

  /** Whether the client lets its users sign in by this flow. */
  allows(flow: ExplicitAuthFlow): boolean {
    return this.settings.flows.includes(flow);
  }
}

/** SECRET_HASH (developer guide, "Computing secret hash values"): over the username of the request and the client ID. */
export const secretHash = (secret: string, username: string, clientId: string): string =>
  createHmac('sha256', secret).update(`${username}${clientId}`).digest('base64');
