/**
 * The calls of a user pool's owner to cognito-local, with the AWS SDK.
 */
import { randomBytes } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  NotAuthorizedException,
} from '@aws-sdk/client-cognito-identity-provider';

/** cognito-local accepts any credentials, but the SDK needs some to sign with. */
export const DUMMY_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' } as const;

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
  readonly #client: CognitoIdentityProviderClient;

  constructor(endpoint: string) {
    this.#client = new CognitoIdentityProviderClient({ endpoint, region: 'local', credentials: DUMMY_CREDENTIALS });
  }

  /** Creates a user pool whose users sign in with e-mail and password, and an app client for them. */
  async createUserPool(name: string): Promise<UserPool> {
    const { UserPool: pool } = await this.#client.send(
      new CreateUserPoolCommand({ PoolName: name, UsernameAttributes: ['email'] }),
    );
    const userPoolId = present(pool?.Id, 'user pool ID');
    const { UserPoolClient: appClient } = await this.#client.send(
      new CreateUserPoolClientCommand({
        UserPoolId: userPoolId,
        ClientName: name,
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        IdTokenValidity: 60,
        AccessTokenValidity: 60,
        TokenValidityUnits: { IdToken: 'minutes', AccessToken: 'minutes' },
      }),
    );
    return { userPoolId, clientId: present(appClient?.ClientId, 'app client ID') };
  }

  /** Creates a user with a random permanent password, for mode `stored`. */
  async createStoredUser(userPoolId: string): Promise<StoredUser> {
    const username = `stored-user-${randomBytes(8).toString('hex')}@example.com`;
    const password = `Aa1-${randomBytes(24).toString('base64url')}`;
    const user = { UserPoolId: userPoolId, Username: username };
    await this.#client.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
    await this.#client.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }));
    return { username, password };
  }

  /** Creates a group without members. */
  async createGroup(userPoolId: string, name: string): Promise<void> {
    await this.#client.send(new CreateGroupCommand({ UserPoolId: userPoolId, GroupName: name }));
  }

  /** Signs a user in and returns the refresh token, for mode `refresh`. */
  async signIn(clientId: string, { username, password }: StoredUser): Promise<{ readonly refreshToken: string }> {
    const { AuthenticationResult: result } = await this.#client.send(
      new InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: username, PASSWORD: password },
      }),
    );
    return { refreshToken: present(result?.RefreshToken, 'refresh token') };
  }

  /** Lists all users of a pool. cognito-local returns them on one page. */
  async listUsers(userPoolId: string): Promise<readonly ListedUser[]> {
    const { Users: users = [] } = await this.#client.send(new ListUsersCommand({ UserPoolId: userPoolId }));
    return users.map(({ Attributes: attributes = [], UserStatus: status }) => {
      const attribute = (name: string) => attributes.find(({ Name }) => Name === name)?.Value ?? '';
      return { sub: attribute('sub'), email: attribute('email'), status: status ?? '' };
    });
  }

  /** Checks that a refresh token is still valid. */
  async canRefresh(clientId: string, refreshToken: string): Promise<boolean> {
    const refresh = new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: refreshToken },
    });
    try {
      const { AuthenticationResult: result } = await this.#client.send(refresh);
      return result?.IdToken !== undefined;
    } catch (error) {
      if (error instanceof NotAuthorizedException) {
        return false;
      }
      throw error;
    }
  }

  /** Closes the connections. */
  close(): void {
    this.#client.destroy();
  }
}

function present(value: string | undefined, what: string): string {
  if (value === undefined) {
    throw new Error(`cognito-local answered without a ${what}`);
  }
  return value;
}
