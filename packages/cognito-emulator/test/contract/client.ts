import {
  AdminInitiateAuthCommand,
  type AuthFlowType,
  type ChallengeNameType,
  GetTokensFromRefreshTokenCommand,
  type GetTokensFromRefreshTokenCommandInput,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  type RevokeTokenCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { secretHash } from '../../src/app-client.ts';
import { type ContractPool, PASSWORD, type Texts } from './pool.ts';

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

  initiate(AuthFlow: AuthFlowType, parameters: Texts) {
    const AuthParameters = this.#withHash(parameters);
    return this.pool.sdk.send(new InitiateAuthCommand({ AuthFlow, ClientId: this.id, AuthParameters }));
  }

  adminInitiate(AuthFlow: AuthFlowType, parameters: Texts) {
    const AuthParameters = this.#withHash(parameters);
    const ids = { UserPoolId: this.pool.id, ClientId: this.id };
    return this.pool.sdk.send(new AdminInitiateAuthCommand({ ...ids, AuthFlow, AuthParameters }));
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

  respond(ChallengeName: ChallengeNameType, Session: string | undefined, responses: Texts) {
    const ChallengeResponses = this.#withHash(responses);
    return this.pool.sdk.send(
      new RespondToAuthChallengeCommand({ ChallengeName, ClientId: this.id, Session, ChallengeResponses }),
    );
  }

  async refresh(RefreshToken: string, more: Partial<GetTokensFromRefreshTokenCommandInput> = {}) {
    const request = { ClientId: this.id, RefreshToken, ...this.secretMember(), ...more };
    return (await this.pool.sdk.send(new GetTokensFromRefreshTokenCommand(request))).AuthenticationResult;
  }

  revoke(Token: string, more: Partial<RevokeTokenCommandInput> = {}) {
    return this.pool.sdk.send(new RevokeTokenCommand({ ClientId: this.id, Token, ...this.secretMember(), ...more }));
  }

  secretMember(): { readonly ClientSecret?: string } {
    return this.secret === undefined ? {} : { ClientSecret: this.secret };
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
