/** A user pool of the service and an app client, with their calls. */
import type * as Sdk from '@aws-sdk/client-cognito-identity-provider';
import { secretHash } from '../../src/app-client.ts';

export const TEMPORARY_PASSWORD = 'Temporary-1';
export const PASSWORD = 'Correct-1';
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type PoolRequest = Partial<Sdk.CreateUserPoolCommandInput>;

/** The SDK's list of flows lacks the flow of GetClientToken. */
type Flow = NonNullable<Sdk.CreateUserPoolClientCommandInput['ExplicitAuthFlows']>[number] | 'ALLOW_CLIENT_TOKEN_AUTH';

export interface ClientRequest extends Partial<Omit<Sdk.CreateUserPoolClientCommandInput, 'ExplicitAuthFlows'>> {
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

/** A user pool of the service, and the calls of its owner, on `ada` by default. */
export class ContractPool {
  readonly id: string;
  readonly sdk: Sdk.CognitoIdentityProvider;

  createGroup = (GroupName: string) => this.sdk.createGroup({ UserPoolId: this.id, GroupName });
  addToGroup = (GroupName: string, Username: string) =>
    this.sdk.adminAddUserToGroup({ UserPoolId: this.id, Username, GroupName });
  setPassword = (Username: string, Password: string, Permanent = true) =>
    this.sdk.adminSetUserPassword({ UserPoolId: this.id, Username, Password, Permanent });
  confirmUser = (Username = 'ada') => this.sdk.adminConfirmSignUp({ UserPoolId: this.id, Username });
  disableUser = (Username = 'ada') => this.sdk.adminDisableUser({ UserPoolId: this.id, Username });
  deleteUser = (Username = 'ada') => this.sdk.adminDeleteUser({ UserPoolId: this.id, Username });
  getUser = (Username = 'ada') => this.sdk.adminGetUser({ UserPoolId: this.id, Username });
  listUsers = (more: Omit<Sdk.ListUsersCommandInput, 'UserPoolId'> = {}) =>
    this.sdk.listUsers({ UserPoolId: this.id, ...more });

  constructor(id: string, sdk: Sdk.CognitoIdentityProvider) {
    this.id = id;
    this.sdk = sdk;
  }

  /** Creates an app client, by default a public one that allows all flows for users. */
  async createClient({ ExplicitAuthFlows = FLOWS, ...others }: ClientRequest = {}): Promise<ContractClient> {
    const request: Sdk.CreateUserPoolClientCommandInput = { UserPoolId: this.id, ClientName: 'web', ...others };
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

  /** AdminCreateUser, without a message to the user. */
  async createUser(Username: string, attributes: Texts = {}, more: Partial<Sdk.AdminCreateUserCommandInput> = {}) {
    const UserAttributes = attributesOf(attributes);
    const user = { UserPoolId: this.id, Username, UserAttributes, TemporaryPassword: TEMPORARY_PASSWORD };
    return (await this.sdk.adminCreateUser({ ...user, MessageAction: 'SUPPRESS', ...more })).User;
  }

  /** Creates a user with a permanent password. */
  async addUser(username: string, attributes: Texts = {}) {
    const user = await this.createUser(username, attributes);
    await this.setPassword(username, PASSWORD);
    return user;
  }

  /** Requires or allows authenticator apps. */
  setMfa(MfaConfiguration: 'ON' | 'OPTIONAL') {
    const SoftwareTokenMfaConfiguration = { Enabled: true };
    return this.sdk.setUserPoolMfaConfig({ UserPoolId: this.id, MfaConfiguration, SoftwareTokenMfaConfiguration });
  }
}

/** The tokens of a sign-in, and the key of a new device. */
export type Tokens = Awaited<ReturnType<ContractClient['tokens']>>;

/** An app client of the service, and its calls. They bring the client's secret or SECRET_HASH if it has one. */
export class ContractClient {
  readonly pool: ContractPool;
  readonly id: string;
  readonly secret: string | undefined;

  constructor(pool: ContractPool, id: string, secret: string | undefined) {
    this.pool = pool;
    this.id = id;
    this.secret = secret;
  }

  initiate(AuthFlow: Sdk.AuthFlowType, parameters: Texts) {
    return this.pool.sdk.initiateAuth({ AuthFlow, ClientId: this.id, AuthParameters: this.#withHash(parameters) });
  }

  adminInitiate(AuthFlow: Sdk.AuthFlowType, parameters: Texts) {
    const ids = { UserPoolId: this.pool.id, ClientId: this.id };
    return this.pool.sdk.adminInitiateAuth({ ...ids, AuthFlow, AuthParameters: this.#withHash(parameters) });
  }

  /** USER_PASSWORD_AUTH, by default of `ada`. */
  signIn(parameters: Texts = {}) {
    return this.initiate('USER_PASSWORD_AUTH', { USERNAME: 'ada', PASSWORD, ...parameters });
  }

  /** Signs in and returns the tokens. */
  async tokens(parameters: Texts = {}) {
    const { AuthenticationResult: result = {} } = await this.signIn(parameters);
    return {
      AccessToken: result.AccessToken ?? '',
      IdToken: result.IdToken ?? '',
      RefreshToken: result.RefreshToken ?? '',
      DeviceKey: result.NewDeviceMetadata?.DeviceKey ?? '',
    };
  }

  respond(ChallengeName: Sdk.ChallengeNameType, Session: string | undefined, responses: Texts) {
    const ChallengeResponses = this.#withHash(responses);
    return this.pool.sdk.respondToAuthChallenge({ ChallengeName, ClientId: this.id, Session, ChallengeResponses });
  }

  adminRespond(ChallengeName: Sdk.ChallengeNameType, Session: string | undefined, responses: Texts) {
    const ids = { UserPoolId: this.pool.id, ClientId: this.id };
    const ChallengeResponses = this.#withHash(responses);
    return this.pool.sdk.adminRespondToAuthChallenge({ ...ids, ChallengeName, Session, ChallengeResponses });
  }

  async refresh(RefreshToken: string, more: Partial<Sdk.GetTokensFromRefreshTokenCommandInput> = {}) {
    const request = { ClientId: this.id, RefreshToken, ClientSecret: this.secret, ...more };
    return (await this.pool.sdk.getTokensFromRefreshToken(request)).AuthenticationResult;
  }

  revoke(Token: string, more: Partial<Sdk.RevokeTokenCommandInput> = {}) {
    return this.pool.sdk.revokeToken({ ClientId: this.id, Token, ClientSecret: this.secret, ...more });
  }

  /** SignUp, without SECRET_HASH. */
  signUp(Username = 'ada', more: Partial<Sdk.SignUpCommandInput> = {}) {
    return this.pool.sdk.signUp({ ClientId: this.id, Username, Password: PASSWORD, ...more });
  }

  /** Returns SECRET_HASH for this username. */
  hash(username: string): string {
    return secretHash(this.secret ?? '', username, this.id);
  }

  /** Adds SECRET_HASH for the USERNAME. An empty SECRET_HASH leaves it out. */
  #withHash(parameters: Texts): Record<string, string> {
    const { SECRET_HASH: given, USERNAME: username, ...others } = parameters;
    const named = username === undefined ? others : { USERNAME: username, ...others };
    const hash = given ?? (this.secret === undefined || username === undefined ? '' : this.hash(username));
    return hash === '' ? named : { ...named, SECRET_HASH: hash };
  }
}
