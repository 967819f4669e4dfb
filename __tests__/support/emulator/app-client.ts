import { createHmac } from 'node:crypto';
import { newClientId, newClientSecret } from './identifiers.ts';

export type ExplicitAuthFlow =
  | 'ALLOW_USER_PASSWORD_AUTH'
  | 'ALLOW_USER_SRP_AUTH'
  | 'ALLOW_ADMIN_USER_PASSWORD_AUTH'
  | 'ALLOW_CUSTOM_AUTH'
  | 'ALLOW_REFRESH_TOKEN_AUTH'
  | 'ALLOW_USER_AUTH'
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
  /** Of resource servers, such as `orders/read`: what a client credentials grant may have. */
  readonly scopes: readonly string[];
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
  scopes: [],
};

const assertClientCanExist = ({ settings, secret }: AppClient): void => {
  const { refreshTokenRotation, authSessionValidityMinutes, oauthFlows } = settings;
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
