import { invalidParameter, notEmulated, Refusal } from '../refusals.ts';
import { type Attempt, assertFlowAllowed, checkPassword, requiredParameter } from './attempt.ts';
import type { Claimant } from './challenge-sessions.ts';
import { afterPassword } from './continue-sign-in.ts';
import { challengeWithSrp } from './srp-flow.ts';

/** The first factors that the emulator supports. */
const AVAILABLE = ['PASSWORD', 'PASSWORD_SRP'] as const;
type FirstFactor = (typeof AVAILABLE)[number];

function firstFactorOf(name: string | undefined): FirstFactor | undefined {
  return AVAILABLE.find((factor) => factor === name);
}

/**
 * Lite pools do not have this flow. The service model declares the exception; its text is derived from
 * UpdateUserPool's.
 */
export function assertChoiceAllowed({ pool, client }: Attempt): void {
  assertFlowAllowed(client, 'ALLOW_USER_AUTH', 'USER_AUTH flow not enabled for this client');
  if (pool.settings.tier === 'LITE') {
    throw new Refusal(
      'FeatureUnavailableInTierException',
      'The following features need to be disabled for the LITE pricing tier configured: Choice-Based Sign-In',
    );
  }
}

function ask(attempt: Attempt, claimant: Claimant, name: FirstFactor | 'SELECT_CHALLENGE') {
  return {
    ChallengeName: name,
    ChallengeParameters: {},
    Session: attempt.sessions.open(attempt, { name, claimant }, attempt.now),
  };
}

/** Verifies PASSWORD, or starts SRP with SRP_A. */
export function takeFirstFactor(attempt: Attempt, claimant: Claimant, factor: FirstFactor): object {
  return factor === 'PASSWORD'
    ? afterPassword(attempt, checkPassword(claimant, requiredParameter(attempt, 'PASSWORD'), attempt.now))
    : challengeWithSrp(attempt, claimant, true);
}

/**
 * USER_AUTH starts the preferred challenge, or SELECT_CHALLENGE if the emulator does not support the preference
 * (developer guide, "Authentication flows", choice-based sign-in). A preference without its parameter returns that
 * challenge first.
 */
export function startByChoice(attempt: Attempt, claimant: Claimant): object {
  const { client, parameters } = attempt;
  const preferred = firstFactorOf(parameters.get('PREFERRED_CHALLENGE'));
  if (preferred === undefined || client.settings.preferredChallenge === 'ignored') {
    return { ...ask(attempt, claimant, 'SELECT_CHALLENGE'), AvailableChallenges: AVAILABLE };
  }
  const isGiven = parameters.has(preferred === 'PASSWORD' ? 'PASSWORD' : 'SRP_A');
  return isGiven ? takeFirstFactor(attempt, claimant, preferred) : ask(attempt, claimant, preferred);
}

/** Handles the answer to SELECT_CHALLENGE, which also contains the parameter of the chosen challenge. */
export function answerChoice(attempt: Attempt, claimant: Claimant): object {
  const answer = requiredParameter(attempt, 'ANSWER');
  const factor = firstFactorOf(answer);
  if (factor === undefined) {
    throw ['EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'].includes(answer)
      ? notEmulated(`first factor ${answer}`)
      : invalidParameter(`Invalid ANSWER ${answer}.`);
  }
  return takeFirstFactor(attempt, claimant, factor);
}
