import { createHmac } from 'node:crypto';
import { newClientId, newClientSecret } from './identifiers.ts';

export type ExplicitAuthFlow =
  | 'ALLOW_USER_PASSWORD_AUTH'
  | 'ALLOW_USER_SRP_AUTH'
  | 'ALLOW_ADMIN_USER_PASSWORD_AUTH'
  | 'ALLOW_CUSTOM_AUTH'
  | 'ALLOW_REFRESH_TOKEN_AUTH'
  | 'ALLOW_USER_AUTH';

export type AppClientSettings = {
  readonly flows: readonly ExplicitAuthFlow[];
  readonly preventUserExistenceErrors: 'ENABLED' | 'LEGACY';
  readonly enableTokenRevocation: boolean;
  /** Not held to Cognito's least values (5 minutes, 1 hour), so that a test can see a token expire. */
  readonly idTokenValiditySeconds: number;
  readonly accessTokenValiditySeconds: number;
  readonly refreshTokenValiditySeconds: number;
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
};

export class AppClient {
  readonly id = newClientId();
  /** Undefined for a public client. */
  readonly secret: string | undefined;
  readonly settings: AppClientSettings;

  constructor({ secret = false, ...settings }: AppClientRequest = {}) {
    this.secret = secret === true ? newClientSecret() : secret || undefined;
    this.settings = { ...newClientSettings, ...settings };
  }

  /** Whether the client lets its users sign in by this flow. */
  allows(flow: ExplicitAuthFlow): boolean {
    return this.settings.flows.includes(flow);
  }
}

/** SECRET_HASH (developer guide, "Computing secret hash values"): over the username of the request and the client ID. */
export const secretHash = (secret: string, username: string, clientId: string): string =>
  createHmac('sha256', secret).update(`${username}${clientId}`).digest('base64');
