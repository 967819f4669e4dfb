import type { ServiceEvidence } from '../service-failure.ts';

/** Names the clock first if it is suspect and the call depends on it: SRP proofs and TOTP codes contain the time. */
export function orWrongClock(problem: string, fix: string) {
  const dependsOnClock = ({ call: { about = '' }, isClockSuspect = false }: ServiceEvidence) =>
    isClockSuspect && /^(PASSWORD_VERIFIER|SOFTWARE_TOKEN_MFA)$/.test(about);
  return {
    problem: (evidence: ServiceEvidence) =>
      dependsOnClock(evidence) ? `the runner's clock is wrong, or ${problem}` : problem,
    fix: (evidence: ServiceEvidence) =>
      dependsOnClock(evidence) ? `Correct the runner's clock, best with NTP. ${fix}` : fix,
  };
}
