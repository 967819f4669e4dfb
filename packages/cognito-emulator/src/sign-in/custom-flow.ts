import { invalidParameter, notEmulated, Refusal, wrongPassword } from '../refusals.ts';
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

/** The fields that the events of all three triggers have. */
function eventOf<Source extends TriggerSource>(attempt: Attempt, source: Source, claimant: Claimant) {
  const { pool, client, clientMetadata } = attempt;
  const { user } = claimant;
  return {
    common: {
      version: '1' as const,
      region: pool.settings.region,
      userPoolId: pool.id,
      userName: usernameOf(claimant),
      callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: client.id },
      triggerSource: source,
    },
    request: {
      userAttributes: user ? { ...Object.fromEntries(user.attributes), 'cognito:user_status': user.status } : {},
      ...(hidesUsers(client) && { userNotFound: user === undefined }),
      ...(clientMetadata && { clientMetadata: Object.fromEntries(clientMetadata) }),
    },
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
function invoke<Response>(
  { pool, clientMetadata }: Attempt,
  source: TriggerSource,
  claimant: Claimant,
  handler: () => { readonly response: Response },
): Response {
  pool.triggers.run(source, usernameOf(claimant), { clientMetadata });
  try {
    return handler().response;
  } catch (error) {
    throw triggerRefusal(source, {
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
  const source = 'DefineAuthChallenge_Authentication';
  const { common, request } = eventOf(attempt, source, claimant);
  const {
    challengeName,
    issueTokens: mayIssue,
    failAuthentication,
  } = invoke(attempt, source, claimant, () =>
    triggersOf(attempt).define({
      ...common,
      request: { ...request, session: attempt.customSession },
      response: { challengeName: null, issueTokens: null, failAuthentication: null },
    }),
  );
  if (failAuthentication === true) {
    throw wrongPassword();
  }
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
  const source = 'CreateAuthChallenge_Authentication';
  const { common, request } = eventOf(attempt, source, claimant);
  const { publicChallengeParameters, privateChallengeParameters, challengeMetadata } = invoke(
    attempt,
    source,
    claimant,
    () =>
      triggersOf(attempt).create({
        ...common,
        request: { ...request, challengeName: 'CUSTOM_CHALLENGE', session: attempt.customSession },
        response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
      }),
  );
  const shown = publicChallengeParameters ?? {};
  const privateParameters = privateChallengeParameters ?? {};
  if (!areTexts(shown) || !areTexts(privateParameters)) {
    throw unrecognizable();
  }
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
      if (claimant.user === undefined) {
        throw wrongPassword();
      }
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
  const source = 'VerifyAuthChallengeResponse_Authentication';
  const challengeAnswer = requiredParameter(attempt, 'ANSWER');
  const { common, request } = eventOf(attempt, source, claimant);
  const { answerCorrect } = invoke(attempt, source, claimant, () =>
    triggersOf(attempt).verify({
      ...common,
      request: { ...request, privateChallengeParameters: privateParameters, challengeAnswer },
      response: { answerCorrect: null },
    }),
  );
  const result = {
    challengeName: 'CUSTOM_CHALLENGE',
    challengeResult: answerCorrect === true,
    challengeMetadata: metadata,
  };
  return continueCustom({ ...attempt, customSession: [...attempt.customSession, result] }, claimant);
}
