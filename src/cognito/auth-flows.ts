/**
 * Auth flows on the wire: what Cognito wants to be told by which names. The signed and the unsigned operations differ in the call alone.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html
 */
import { randomBytes } from 'node:crypto';
import type {
  AuthFlowType,
  ChallengeNameType,
  InitiateAuthCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import { vettedName } from '../failures/error-name.ts';
import type {
  AppClientTarget,
  AuthFlowStart,
  AuthFlows,
  AuthStep,
  Challenge,
  ChallengeAnswer,
} from '../world/ports.ts';
import { secretHashOf } from './secret-hash.ts';
import { startSrp } from './srp.ts';
import { unparsedTokens } from './wire-fields.ts';

/** The pair of operations that an auth flow is made of. Each rejects with an `ActionError`. */
export interface AuthOperations {
  initiate(call: { flow: AuthFlowType; parameters: WireFields; clientMetadata: WireFields }): Promise<AuthAnswer>;
  respond(call: {
    challenge: ChallengeNameType;
    /** Asked for at each try. */
    responses(): WireFields;
    session: string;
    clientMetadata: WireFields;
  }): Promise<AuthAnswer>;
  /** The failure that an error between the two calls means. */
  failureOf(error: unknown): Error;
}

export type AuthAnswer = Pick<
  InitiateAuthCommandOutput,
  'ChallengeName' | 'ChallengeParameters' | 'Session' | 'AuthenticationResult' | 'AvailableChallenges'
>;

type WireFields = Readonly<Record<string, string>>;

export function makeAuthFlows(
  operations: AuthOperations,
  { clientId, clientSecret }: AppClientTarget,
  mask: (secret: string) => void,
): AuthFlows {
  /** A request's username, and the secret hash over that very name. */
  function named(username: string): WireFields {
    if (clientSecret === undefined) {
      return { USERNAME: username };
    }
    const secretHash = secretHashOf(clientSecret, username, clientId);
    mask(secretHash);
    return { USERNAME: username, SECRET_HASH: secretHash };
  }

  function maskSession<Answer extends AuthAnswer>(answer: Answer): Answer {
    mask(answer.Session ?? '');
    return answer;
  }

  function stepOf(answer: AuthAnswer, username: string): AuthStep {
    return parseAuthStep(maskSession(answer), username);
  }

  async function start(start: AuthFlowStart): Promise<AuthStep> {
    const { flow, username, password, clientMetadata } = start;
    switch (flow.name) {
      case 'USER_PASSWORD_AUTH':
      case 'ADMIN_USER_PASSWORD_AUTH': {
        const parameters = { ...named(username), PASSWORD: password };
        return stepOf(await operations.initiate({ flow: flow.name, parameters, clientMetadata }), username);
      }
      case 'USER_AUTH': {
        const parameters = { ...named(username), PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: password };
        return stepOf(await operations.initiate({ flow: flow.name, parameters, clientMetadata }), username);
      }
      case 'USER_SRP_AUTH':
        return startWithSrp(start, flow.userPoolId);
    }
  }

  /** The challenge PASSWORD_VERIFIER is part of this flow: to its caller, SRP is one step like the others. */
  async function startWithSrp(start: AuthFlowStart, userPoolId: string): Promise<AuthStep> {
    const { username, password, clientMetadata } = start;
    const exchange = startSrp(randomBytes);
    const parameters = { ...named(username), SRP_A: exchange.srpA };
    const answer = maskSession(await operations.initiate({ flow: 'USER_SRP_AUTH', parameters, clientMetadata }));
    if (answer.ChallengeName !== 'PASSWORD_VERIFIER') {
      return stepOf(answer, username);
    }
    const { SALT: salt = '', SRP_B: srpB = '', SECRET_BLOCK: secretBlock = '' } = answer.ChallengeParameters ?? {};
    const userIdForSrp = usernameIn(answer, username);
    const claim = claimOf(() =>
      exchange.answer({ userPoolId, password, userIdForSrp, salt, srpB, secretBlock }, new Date()),
    );
    const responses = {
      ...named(userIdForSrp),
      PASSWORD_CLAIM_SIGNATURE: claim.signature,
      PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
      TIMESTAMP: claim.timestamp,
    };
    const session = answer.Session ?? '';
    const next = await operations.respond({
      challenge: 'PASSWORD_VERIFIER',
      responses: () => responses,
      session,
      clientMetadata,
    });
    return stepOf(next, userIdForSrp);
  }

  function claimOf<Claim>(compute: () => Claim): Claim {
    try {
      return compute();
    } catch (error) {
      throw operations.failureOf(error);
    }
  }

  async function answer(answer: ChallengeAnswer, clientMetadata: WireFields): Promise<AuthStep> {
    const { name: challenge, session, username } = answer;
    const responses = () => ({ ...named(username), ...answerFields(answer) });
    return stepOf(await operations.respond({ challenge, responses, session, clientMetadata }), username);
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

function parseAuthStep(answer: AuthAnswer, sentUsername: string): AuthStep {
  const { ChallengeName, AuthenticationResult } = answer;
  if (ChallengeName !== undefined) {
    return { kind: 'challenge', challenge: parseChallenge(answer, ChallengeName, sentUsername) };
  }
  return { kind: 'tokens', tokens: unparsedTokens(AuthenticationResult) };
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
