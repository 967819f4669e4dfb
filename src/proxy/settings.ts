/** The settings that main sends to the proxy's process when it has tokens. */
import type { Endpoints } from '../cognito/endpoints.ts';
import type { AppClientTarget, Metadata, UnparsedTokens } from '../cognito/types.ts';
import type { ClientCredentialsConfig, Config, ProxyConfig } from '../config.ts';
import type { RunContext } from '../platform/ports.ts';
import type { Proxies } from '../platform/proxies.ts';
import type { SignedIn } from '../sign-in/signed-in.ts';

/** The facts of the sign-in and of main that the proxy needs. */
export interface ProxySession {
  readonly tokens: TokenSettings;
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
  if (config.mode === 'client-credentials') {
    const { clientId, clientSecret, tokenSource, scopes } = config;
    const { accessToken } = tokens;
    return { kind: 'client', clientId, clientSecret, tokenSource, scopes, clientMetadata, accessToken };
  }
  const { appClient } = config;
  const { accessToken } = tokens;
  const { idToken = '', refreshToken } = tokens.kind === 'user' ? tokens : { refreshToken: '' };
  return { kind: 'user', appClient, deviceKey, clientMetadata, idToken, accessToken, refreshToken };
}
