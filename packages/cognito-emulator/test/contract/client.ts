import type {
  AuthFlowType,
  ChallengeNameType,
  GetTokensFromRefreshTokenCommandInput,
  RevokeTokenCommandInput,
  SignUpCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { secretHash } from '../../src/app-client.ts';
import { type ContractPool, PASSWORD, type Texts } from './pool.ts';

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

  initiate(AuthFlow: AuthFlowType, parameters: Texts) {
    return this.pool.sdk.initiateAuth({ AuthFlow, ClientId: this.id, AuthParameters: this.#withHash(parameters) });
  }

  adminInitiate(AuthFlow: AuthFlowType, parameters: Texts) {
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

  respond(ChallengeName: ChallengeNameType, Session: string | undefined, responses: Texts) {
    const ChallengeResponses = this.#withHash(responses);
    return this.pool.sdk.respondToAuthChallenge({ ChallengeName, ClientId: this.id, Session, ChallengeResponses });
  }

  adminRespond(ChallengeName: ChallengeNameType, Session: string | undefined, responses: Texts) {
    const ids = { UserPoolId: this.pool.id, ClientId: this.id };
    const ChallengeResponses = this.#withHash(responses);
    return this.pool.sdk.adminRespondToAuthChallenge({ ...ids, ChallengeName, Session, ChallengeResponses });
  }

  async refresh(RefreshToken: string, more: Partial<GetTokensFromRefreshTokenCommandInput> = {}) {
    const request = { ClientId: this.id, RefreshToken, ClientSecret: this.secret, ...more };
    return (await this.pool.sdk.getTokensFromRefreshToken(request)).AuthenticationResult;
  }

  revoke(Token: string, more: Partial<RevokeTokenCommandInput> = {}) {
    return this.pool.sdk.revokeToken({ ClientId: this.id, Token, ClientSecret: this.secret, ...more });
  }

  /** SignUp, without SECRET_HASH. */
  signUp(Username = 'ada', more: Partial<SignUpCommandInput> = {}) {
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
