import { createHmac } from 'node:crypto';
import { randomText } from './identifiers.ts';
import { assert, invalidParameter } from './refusals.ts';

export const EXPLICIT_AUTH_FLOWS = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_AUTH',
  /** Enables GetClientToken. Excludes the sign-in of users. */
  'ALLOW_CLIENT_TOKEN_AUTH',
] as const;
export type ExplicitAuthFlow = (typeof EXPLICIT_AUTH_FLOWS)[number];

/** The settings of an app client, with the defaults of CreateUserPoolClient. */
class AppClientSettings {
  readonly flows: readonly ExplicitAuthFlow[] = [
    'ALLOW_REFRESH_TOKEN_AUTH',
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_CUSTOM_AUTH',
  ];
  readonly preventUserExistenceErrors: 'ENABLED' | 'LEGACY' = 'LEGACY';
  readonly enableTokenRevocation: boolean = true;
  /** May be below Cognito's minimums (5 minutes, 1 hour), so that a test can let a token expire. */
  readonly idTokenValiditySeconds: number = 60 * 60;
  readonly accessTokenValiditySeconds: number = 60 * 60;
  readonly refreshTokenValiditySeconds: number = 30 * 24 * 60 * 60;
  /** `gracePeriodSeconds` (0 to 60) is how long a refresh token remains valid after it was exchanged for a new one. */
  readonly refreshTokenRotation: false | { readonly gracePeriodSeconds: number } = false;
  /** The time limit for answering each challenge. */
  readonly authSessionValidityMinutes: number = 3;
  /**
   * How USER_AUTH treats PREFERRED_CHALLENGE. `taken`: it uses the PASSWORD or SRP_A at once. `ignored`: it returns
   * SELECT_CHALLENGE.
   */
  readonly preferredChallenge: 'taken' | 'ignored' = 'taken';
  /** Adds a Session to PASSWORD_VERIFIER in USER_SRP_AUTH. By default, SECRET_BLOCK alone carries the state. */
  readonly sessionWithPasswordVerifier: boolean = false;
  /** The attributes that SignUp may set. */
  readonly writeAttributes: readonly string[] | 'all' = 'all';
  /** AllowedOAuthFlows. `client_credentials` excludes the others. */
  readonly oauthFlows: readonly ('client_credentials' | 'code' | 'implicit')[] = [];
  /** AllowedOAuthFlowsUserPoolClient. The console sets it together with the flows; the API does not. */
  readonly oauthFlowsUserPoolClient: boolean = true;
  /** AllowedOAuthScopes: scopes of resource servers, such as `orders/read`, and Cognito's own, such as `openid`. */
  readonly scopes: readonly string[] = [];
  /** CallbackURLs: the redirect URIs that may receive a code. */
  readonly callbackUrls: readonly string[] = [];
  /**
   * True if the client has a branding style. Managed login has no page without one; the API creates clients without
   * one.
   */
  readonly brandingStyle: boolean = false;
}

export interface AppClientRequest extends Partial<AppClientSettings> {
  /** `true` generates a client secret. */
  readonly secret?: boolean | string;
}

/**
 * A callback URL uses HTTPS, HTTP on the loopback interface or a custom scheme, and has no fragment (developer guide,
 * "App clients"). Only the text about HTTP is Cognito's.
 */
function assertCallbackUrl(url: string): void {
  const { protocol = '', hostname = '' } = URL.parse(url) ?? {};
  const isPlain = protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  assert(!isPlain, invalidParameter, `${url} cannot use the HTTP protocol.`);
  assert(protocol !== '' && !url.includes('#'), invalidParameter, `${url} is not a valid callback URL.`);
}

function assertClientCanExist({ settings, secret }: AppClient): void {
  const { flows, oauthFlows, scopes, callbackUrls } = settings;
  const signsUsersIn = flows.length > 1 || oauthFlows.some((flow) => flow !== 'client_credentials');
  const hasTokenFlow = flows.includes('ALLOW_CLIENT_TOKEN_AUTH');
  const hasCredentialsFlow = oauthFlows.includes('client_credentials');
  if (hasCredentialsFlow && (secret === undefined || oauthFlows.length > 1)) {
    throw invalidParameter('The flow client_credentials needs a client secret, and excludes the other OAuth flows.');
  }
  if (hasTokenFlow && (secret === undefined || signsUsersIn)) {
    throw invalidParameter(
      'The flow ALLOW_CLIENT_TOKEN_AUTH needs a client secret, and excludes the sign-in of users.',
    );
  }
  if ((hasTokenFlow || hasCredentialsFlow) && scopes.some((scope) => !scope.includes('/'))) {
    throw invalidParameter('A client that acts for itself has scopes of resource servers alone.');
  }
  callbackUrls.forEach(assertCallbackUrl);
}

export class AppClient {
  readonly id = randomText('lower case', 26);
  /** `undefined` for a public client. */
  readonly secret: string | undefined;
  readonly settings: AppClientSettings;

  /** @throws Refusal `InvalidParameterException` if Cognito would not create such a client. */
  constructor({ secret = false, ...settings }: AppClientRequest = {}) {
    this.secret = secret === true ? randomText('lower case', 51) : secret || undefined;
    this.settings = { ...new AppClientSettings(), ...settings };
    assertClientCanExist(this);
  }
}

/**
 * Computes SECRET_HASH from the request's username and the client ID (developer guide, "Computing secret hash values").
 */
export function secretHash(secret: string, username: string, clientId: string): string {
  return createHmac('sha256', secret).update(`${username}${clientId}`).digest('base64');
}
