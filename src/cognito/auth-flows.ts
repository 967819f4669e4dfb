/**
 * Auth flows on the wire: what Cognito wants to be told by which names. The signed and the unsigned operations differ in the call alone.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html
 */
import { randomBytes } from 'node:crypto';
import type {
  AuthFlowType,
  InitiateAuthCommandInput,
  InitiateAuthCommandOutput,
  RespondToAuthChallengeCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { vettedName } from '../failures/error-name.ts';
import type { CallTarget } from '../failures/service-failure.ts';
import type {
  AppClientTarget,
  AuthFlowStart,
  AuthFlows,
  AuthResponse,
  Challenge,
  ChallengeAnswer,
} from '../platform/ports-cognito.ts';
import { toActionError } from './errors/failures.ts';
import { secretHashOf } from './secret-hash.ts';
import { startSrp } from './srp.ts';
import { clientMetadataField, readAndMaskTokens, sessionField } from './wire-fields.ts';

/** The pair of operations that an auth flow is made of, with the fields that both pairs have. Each rejects with an `ActionError`. */
export interface AuthOperations {
  initiate(fields: Omit<InitiateAuthCommandInput, 'ClientId'>): Promise<AuthAnswer>;
  /** @param fields are asked for at each try */
  respond(challenge: string, fields: () => Omit<RespondToAuthChallengeCommandInput, 'ClientId'>): Promise<AuthAnswer>;
}

type AuthAnswer = Pick<
  InitiateAuthCommandOutput,
  'ChallengeName' | 'ChallengeParameters' | 'Session' | 'AuthenticationResult' | 'AvailableChallenges'
>;

/** Cognito gives tokens, or says what it wants first. */
export function isAuthAnswer({
  ChallengeName,
  AuthenticationResult,
}: Pick<AuthAnswer, 'AuthenticationResult'> & { readonly ChallengeName?: string | undefined }): boolean {
  return ChallengeName !== undefined || AuthenticationResult !== undefined;
}

type WireFields = Readonly<Record<string, string>>;

export interface AuthFlowOptions extends AppClientTarget {
  /** What the operations are called on, for messages. */
  readonly target: CallTarget;
  mask(secret: string): void;
}

export function createAuthFlows(
  { initiate, respond }: AuthOperations,
  { clientId, clientSecret, target, mask }: AuthFlowOptions,
): AuthFlows {
  /** A request's username, and the secret hash over that very name. */
  function named(username: string): Record<string, string> {
    if (clientSecret === undefined) {
      return { USERNAME: username };
    }
    const secretHash = secretHashOf(clientSecret, username, clientId);
    mask(secretHash);
    return { USERNAME: username, SECRET_HASH: secretHash };
  }

  async function begin(flow: AuthFlowType, start: AuthFlowStart, parameters: WireFields): Promise<AuthAnswer> {
    const answer = await initiate({
      AuthFlow: flow,
      AuthParameters: { ...named(start.username), ...parameters },
      ...clientMetadataField(start.clientMetadata),
    });
    mask(answer.Session ?? '');
    return answer;
  }

  function toAuthResponse(answer: AuthAnswer, username: string): AuthResponse {
    mask(answer.Session ?? '');
    return answer.ChallengeName === undefined
      ? { kind: 'tokens', tokens: readAndMaskTokens(answer.AuthenticationResult, mask) }
      : { kind: 'challenge', challenge: parseChallenge(answer, answer.ChallengeName, username) };
  }

  async function start(start: AuthFlowStart): Promise<AuthResponse> {
    const { flow, username, password } = start;
    switch (flow.name) {
      case 'USER_PASSWORD_AUTH':
      case 'ADMIN_USER_PASSWORD_AUTH':
        return toAuthResponse(await begin(flow.name, start, { PASSWORD: password }), username);
      case 'USER_AUTH': {
        const parameters = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: password };
        return toAuthResponse(await begin(flow.name, start, parameters), username);
      }
      case 'USER_SRP_AUTH':
        return startWithSrp(start, flow.userPoolId);
    }
  }

  /** The challenge PASSWORD_VERIFIER is part of this flow: to its caller, SRP is one step like the others. */
  async function startWithSrp(start: AuthFlowStart, userPoolId: string): Promise<AuthResponse> {
    const { username, password, clientMetadata } = start;
    const exchange = startSrp(randomBytes);
    const answer = await begin('USER_SRP_AUTH', start, { SRP_A: exchange.srpA });
    if (answer.ChallengeName !== 'PASSWORD_VERIFIER') {
      return toAuthResponse(answer, username);
    }
    const { SALT: salt = '', SRP_B: srpB = '', SECRET_BLOCK: secretBlock = '' } = answer.ChallengeParameters ?? {};
    const userIdForSrp = usernameIn(answer, username);
    const claim = claimOf(() =>
      exchange.answer({ userPoolId, password, userIdForSrp, salt, srpB, secretBlock }, new Date()),
    );
    const next = await respond('PASSWORD_VERIFIER', () => ({
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: {
        ...named(userIdForSrp),
        PASSWORD_CLAIM_SIGNATURE: claim.signature,
        PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
        TIMESTAMP: claim.timestamp,
      },
      ...sessionField(answer.Session ?? ''),
      ...clientMetadataField(clientMetadata),
    }));
    return toAuthResponse(next, userIdForSrp);
  }

  function claimOf<Claim>(compute: () => Claim): Claim {
    try {
      return compute();
    } catch (error) {
      throw toActionError(error, { operation: 'InitiateAuth', about: 'USER_SRP_AUTH', target });
    }
  }

  async function answer(answer: ChallengeAnswer, clientMetadata: WireFields): Promise<AuthResponse> {
    const { name, session, username } = answer;
    const next = await respond(name, () => ({
      ChallengeName: name,
      ChallengeResponses: { ...named(username), ...answerFields(answer) },
      ...sessionField(session),
      ...clientMetadataField(clientMetadata),
    }));
    return toAuthResponse(next, username);
  }

  return { start, answer };
}

