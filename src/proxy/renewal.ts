/** Renews the tokens and AWS credentials that authorize the requests of the tests. */
import type { Cognito } from '../cognito/connect.ts';
import type { TokenEndpoint } from '../cognito/token-endpoint.ts';
import type { AwsCredentials } from '../cognito/types.ts';
import { signInClient } from '../sign-in/client-credentials.ts';
import type { Progress } from '../sign-in/progress.ts';
import { refresh } from '../sign-in/refresh.ts';
import { parseClientTokens, parseScopedTokens, type Tokens } from '../tokens.ts';
import type { IdentitySettings, TokenSettings } from './settings.ts';
import type { Rotation } from './stop.ts';

/** The tokens, or the AWS credentials that they were exchanged for. */
export interface TokenSet {
  readonly tokens: Tokens;
  /** Undefined if requests are not signed. */
  readonly credentials: AwsCredentials | undefined;
  readonly expiresAt: Date;
}

interface RenewalSettings {
  readonly tokens: TokenSettings;
  /** Undefined if requests are not signed. */
  readonly identity: IdentitySettings | undefined;
}

export interface RenewalDeps {
  readonly cognito: Cognito;
  readonly tokenEndpoint: TokenEndpoint;
  readonly progress: Progress;
}

/** Reads the token set that main got. */
export function firstTokenSet({ tokens: settings, identity }: RenewalSettings): TokenSet {
  const tokens =
    settings.kind === 'user'
      ? parseScopedTokens(settings, 'user pool')
      : parseClientTokens(settings.accessToken, 'token endpoint');
  const credentials = identity && { ...identity.credentials, expiresAt: new Date(identity.credentials.expiresAt) };
  return tokenSetOf(tokens, credentials);
}

function tokenSetOf(tokens: Tokens, credentials: AwsCredentials | undefined): TokenSet {
  return { tokens, credentials, expiresAt: (credentials ?? tokens).expiresAt };
}

/** Gets new token sets, one at a time. */
export interface Renewal {
  /** Rejects with an `ActionError`. */
  renew(): Promise<TokenSet>;
  /** Undefined without rotation of refresh tokens. */
  rotation(): Rotation | undefined;
}

/** @param connect is called for each renewal */
export function createRenewal(
  { tokens: settings, identity }: RenewalSettings,
  connect: () => Promise<RenewalDeps>,
): Renewal {
  if (settings.kind === 'client') {
    return {
      renew: async () => tokenSetOf((await signInClient(settings, await connect())).tokens, undefined),
      rotation: () => undefined,
    };
  }
  const { refreshToken: saved } = settings;
  // With rotation, each refresh token works once, also if no AWS credentials follow.
  let newest = saved;
  return {
    async renew() {
      const deps = await connect();
      const { tokens } = await refresh({ ...settings, refreshToken: newest }, deps);
      newest = tokens.refreshToken;
      return tokenSetOf(tokens, identity && (await fetchCredentials(identity, tokens.idToken, deps)));
    },
    rotation: () => (newest === saved ? undefined : { saved, newest }),
  };
}

async function fetchCredentials(
  { target, userPoolId, identityId, roleArn }: IdentitySettings,
  idToken = '',
  { cognito }: RenewalDeps,
): Promise<AwsCredentials> {
  const identityPool = await cognito.identityPool(target);
  return identityPool.fetchCredentials(identityId, { userPoolId, idToken }, roleArn);
}
