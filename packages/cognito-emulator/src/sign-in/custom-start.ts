import { type Attempt, requiredParameter } from './attempt.ts';
import type { Claimant } from './challenge-sessions.ts';
import { continueCustom } from './custom-flow.ts';
import { challengeWithSrp } from './srp-flow.ts';

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