function answerFields(answer: ChallengeAnswer): WireFields {
  switch (answer.name) {
    case 'SOFTWARE_TOKEN_MFA':
      return { SOFTWARE_TOKEN_MFA_CODE: answer.code() };
    case 'MFA_SETUP':
      return {};
    case 'SELECT_MFA_TYPE':
      return { ANSWER: answer.choice };
    case 'SELECT_CHALLENGE':
      return { ANSWER: answer.choice, PASSWORD: answer.password };
  }
}

/** The name under which Cognito wants the next answer: its own for the user, where it says one. */
function usernameIn({ ChallengeParameters: parameters = {} }: AuthAnswer, sent: string): string {
  return parameters['USER_ID_FOR_SRP'] ?? parameters['USERNAME'] ?? sent;
}

function parseChallenge(answer: AuthAnswer, wireName: string, sentUsername: string): Challenge {
  const { Session: session = '', ChallengeParameters: parameters = {}, AvailableChallenges: available = [] } = answer;
  const common = { session, username: usernameIn(answer, sentUsername) };
  switch (wireName) {
    case 'SOFTWARE_TOKEN_MFA':
      return { ...common, name: wireName };
    case 'MFA_SETUP':
      return { ...common, name: wireName, choices: parseChoices(parameters['MFAS_CAN_SETUP']) };
    case 'SELECT_MFA_TYPE':
      // The developer guide has the one name, Cognito's own clients read the other.
      return {
        ...common,
        name: wireName,
        choices: parseChoices(parameters['MFAS_CAN_CHOOSE'] ?? parameters['MFAS_CAN_SELECT']),
      };
    case 'SELECT_CHALLENGE':
      return { ...common, name: wireName, choices: available.map(vettedName) };
    default:
      return { ...common, name: 'other', wireName: vettedName(wireName) };
  }
}

/** A list in a field that can only be text: JSON, as `["SOFTWARE_TOKEN_MFA"]`. */
function parseChoices(json: string | undefined): string[] {
  return [...(json ?? '').matchAll(/"(\w+)"/g)].map(([, choice = '']) => vettedName(choice));
}
