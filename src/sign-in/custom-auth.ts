/** The auth flow CUSTOM_AUTH: how it starts, and the answers to its challenges. */
import type { AuthFlow, AuthResponse, CustomChallenge } from '../cognito/types.ts';
import type { StoredConfig } from '../config.ts';
import { ActionError, isFailure } from '../failures/action-error.ts';

export type CustomAuth = Extract<StoredConfig['authFlow'], { name: 'CUSTOM_AUTH' }>;

/**
 * Starts with the custom challenges or with SRP. Only the code of the Lambda triggers knows which of them is right. A
 * trigger that expects no password may take `SRP_A` for a right answer, so SRP is the second choice.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-define-auth-challenge.html
 */
export async function startCustomAuth(
  { name, userPoolId, srp }: CustomAuth,
  start: (flow: AuthFlow) => Promise<AuthResponse>,
): Promise<AuthResponse> {
  const startWithSrp = () => start({ name, srpUserPoolId: userPoolId });
  if (srp === 'first') {
    return startWithSrp();
  }
  try {
    const response = await start({ name, srpUserPoolId: undefined });
    return srp === 'if-refused' && asksForPassword(response) ? await startWithSrp() : response;
  } catch (error) {
    if (
      srp === 'if-refused' &&
      (isFailure(error, 'custom-auth-rejected') || isFailure(error, 'lambda-trigger-failed'))
    ) {
      return startWithSrp();
    }
    throw error;
  }
}

/** Detects a challenge that cannot be answered without `SRP_A`. */
function asksForPassword(response: AuthResponse): boolean {
  return (
    response.kind === 'challenge' &&
    response.challenge.name === 'other' &&
    ['SRP_A', 'PASSWORD_VERIFIER'].includes(response.challenge.wireName)
  );
}

/** The answers to the custom challenges of one sign-in. Each is given once. */
export class ChallengeAnswers {
  readonly #answers: readonly string[];
  readonly #clientId: string;
  #given = 0;
  #lastQuestion: string | undefined;

  constructor(answers: readonly string[], clientId: string) {
    this.#answers = answers;
    this.#clientId = clientId;
  }

  /** The number of answers that nobody asked for. */
  get unused(): number {
    return this.#answers.length - this.#given;
  }

  /**
   * Returns the answer to the next challenge. After a wrong answer, Lambda triggers may ask again. Only the question
   * tells that from another challenge, so without a question the next answer is given as long as there is one.
   *
   * @throws {ActionError} `challenge-answer-wrong`, `challenge-answer-missing`
   */
  next({ question }: CustomChallenge): string {
    const answer = this.#answers[this.#given];
    const isSame = this.#given > 0 && question === this.#lastQuestion;
    const details = { line: this.#given, clientId: this.#clientId };
    if (isSame && (question !== undefined || answer === undefined)) {
      throw new ActionError({ code: 'challenge-answer-wrong', ...details });
    }
    if (answer === undefined) {
      throw new ActionError({ code: 'challenge-answer-missing', ...details });
    }
    this.#given += 1;
    this.#lastQuestion = question;
    return answer;
  }
}
