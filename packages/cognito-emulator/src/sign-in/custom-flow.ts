import { assert, invalidParameter, notEmulated, Refusal, wrongPassword } from '../refusals.ts';
import { type TriggerSource, triggerRefusal } from '../triggers.ts';
import { type Attempt, hidesUsers, requiredParameter } from './attempt.ts';
import type { Claimant } from './challenge-sessions.ts';
import type { ChallengeResult, CustomAuthTriggers } from './custom-auth.ts';
import { issueTokens } from './issue-tokens.ts';

/** A custom challenge that waits for its answer. */
export interface CustomChallenge {
  readonly name: 'CUSTOM_CHALLENGE';
  readonly claimant: Claimant;
  readonly privateParameters: Readonly<Record<string, string>>;
  readonly metadata: string | null;
}

/** An attempt of CUSTOM_AUTH. */
interface CustomAttempt extends Attempt {
  readonly customSession: readonly ChallengeResult[];
}

export function isCustom(attempt: Attempt): attempt is CustomAttempt {
  return attempt.customSession !== undefined;
}

/** @throws Refusal `InvalidParameterException` if the pool does not have the triggers. */
export function triggersOf({ pool }: Attempt): CustomAuthTriggers {
  if (pool.settings.customAuth === undefined) {
    throw invalidParameter('Custom auth lambda trigger is not configured for the user pool.');
  }
  return pool.settings.customAuth;
}

function usernameOf({ user, name }: Claimant): string {
  return user?.username ?? name;
}

/** Returns the event of a trigger, whose request and response also have the fields that all three have. */
function eventOf<Source extends TriggerSource, Request extends object, Response>(
  { pool, client, clientMetadata }: Attempt,
  claimant: Claimant,
  triggerSource: Source,
  request: Request,
  response: Response,
) {
  const { user } = claimant;
  return {
    version: '1' as const,
    region: pool.settings.region,
    userPoolId: pool.id,
    userName: usernameOf(claimant),
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: client.id },
    triggerSource,
    request: {
      userAttributes: user ? { ...Object.fromEntries(user.attributes), 'cognito:user_status': user.status } : {},
      ...(hidesUsers(client) && { userNotFound: user === undefined }),
      ...(clientMetadata && { clientMetadata: Object.fromEntries(clientMetadata) }),
      ...request,
    },
    response,
  };
}

function unrecognizable(): Refusal {
  return new Refusal('InvalidLambdaResponseException', 'Unrecognizable lambda output');
}

function areTexts(value: unknown): value is Readonly<Record<string, string>> {
  return (
    typeof value === 'object' && value !== null && Object.values(value).every((entry) => typeof entry === 'string')
  );
}

/** Invokes a trigger. An error that it throws makes the request fail. */
function invoke<Response, Event extends { readonly triggerSource: TriggerSource; readonly userName: string }>(
  { pool, clientMetadata }: Attempt,
  trigger: (event: Event) => { readonly response: Response },
  event: Event,
): Response {
  pool.triggers.run(event.triggerSource, event.userName, { clientMetadata });
  try {
    return trigger(event).response;
  } catch (error) {
    throw triggerRefusal(event.triggerSource, {
      kind: 'error',
      message: error instanceof Error ? error.message : String(error),
    });
  }
}

/**
 * Asks the define trigger how to go on.
 *
 * @throws Refusal `NotAuthorizedException` if the trigger fails the authentication.
 */
function defineNext(attempt: CustomAttempt, claimant: Claimant): 'tokens' | 'custom' | 'password' {
  const session = { session: attempt.customSession };
  const response = { challengeName: null, issueTokens: null, failAuthentication: null };
  const event = eventOf(attempt, claimant, 'DefineAuthChallenge_Authentication', session, response);
  const {
    challengeName,
    issueTokens: mayIssue,
    failAuthentication,
  } = invoke(attempt, triggersOf(attempt).define, event);
  assert(failAuthentication !== true, wrongPassword);
  if (mayIssue === true) {
    return 'tokens';
  }
  switch (challengeName) {
    case 'CUSTOM_CHALLENGE':
      return 'custom';
    case 'PASSWORD_VERIFIER':
      return 'password';
    case null:
      throw unrecognizable();
    default:
      throw notEmulated(`the challenge ${challengeName} in CUSTOM_AUTH`);
  }
}

/** Returns CUSTOM_CHALLENGE with the public parameters of the create trigger. */
function challengeCustom(attempt: CustomAttempt, claimant: Claimant): object {
  const request = { challengeName: 'CUSTOM_CHALLENGE', session: attempt.customSession };
  const response = { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null };
  const event = eventOf(attempt, claimant, 'CreateAuthChallenge_Authentication', request, response);
  const { publicChallengeParameters, privateChallengeParameters, challengeMetadata } = invoke(
    attempt,
    triggersOf(attempt).create,
    event,
  );
  const shown = publicChallengeParameters ?? {};
  const privateParameters = privateChallengeParameters ?? {};
  assert(areTexts(shown) && areTexts(privateParameters), unrecognizable);
  const challenge = { name: 'CUSTOM_CHALLENGE', claimant, privateParameters, metadata: challengeMetadata } as const;
  return {
    ChallengeName: 'CUSTOM_CHALLENGE',
    ChallengeParameters: { USERNAME: usernameOf(claimant), ...shown },
    Session: attempt.sessions.open(attempt, challenge, attempt.now),
  };
}

function passwordTooLate(): never {
  throw notEmulated('PASSWORD_VERIFIER after another challenge');
}

/**
 * Continues as the define trigger says.
 *
 * @param verifyPassword what to do for PASSWORD_VERIFIER, which comes first or not at all (developer guide)
 */
export function continueCustom(
  attempt: CustomAttempt,
  claimant: Claimant,
  verifyPassword: () => object = passwordTooLate,
): object {
  switch (defineNext(attempt, claimant)) {
    case 'custom':
      return challengeCustom(attempt, claimant);
    case 'tokens':
      assert(claimant.user !== undefined, wrongPassword);
      return issueTokens(attempt, claimant.user);
    case 'password':
      return verifyPassword();
  }
}

/** Has the answer verified. A wrong one does not end the sign-in: the define trigger decides. */
export function answerCustom(
  attempt: CustomAttempt,
  { claimant, privateParameters, metadata }: CustomChallenge,
): object {
  const challengeAnswer = requiredParameter(attempt, 'ANSWER');
  const request = { privateChallengeParameters: privateParameters, challengeAnswer };
  const source = 'VerifyAuthChallengeResponse_Authentication';
  const event = eventOf(attempt, claimant, source, request, { answerCorrect: null });
  const { answerCorrect } = invoke(attempt, triggersOf(attempt).verify, event);
  const result = {
    challengeName: 'CUSTOM_CHALLENGE',
    challengeResult: answerCorrect === true,
    challengeMetadata: metadata,
  };
  return continueCustom({ ...attempt, customSession: [...attempt.customSession, result] }, claimant);
}
