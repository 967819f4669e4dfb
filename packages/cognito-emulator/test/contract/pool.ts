import type {
  AdminCreateUserCommandInput,
  CognitoIdentityProvider,
  CreateUserPoolClientCommandInput,
  CreateUserPoolCommandInput,
  ListUsersCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { ContractClient } from './client.ts';

export const TEMPORARY_PASSWORD = 'Temporary-1';
export const PASSWORD = 'Correct-1';
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type PoolRequest = Partial<CreateUserPoolCommandInput>;

/** The SDK's list of flows lacks the flow of GetClientToken. */
type Flow = NonNullable<CreateUserPoolClientCommandInput['ExplicitAuthFlows']>[number] | 'ALLOW_CLIENT_TOKEN_AUTH';

export interface ClientRequest extends Partial<Omit<CreateUserPoolClientCommandInput, 'ExplicitAuthFlows'>> {
  readonly ExplicitAuthFlows?: readonly Flow[];
}

/** All flows for users. */
export const FLOWS = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
] as const;

export type Texts = Readonly<Record<string, string>>;

export function attributesOf(texts: Texts): { Name: string; Value: string }[] {
  return Object.entries(texts).map(([Name, Value]) => ({ Name, Value }));
}

/** A user pool of the service, and the calls of its owner. */
export class ContractPool {
  readonly id: string;
  readonly sdk: CognitoIdentityProvider;

  constructor(id: string, sdk: CognitoIdentityProvider) {
    this.id = id;
    this.sdk = sdk;
  }

  /** Creates an app client, by default a public one that allows all flows for users. */
  async createClient({ ExplicitAuthFlows = FLOWS, ...others }: ClientRequest = {}): Promise<ContractClient> {
    const request: CreateUserPoolClientCommandInput = { UserPoolId: this.id, ClientName: 'web', ...others };
    // Assigned, because the SDK's type of flows predates GetClientToken.
    const flows = { ExplicitAuthFlows: [...ExplicitAuthFlows] };
    const { UserPoolClient: client } = await this.sdk.createUserPoolClient(Object.assign(request, flows));
    return new ContractClient(this, client?.ClientId ?? '', client?.ClientSecret);
  }

  /** Creates the resource server `orders` with the scopes `orders/read` and `orders/write`. */
  createResourceServer() {
    const Scopes = ['read', 'write'].map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName }));
    return this.sdk.createResourceServer({ UserPoolId: this.id, Identifier: 'orders', Name: 'orders', Scopes });
  }

  createGroup(GroupName: string) {
    return this.sdk.createGroup({ UserPoolId: this.id, GroupName });
  }

  addToGroup(GroupName: string, Username: string) {
    return this.sdk.adminAddUserToGroup({ UserPoolId: this.id, Username, GroupName });
  }

  /** AdminCreateUser, without a message to the user. */
  async createUser(Username: string, attributes: Texts = {}, more: Partial<AdminCreateUserCommandInput> = {}) {
    const UserAttributes = attributesOf(attributes);
    const user = { UserPoolId: this.id, Username, UserAttributes, TemporaryPassword: TEMPORARY_PASSWORD };
    return (await this.sdk.adminCreateUser({ ...user, MessageAction: 'SUPPRESS', ...more })).User;
  }

  setPassword(Username: string, Password: string, Permanent = true) {
    return this.sdk.adminSetUserPassword({ UserPoolId: this.id, Username, Password, Permanent });
  }

  /** Creates a user with a permanent password. */
  async addUser(username: string, attributes: Texts = {}) {
    const user = await this.createUser(username, attributes);
    await this.setPassword(username, PASSWORD);
    return user;
  }

  confirmUser(Username = 'ada') {
    return this.sdk.adminConfirmSignUp({ UserPoolId: this.id, Username });
  }

  disableUser(Username = 'ada') {
    return this.sdk.adminDisableUser({ UserPoolId: this.id, Username });
  }

  deleteUser(Username = 'ada') {
    return this.sdk.adminDeleteUser({ UserPoolId: this.id, Username });
  }

  getUser(Username = 'ada') {
    return this.sdk.adminGetUser({ UserPoolId: this.id, Username });
  }

  listUsers(more: Omit<ListUsersCommandInput, 'UserPoolId'> = {}) {
    return this.sdk.listUsers({ UserPoolId: this.id, ...more });
  }

  /** Requires or allows authenticator apps. */
  setMfa(MfaConfiguration: 'ON' | 'OPTIONAL') {
    const SoftwareTokenMfaConfiguration = { Enabled: true };
    return this.sdk.setUserPoolMfaConfig({ UserPoolId: this.id, MfaConfiguration, SoftwareTokenMfaConfiguration });
  }
}
