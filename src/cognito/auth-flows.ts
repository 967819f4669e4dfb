/**
 * Auth flows on the wire. The signed and the unsigned operations take the same fields.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html
 */
import { randomBytes } from 'node:crypto';
import type {
  InitiateAuthCommandInput,
  RespondToAuthChallengeCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import type { CallTarget } from '../failures/service-failure.ts';
import type { Clock } from '../platform/ports.ts';
import { type AuthOutcome, type AuthOutput, challengeIn, parseChallenge, usernameIn } from './challenges.ts';
import { toActionError } from './errors/failures.ts';
import { secretHashOf } from './secret-hash.ts';
import { startSrp } from './srp.ts';
import type { AppClientTarget, AuthFlowStart, AuthResponse, ChallengeAnswer, Metadata } from './types.ts';
import { clientMetadataField, readAndMaskTokens, sessionField } from './wire-fields.ts';

/** The two operations of an auth flow, signed or unsigned. Each rejects with an `ActionError`. */
export interface AuthOperations {
  initiate(fields: Omit<InitiateAuthCommandInput, 'ClientId'>): Promise<AuthOutput>;
  /** @param fields builds the fields of each attempt, because codes expire */
  respond(challenge: string, fields: () => Omit<RespondToAuthChallengeCommandInput, 'ClientId'>): Promise<AuthOutput>;
}

function hasTokensOrChallenge(output: AuthOutcome): boolean {
  return challengeIn(output) !== undefined || output.AuthenticationResult !== undefined;
}

/** Returns the options of a call within an auth flow. */
export function authCallOptions(about = '') {
  return { about, isComplete: hasTokensOrChallenge };
}

interface AnsweredChallenge {
  readonly name: ChallengeAnswer['name'] | 'PASSWORD_VERIFIER';
  readonly session: string;
  readonly username: string;
}

type WireFields = Readonly<Record<string, string>>;

interface AuthFlowOptions extends AppClientTarget {
  /** Names the called resource in messages. */
  readonly target: CallTarget;
  mask(secret: string): void;
  readonly clock: Clock;
}

export type AuthFlows = ReturnType<typeof createAuthFlows>;

export function createAuthFlows(
  { initiate, respond }: AuthOperations,
  { clientId, clientSecret, target, mask, clock }: AuthFlowOptions,
) {
  /** Returns the username of a request and the secret hash over that username. */
  function usernameFields(username: string): WireFields {
    if (clientSecret === undefined) {
      return { USERNAME: username };
    }
    const secretHash = secretHashOf(clientSecret, username, clientId);
    mask(secretHash);
    return { USERNAME: username, SECRET_HASH: secretHash };
  }

  async function initiateWith(request: AuthFlowStart, parameters: WireFields): Promise<AuthOutput> {
    const output = await initiate({
      AuthFlow: request.flow.name,
      AuthParameters: { ...usernameFields(request.username), ...parameters },
      ...clientMetadataField(request.clientMetadata),
    });
    mask(output.Session ?? '');
    return output;
  }

  function toAuthResponse(output: AuthOutput, username: string): AuthResponse {
    mask(output.Session ?? '');
    const challenge = challengeIn(output);
    return challenge === undefined
      ? { kind: 'tokens', tokens: readAndMaskTokens(output.AuthenticationResult, mask) }
      : { kind: 'challenge', challenge: parseChallenge(output, challenge, username) };
  }

  async function respondTo(
    { name, session, username }: AnsweredChallenge,
    clientMetadata: Metadata,
    answers: () => WireFields,
  ): Promise<AuthResponse> {
    const output = await respond(name, () => ({
      ChallengeName: name,
      ChallengeResponses: { ...usernameFields(username), ...answers() },
      ...sessionField(session),
      ...clientMetadataField(clientMetadata),
    }));
    return toAuthResponse(output, username);
  }

  /** Starts a sign-in. */
  async function start(request: AuthFlowStart): Promise<AuthResponse> {
    const { flow, username, password } = request;
    if (flow.name === 'USER_SRP_AUTH') {
      return startWithSrp(request, flow.userPoolId);
    }
    if (flow.name === 'CUSTOM_AUTH') {
      return flow.srpUserPoolId === undefined
        ? toAuthResponse(await initiateWith(request, {}), username)
        : startWithSrp(request, flow.srpUserPoolId, { CHALLENGE_NAME: 'SRP_A' });
    }
    const preference = flow.name === 'USER_AUTH' ? { PREFERRED_CHALLENGE: 'PASSWORD' } : {};
    return toAuthResponse(await initiateWith(request, { ...preference, PASSWORD: password }), username);
  }

  /** Answers PASSWORD_VERIFIER as well, so that callers see SRP as one request. */
  async function startWithSrp(
    request: AuthFlowStart,
    userPoolId: string,
    parameters: WireFields = {},
  ): Promise<AuthResponse> {
    const { username, password, clientMetadata } = request;
    const exchange = startSrp(randomBytes);
    const output = await initiateWith(request, { ...parameters, SRP_A: exchange.srpA });
    const name = challengeIn(output);
    if (name !== 'PASSWORD_VERIFIER') {
      return toAuthResponse(output, username);
    }
    const { SALT: salt = '', SRP_B: srpB = '', SECRET_BLOCK: secretBlock = '' } = output.ChallengeParameters ?? {};
    const answerer = usernameIn(output, username);
    const userIdForSrp = output.ChallengeParameters?.['USER_ID_FOR_SRP'] ?? answerer;
    const claim = translateErrors(request.flow.name, () =>
      exchange.answer({ userPoolId, password, userIdForSrp, salt, srpB, secretBlock }, clock.now()),
    );
    const challenge = { name, session: output.Session ?? '', username: answerer } as const;
    return respondTo(challenge, clientMetadata, () => ({
      PASSWORD_CLAIM_SIGNATURE: claim.signature,
      PASSWORD_CLAIM_SECRET_BLOCK: secretBlock,
      TIMESTAMP: claim.timestamp,
    }));
  }

  function translateErrors<Result>(about: string, compute: () => Result): Result {
    try {
      return compute();
    } catch (error) {
      throw toActionError(error, { operation: 'InitiateAuth', about, target });
    }
  }

  /** Answers a challenge. */
  function answer(reply: ChallengeAnswer, clientMetadata: Metadata): Promise<AuthResponse> {
    return respondTo(reply, clientMetadata, () => answerFields(reply));
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
    case 'CUSTOM_CHALLENGE':
      return { ANSWER: answer.answer };
  }
}
