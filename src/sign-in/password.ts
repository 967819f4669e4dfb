/** Signs a user in with a password: runs the auth flow and answers its challenges. */

import type { AppClient } from '../cognito/app-client.ts';
import type { AuthFlows } from '../cognito/auth-flows.ts';
import type { Cognito } from '../cognito/connect.ts';
import { millisecondsToNextCode, totpCode } from '../cognito/totp.ts';
import type {
  AppClientTarget,
  AuthFlow,
  AuthResponse,
  Challenge,
  ChallengeAnswer,
  CodeSource,
  Metadata,
} from '../cognito/types.ts';
import type { StoredConfig } from '../config.ts';
import { ActionError, isFailure } from '../failures/action-error.ts';
import { retry } from '../platform/retry.ts';
import { parseUserTokens } from '../tokens.ts';
import { ChallengeAnswers, startCustomAuth } from './custom-auth.ts';
import type { SignInDeps, SignInResult } from './signed-in.ts';

export interface SignInRequest {
  readonly appClient: AppClientTarget;
  readonly flow: Exclude<StoredConfig['authFlow'], { name: 'AUTHORIZATION_CODE' }>;
  readonly username: string;
  /** Empty for a user without one. */
  readonly password: string;
  readonly clientMetadata: Metadata;
  /** The secret of the user's authenticator app. Empty for a user without one. */
  readonly totpSecret: string;
  /** True if the action may enrol an authenticator app for the user. */
  readonly mayEnrolTotp: boolean;
}

/** More than any sign-in needs, without its custom challenges. Ends the sign-in if a service never stops asking. */
const MAX_CHALLENGES = 8;

/** The attempts of a sign-in. It restarts if the answer to a challenge was lost, because that used up the session. */
const MAX_ATTEMPTS = 4;

/** Rejects with an `ActionError` if Cognito refuses the sign-in or asks a challenge that cannot be answered. */
export function signInWithPassword(request: SignInRequest, deps: SignInDeps): Promise<SignInResult> {
  const signIn = new PasswordSignIn(request, deps);
  let hasWaited = false;
  return retry(() => signIn.attempt(), {
    // A used code means that another job with the same authenticator app was faster. The refusal may have ended the
    // session, so the sign-in restarts.
    shouldRetry: (error, attempt) =>
      isFailure(error, 'totp-code-used') ? !hasWaited : isFailure(error, 'session-invalid') && attempt < MAX_ATTEMPTS,
    delayMs: (_, error) => (isFailure(error, 'totp-code-used') ? nextCodeDelayMs(deps) : 0),
    onRetry(error, delayMs) {
      if (isFailure(error, 'totp-code-used')) {
        hasWaited = true;
        reportWait(deps, delayMs);
      }
    },
    timeLimit: deps.timeLimit,
  });
}

/** Waits this much longer for the next code, in case the clocks differ slightly. */
const CLOCK_MARGIN_MS = 1000;

function nextCodeDelayMs({ clock }: SignInDeps): number {
  return millisecondsToNextCode(clock.now()) + CLOCK_MARGIN_MS;
}

function reportWait({ progress }: SignInDeps, delayMs: number): void {
  progress.report(`waiting ${Math.ceil(delayMs / 1000)} s for the next code: Cognito takes each code once`);
}

/** A sign-in, with the state that it keeps between attempts. */
class PasswordSignIn {
  readonly #request: SignInRequest;
  readonly #deps: SignInDeps;
  readonly #appClient: AppClient;
  readonly #authFlows: AuthFlows;
  #totpSecret: string;
  /** Cognito takes each code once, also across enrolment and sign-in. */
  #usedCode = '';

  constructor(request: SignInRequest, deps: SignInDeps) {
    this.#request = request;
    this.#deps = deps;
    this.#appClient = deps.cognito.appClient(request.appClient);
    this.#authFlows = authFlowsOf(request, deps.cognito, this.#appClient);
    this.#totpSecret = request.totpSecret;
  }

