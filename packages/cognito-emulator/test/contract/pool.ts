import {
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  ListUsersCommand,
  type ListUsersCommandInput,
  SetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { ContractClient } from './client.ts';

export const TEMPORARY_PASSWORD = 'Temporary-1';
export const PASSWORD = 'Correct-1';

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
  readonly sdk: CognitoIdentityProviderClient;

  constructor(id: string, sdk: CognitoIdentityProviderClient) {
    this.id = id;
    this.sdk = sdk;
  }

  /** Creates an app client, by default a public one that allows all flows for users. */
  async createClient({ ExplicitAuthFlows = FLOWS, ...others }: ClientRequest = {}): Promise<ContractClient> {
    const request: CreateUserPoolClientCommandInput = { UserPoolId: this.id, ClientName: 'web', ...others };
    const { UserPoolClient: client } = await this.sdk.send(
      // Assigned, because the SDK's type of flows predates GetClientToken.
      new CreateUserPoolClientCommand(Object.assign(request, { ExplicitAuthFlows: [...ExplicitAuthFlows] })),
    );
    return new ContractClient(this, client?.ClientId ?? '', client?.ClientSecret);
  }

  /** Creates the resource server `orders` with the scopes `orders/read` and `orders/write`. */
  createResourceServer() {
    const Scopes = ['read', 'write'].map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName }));
    const server = { UserPoolId: this.id, Identifier: 'orders', Name: 'orders', Scopes };
    return this.sdk.send(new CreateResourceServerCommand(server));
  }

  /** AdminCreateUser, without a message to the user. */
  async createUser(Username: string, attributes: Texts = {}, more: Partial<AdminCreateUserCommandInput> = {}) {
    const UserAttributes = attributesOf(attributes);
    const user = { UserPoolId: this.id, Username, UserAttributes, TemporaryPassword: TEMPORARY_PASSWORD };
    return (await this.sdk.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS', ...more }))).User;
  }

  setPassword(Username: string, Password: string, Permanent = true) {
    return this.sdk.send(new AdminSetUserPasswordCommand({ UserPoolId: this.id, Username, Password, Permanent }));
  }

  /** Creates a user with a permanent password. */
  async addUser(username: string, attributes: Texts = {}) {
    const user = await this.createUser(username, attributes);
    await this.setPassword(username, PASSWORD);
    return user;
  }

  deleteUser(Username: string) {
    return this.sdk.send(new AdminDeleteUserCommand({ UserPoolId: this.id, Username }));
  }

  getUser(Username: string) {
    return this.sdk.send(new AdminGetUserCommand({ UserPoolId: this.id, Username }));
  }

  listUsers(more: Omit<ListUsersCommandInput, 'UserPoolId'> = {}) {
    return this.sdk.send(new ListUsersCommand({ UserPoolId: this.id, ...more }));
  }

  /** Requires or allows authenticator apps. */
  setMfa(MfaConfiguration: 'ON' | 'OPTIONAL') {
    const SoftwareTokenMfaConfiguration = { Enabled: true };
    const request = { UserPoolId: this.id, MfaConfiguration, SoftwareTokenMfaConfiguration };
    return this.sdk.send(new SetUserPoolMfaConfigCommand(request));
  }
}
