/** Lambda triggers of custom authentication that ask questions in order. */
import type { ChallengeResult, CustomAuthTriggers } from 'cognito-emulator/triggers';

/** Answers are secrets of the job in the scenarios, and no step may print a question either. */
export const QUESTIONS = [
  { shown: { question: 'canary question 1' }, answer: 'canary-answer-1' },
  { shown: { question: 'canary question 2' }, answer: 'canary-answer-2' },
];

export const CHALLENGE_ANSWERS = QUESTIONS.map(({ answer }) => answer).join('\n');

interface CustomAuthOptions {
  readonly questions: typeof QUESTIONS;
  /** Has the password verified by SRP first, and refuses to start without it. */
  readonly passwordFirst?: boolean;
  /** How often a wrong answer is asked for again before the sign-in fails. */
  readonly secondChances?: number;
}

export function customAuth({
  questions,
  passwordFirst = false,
  secondChances = 0,
}: CustomAuthOptions): CustomAuthTriggers {
  const builtIn = passwordFirst ? ['SRP_A', 'PASSWORD_VERIFIER'] : [];
  const answered = (session: readonly ChallengeResult[]) =>
    session.filter(({ challengeName, challengeResult }) => challengeName === 'CUSTOM_CHALLENGE' && challengeResult);
  return {
    define(event) {
      const { session } = event.request;
      const names = session.map(({ challengeName }) => challengeName);
      const begun = builtIn.every((name, index) => names[index] === name);
      const mistakes = session.filter(({ challengeResult }) => !challengeResult).length;
      event.response.challengeName = begun ? 'CUSTOM_CHALLENGE' : 'PASSWORD_VERIFIER';
      event.response.issueTokens = begun && answered(session).length === questions.length;
      const isWrongStart = passwordFirst ? names[0] !== 'SRP_A' : names[0] === 'SRP_A';
      event.response.failAuthentication = isWrongStart || mistakes > secondChances;
      return event;
    },
    create(event) {
      const question = questions[answered(event.request.session).length];
      event.response.publicChallengeParameters = question?.shown ?? null;
      event.response.privateChallengeParameters = { answer: question?.answer ?? '' };
      return event;
    },
    verify(event) {
      const { privateChallengeParameters, challengeAnswer } = event.request;
      event.response.answerCorrect = privateChallengeParameters['answer'] === challengeAnswer;
      return event;
    },
  };
}