  async attempt(): Promise<SignInResult> {
    const { flow, appClient, clientMetadata } = this.#request;
    const answers = new ChallengeAnswers(flow.name === 'CUSTOM_AUTH' ? flow.answers : [], appClient.clientId);
    const maxChallenges = MAX_CHALLENGES + answers.unused;
    let response = await this.#start();
    for (let answered = 0; response.kind === 'challenge' && answered < maxChallenges; answered++) {
      response = await this.#authFlows.answer(await this.#answerTo(response.challenge, answers), clientMetadata);
    }
    if (response.kind === 'challenge') {
      throw this.#unsupported(response.challenge);
    }
    return { tokens: parseUserTokens(response.tokens), unusedAnswers: answers.unused };
  }

  #start(): Promise<AuthResponse> {
    const { flow, username, password, clientMetadata } = this.#request;
    const start = (apiFlow: AuthFlow) => this.#authFlows.start({ flow: apiFlow, username, password, clientMetadata });
    return flow.name === 'CUSTOM_AUTH' ? startCustomAuth(flow, start) : start(flow);
  }

  /** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
  async #answerTo(challenge: Challenge, answers: ChallengeAnswers): Promise<ChallengeAnswer> {
    const { session, username } = challenge;
    switch (challenge.name) {
      case 'SOFTWARE_TOKEN_MFA':
        return { name: challenge.name, session, username, code: await this.#nextCode() };
      case 'MFA_SETUP':
        return { name: challenge.name, session: await this.#enrolTotp(challenge, challenge.choices), username };
      case 'SELECT_MFA_TYPE':
        this.#assertOffered(challenge, challenge.choices, 'SOFTWARE_TOKEN_MFA');
        return { name: challenge.name, session, username, choice: 'SOFTWARE_TOKEN_MFA' };
      case 'SELECT_CHALLENGE':
        this.#assertOffered(challenge, challenge.choices, 'PASSWORD');
        return { name: challenge.name, session, username, choice: 'PASSWORD', password: this.#request.password };
      case 'CUSTOM_CHALLENGE':
        if (this.#request.flow.name !== 'CUSTOM_AUTH') {
          throw this.#unsupported(challenge);
        }
        return { name: challenge.name, session, username, answer: answers.next(challenge) };
      case 'other':
        throw this.#unsupported(challenge);
    }
  }

  /** Enrols an authenticator app for the user. Returns the session in which the sign-in continues. */
  async #enrolTotp(challenge: Challenge, choices: readonly string[]): Promise<string> {
    this.#assertOffered(challenge, choices, 'SOFTWARE_TOKEN_MFA');
    if (!this.#request.mayEnrolTotp) {
      throw this.#unsupported(challenge);
    }
    const { totpSecret, session } = await this.#appClient.associateTotp(challenge.session);
    this.#totpSecret = totpSecret;
    const verified = await this.#appClient.verifyTotp(session, await this.#nextCode());
    return verified.session;
  }

  /** Waits until the current code has not been used yet. */
  async #nextCode(): Promise<CodeSource> {
    if (this.#totpSecret === '') {
      throw new ActionError({ code: 'totp-secret-needed', clientId: this.#request.appClient.clientId });
    }
    if (this.#currentCode() === this.#usedCode) {
      const delayMs = nextCodeDelayMs(this.#deps);
      reportWait(this.#deps, delayMs);
      await this.#deps.timeLimit.sleep(delayMs);
    }
    return () => {
      this.#usedCode = this.#currentCode();
      return this.#usedCode;
    };
  }

  #currentCode(): string {
    return totpCode(this.#totpSecret, this.#deps.clock.now());
  }

  #assertOffered(challenge: Challenge, choices: readonly string[], choice: string): void {
    if (!choices.includes(choice)) {
      throw this.#unsupported(challenge, choices);
    }
  }

  #unsupported(challenge: Challenge, choices: readonly string[] = []): ActionError {
    const name = challenge.name === 'other' ? challenge.wireName : challenge.name;
    const { appClient, mayEnrolTotp: isEphemeral } = this.#request;
    const { clientId } = appClient;
    return new ActionError({ code: 'challenge-unsupported', challenge: name, choices, clientId, isEphemeral });
  }
}

function authFlowsOf({ flow, appClient }: SignInRequest, cognito: Cognito, unsigned: AppClient): AuthFlows {
  return flow.name === 'ADMIN_USER_PASSWORD_AUTH'
    ? cognito.userPool(flow.userPool).adminAuthFlows(appClient)
    : unsigned.authFlows;
}
