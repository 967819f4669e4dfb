import type { PasswordPolicy } from './pool-settings.ts';
import { Refusal } from './refusals.ts';

/**
 * The symbols that satisfy RequireSymbols (developer guide, "Managing user passwords"). The guide also lists inner
 * spaces, but the service model rejects them.
 */
const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]/;

/**
 * Counts only basic Latin letters and digits.
 *
 * @throws Refusal `InvalidPasswordException`, which names the first violated rule.
 */
export function assertPasswordMeetsPolicy(password: string, policy: PasswordPolicy): void {
  const rules = [
    { isMet: password.length >= policy.minimumLength, otherwise: 'Password not long enough' },
    { isMet: !policy.requireUppercase || /[A-Z]/.test(password), otherwise: 'Password must have uppercase characters' },
    { isMet: !policy.requireLowercase || /[a-z]/.test(password), otherwise: 'Password must have lowercase characters' },
    { isMet: !policy.requireNumbers || /[0-9]/.test(password), otherwise: 'Password must have numeric characters' },
    { isMet: !policy.requireSymbols || SYMBOL.test(password), otherwise: 'Password must have symbol characters' },
  ];
  const broken = rules.find((rule) => !rule.isMet);
  if (broken) {
    throw new Refusal('InvalidPasswordException', `Password did not conform with policy: ${broken.otherwise}`);
  }
}

/**
 * Checks if a user may set this password.
 *
 * @throws Refusal for a password that violates the policy or is in the password history.
 */
export function assertPasswordAllowed(password: string, earlier: readonly string[], policy: PasswordPolicy): void {
  assertPasswordMeetsPolicy(password, policy);
  if (earlier.slice(0, policy.historySize).includes(password)) {
    throw new Refusal('PasswordHistoryPolicyViolationException', 'Password has previously been used.');
  }
}
