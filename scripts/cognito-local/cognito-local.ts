/**
 * cognito-local, a third-party emulator of Cognito, and the calls of a user pool's owner to it.
 *
 * @see https://github.com/jagregory/cognito-local
 */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CognitoIdentityProvider, NotAuthorizedException } from '@aws-sdk/client-cognito-identity-provider';
import { type BackgroundProcess, startInBackground } from '../lib/background-process.ts';

/** cognito-local names every user pool `local_…`, so the region is `local`. */
const REGION = 'local';
const ISSUER_DOMAIN = `https://cognito-idp.${REGION}.amazonaws.com`;
/** cognito-local accepts any credentials, but the SDK needs some to sign with. */
export const DUMMY_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' } as const;

/**
 * Starts cognito-local on a free port of the loopback address, and waits until it answers. Its URL is the value for
 * `AWS_ENDPOINT_URL`.
 *
 * @param folder for its data, which includes passwords in plain text. The caller removes it.
 * @throws {Error} if it does not start
 */
export async function startCognitoLocal(folder: string): Promise<BackgroundProcess> {
  const configFolder = join(folder, '.cognito');
  await mkdir(configFolder, { recursive: true });
  // The default issuer would contain port 0, which is replaced only when the server listens. This one has Cognito's
  // format. By default, cognito-local accepts e-mail addresses as usernames in every pool; Cognito does not.
  const config = { TokenConfig: { IssuerDomain: ISSUER_DOMAIN }, UserPoolDefaults: { UsernameAttributes: [] } };
  await writeFile(join(configFolder, 'config.json'), JSON.stringify(config));

  return startInBackground({
    args: [fileURLToPath(import.meta.resolve('cognito-local/lib/bin/start.js'))],
    cwd: folder,
    env: { HOST: '127.0.0.1', PORT: '0' },
    outputFile: join(folder, 'cognito-local.log'),
    ready: /running on (http:\/\/127\.0\.0\.1:\d+)/,
  });
}

/** Returns the URL of a user pool's public keys. */
export function jwksUri(endpoint: string, userPoolId: string): string {
  return `${endpoint}/${userPoolId}/.well-known/jwks.json`;
}

export interface UserPool {
  readonly userPoolId: string;
  readonly clientId: string;
}

export interface StoredUser {
  readonly username: string;
  readonly password: string;
}

export interface ListedUser {
  readonly sub: string;
  readonly email: string;
  readonly status: string;
}

export class PoolOwner {
  readonly #sdk: CognitoIdentityProvider;

  constructor(endpoint: string) {
    this.#sdk = new CognitoIdentityProvider({ endpoint, region: REGION, credentials: DUMMY_CREDENTIALS });
  }

  /** Creates a user pool whose users sign in with e-mail and password, and an app client for them. */
  async createUserPool(name: string): Promise<UserPool> {
    const pool = await this.#sdk.createUserPool({ PoolName: name, UsernameAttributes: ['email'] });
    const UserPoolId = pool.UserPool?.Id ?? '';
    const ExplicitAuthFlows = ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const;
    const settings = { UserPoolId, ClientName: name, ExplicitAuthFlows: [...ExplicitAuthFlows] };
    const { UserPoolClient: client } = await this.#sdk.createUserPoolClient(settings);
    return { userPoolId: UserPoolId, clientId: client?.ClientId ?? '' };
  }

  /** Creates a user with a random permanent password, for mode `stored`. */
  async createStoredUser(UserPoolId: string): Promise<StoredUser> {
    const username = `stored-user-${randomBytes(8).toString('hex')}@example.com`;
    const password = `Aa1-${randomBytes(24).toString('base64url')}`;
    const user = { UserPoolId, Username: username };
    await this.#sdk.adminCreateUser({ ...user, MessageAction: 'SUPPRESS' });
    await this.#sdk.adminSetUserPassword({ ...user, Password: password, Permanent: true });
    return { username, password };
  }

  /** Creates a group without members. */
  async createGroup(UserPoolId: string, GroupName: string): Promise<void> {
    await this.#sdk.createGroup({ UserPoolId, GroupName });
  }

  /** Signs a user in and returns the refresh token, for mode `refresh`. */
  async signIn(ClientId: string, { username, password }: StoredUser): Promise<{ readonly refreshToken: string }> {
    const AuthParameters = { USERNAME: username, PASSWORD: password };
    const answer = await this.#sdk.initiateAuth({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
    return { refreshToken: answer.AuthenticationResult?.RefreshToken ?? '' };
  }

  /** Lists all users of a pool. cognito-local returns them on one page. */
  async listUsers(UserPoolId: string): Promise<readonly ListedUser[]> {
    const { Users: users = [] } = await this.#sdk.listUsers({ UserPoolId });
    return users.map(({ Attributes: attributes = [], UserStatus: status = '' }) => {
      const attribute = (name: string) => attributes.find(({ Name }) => Name === name)?.Value ?? '';
      return { sub: attribute('sub'), email: attribute('email'), status };
    });
  }

  /** Checks that a refresh token is still valid. */
  async canRefresh(ClientId: string, refreshToken: string): Promise<boolean> {
    const AuthParameters = { REFRESH_TOKEN: refreshToken };
    try {
      await this.#sdk.initiateAuth({ ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters });
      return true;
    } catch (error) {
      if (error instanceof NotAuthorizedException) {
        return false;
      }
      throw error;
    }
  }

  /** Closes the connections. */
  close(): void {
    this.#sdk.destroy();
  }
}
