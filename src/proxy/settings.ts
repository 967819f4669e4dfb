/** The settings that main sends to the proxy's process when it has tokens. */
import type { Endpoints } from '../cognito/endpoints.ts';
import type {
  AppClientTarget,
  AwsCredentials,
  IdentityPoolTarget,
  Metadata,
  UnparsedTokens,
} from '../cognito/types.ts';
import type { ClientCredentialsConfig, Config, ProxyConfig } from '../config.ts';
import type { RunContext } from '../platform/ports.ts';
import type { Proxies } from '../platform/proxies.ts';
import type { Identity } from '../sign-in/identity.ts';
import type { SignedIn } from '../sign-in/signed-in.ts';

/** The facts of the sign-in and of main that the proxy needs. */
export interface ProxySession {
  readonly tokens: TokenSettings;
  /** Undefined if requests are not signed. */
  readonly identity: IdentitySettings | undefined;
  readonly connection: ConnectionSettings;
  /** The URL or path of `docs/troubleshooting.md`. */
  readonly troubleshooting: string;
}

/** The settings as they are sent. The proxies of the environment have passwords, which the endpoints lack. */
export type ProxySettings = ProxyConfig & ProxySession & { readonly proxies: Proxies };

/** The current tokens, and what renews them. */
export type TokenSettings =
  | (UnparsedTokens & {
      readonly kind: 'user';
      readonly appClient: AppClientTarget;
      readonly deviceKey: string | undefined;
      readonly clientMetadata: Metadata;
    })
  | (Pick<ClientCredentialsConfig, 'clientId' | 'clientSecret' | 'tokenSource' | 'scopes' | 'clientMetadata'> & {
      readonly kind: 'client';
      readonly accessToken: string;
    });

/** The identity pool's credentials, and what renews them. */
export interface IdentitySettings {
  readonly target: IdentityPoolTarget;
  readonly userPoolId: string;
  readonly roleArn: string | undefined;
  readonly identityId: string;
  /** They expire at a time in ISO 8601. */
  readonly credentials: Omit<AwsCredentials, 'expiresAt'> & { readonly expiresAt: string };
}

/** How main connects. */
export interface ConnectionSettings {
  readonly run: RunContext;
  /** Empty if only the token endpoint of a user pool domain is called. */
  readonly endpoints: Endpoints;
  /** The time of AWS as an HTTP date, if main knows it. */
  readonly serviceTime: string | undefined;
}

/** @param deviceKey of the confirmed device; undefined without one */
export function tokenSettings(config: Config, { tokens }: SignedIn, deviceKey: string | undefined): TokenSettings {
  const { clientMetadata } = config;
  const { accessToken } = tokens;
  if (config.mode === 'client-credentials') {
    const { clientId, clientSecret, tokenSource, scopes } = config;
    return { kind: 'client', clientId, clientSecret, tokenSource, scopes, clientMetadata, accessToken };
  }
  const { appClient } = config;
  const { idToken = '', refreshToken } = tokens.kind === 'user' ? tokens : { refreshToken: '' };
  return { kind: 'user', appClient, deviceKey, clientMetadata, idToken, accessToken, refreshToken };
}

/** @returns undefined if requests are not signed */
export function identitySettings(config: Config, identity: Identity | undefined): IdentitySettings | undefined {
  const isSigned = config.mode !== 'client-credentials' && config.proxy?.auth === 'sigv4';
  if (!isSigned || config.identityPool === undefined || identity === undefined) {
    return undefined;
  }
  const { identityId, credentials } = identity;
  const expiresAt = credentials.expiresAt.toISOString();
  return { ...config.identityPool, identityId, credentials: { ...credentials, expiresAt } };
}
