import { isJsonObject } from '../json.ts';
import { assert, invalidParameter, notEmulated, Refusal, wrongPassword } from '../refusals.ts';
import {
  type ChallengeResult,
  type CustomAuthTriggers,
  type LambdaEvent,
  type TriggerSource,
  triggerRefusal,
} from '../triggers.ts';
import { type Attempt, type Claimant, hidesUsers, requiredParameter } from './attempt.ts';
import { issueTokens } from './continue-sign-in.ts';
import { challengeWithSrp } from './srp-flow.ts';

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
  const { customAuth } = pool.settings;
  assert(customAuth, invalidParameter, 'Custom auth lambda trigger is not configured for the user pool.');
  return customAuth;
}

function usernameOf({ user, name }: Claimant): string {
  return user?.username ?? name;
}

function unrecognizable(): Refusal {
  return new Refusal('InvalidLambdaResponseException', 'Unrecognizable lambda output');
}

function areTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isJsonObject(value) && Object.values(value).every((entry) => typeof entry === 'string');
}

/** Invokes a trigger. An error that it throws makes the request fail. */
function invoke<Source extends TriggerSource, Request extends object, Response>(
  { pool, client, clientMetadata }: Attempt,
  claimant: Claimant,
  trigger: (event: LambdaEvent<Source, Request, Response>) => { readonly response: Response },
  triggerSource: Source,
  input: Pick<LambdaEvent<Source, Request, Response>, 'response'> & { readonly request: Request },
): Response {
  const { user } = claimant;
  const userName = usernameOf(claimant);
  const request = {
    userAttributes: user ? { ...Object.fromEntries(user.attributes), 'cognito:user_status': user.status } : {},
    ...(hidesUsers(client) && { userNotFound: user === undefined }),
    ...(clientMetadata && { clientMetadata: Object.fromEntries(clientMetadata) }),
    ...input.request,
  };
  pool.triggers.run(triggerSource, userName, { clientMetadata });
  try {
    return trigger({
      version: '1',
      region: pool.settings.region,
      userPoolId: pool.id,
      userName,
      callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: client.id },
      triggerSource,
      request,
      response: input.response,
    }).response;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw triggerRefusal(triggerSource, { kind: 'error', message });
  }
}

/** Returns CUSTOM_CHALLENGE with the public parameters of the create trigger. */
function challengeCustom(attempt: CustomAttempt, claimant: Claimant): object {
  const { create } = triggersOf(attempt);
  const output = invoke(attempt, claimant, create, 'CreateAuthChallenge_Authentication', {
    request: { challengeName: 'CUSTOM_CHALLENGE', session: attempt.customSession },
    response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
  });
  const shown = output.publicChallengeParameters ?? {};
  const privateParameters = output.privateChallengeParameters ?? {};
  assert(areTexts(shown) && areTexts(privateParameters), unrecognizable);
  const metadata = output.challengeMetadata;
  const challenge = { name: 'CUSTOM_CHALLENGE', claimant, privateParameters, metadata } as const;
  return {
    ChallengeName: 'CUSTOM_CHALLENGE',
    ChallengeParameters: { USERNAME: usernameOf(claimant), ...shown },
    Session: attempt.sessions.open(attempt, challenge, attempt.now),
  };
}

/**
 * Continues as the define trigger says.
 *
 * @param verifyPassword what to do for PASSWORD_VERIFIER, which comes first or not at all (developer guide)
 * @throws Refusal `NotAuthorizedException` if the trigger fails the authentication.
 */
export function continueCustom(attempt: CustomAttempt, claimant: Claimant, verifyPassword?: () => object): object {
  const { define } = triggersOf(attempt);
  const next = invoke(attempt, claimant, define, 'DefineAuthChallenge_Authentication', {
    request: { session: attempt.customSession },
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  });
  assert(next.failAuthentication !== true, wrongPassword);
  if (next.issueTokens === true) {
    assert(claimant.user !== undefined, wrongPassword);
    return issueTokens(attempt, claimant.user);
  }
  switch (next.challengeName) {
    case 'CUSTOM_CHALLENGE':
      return challengeCustom(attempt, claimant);
    case 'PASSWORD_VERIFIER':
      assert(verifyPassword, notEmulated, 'PASSWORD_VERIFIER after another challenge');
      return verifyPassword();
    case null:
      throw unrecognizable();
    default:
      throw notEmulated(`the challenge ${next.challengeName} in CUSTOM_AUTH`);
  }
}

/** Has the answer verified. A wrong one does not end the sign-in: the define trigger decides. */
export function answerCustom(attempt: CustomAttempt, challenge: CustomChallenge): object {
  const { claimant, privateParameters, metadata } = challenge;
  const { verify } = triggersOf(attempt);
  const { answerCorrect } = invoke(attempt, claimant, verify, 'VerifyAuthChallengeResponse_Authentication', {
    request: { privateChallengeParameters: privateParameters, challengeAnswer: requiredParameter(attempt, 'ANSWER') },
    response: { answerCorrect: null },
  });
  const challengeResult = answerCorrect === true;
  const result = { challengeName: 'CUSTOM_CHALLENGE', challengeResult, challengeMetadata: metadata };
  return continueCustom({ ...attempt, customSession: [...attempt.customSession, result] }, claimant);
}

/**
 * CUSTOM_AUTH. With CHALLENGE_NAME SRP_A and SRP_A, the define trigger can have the password verified first (developer
 * guide, "Define auth challenge").
 */
export function startCustom(attempt: Attempt, claimant: Claimant): object {
  const startsWithSrp = attempt.parameters.get('CHALLENGE_NAME') === 'SRP_A';
  if (startsWithSrp) {
    requiredParameter(attempt, 'SRP_A');
  }
  const srp = { challengeName: 'SRP_A', challengeResult: true, challengeMetadata: null };
  const custom = { ...attempt, customSession: startsWithSrp ? [srp] : [] };
  return continueCustom(custom, claimant, () => challengeWithSrp(custom, claimant, true));
}
