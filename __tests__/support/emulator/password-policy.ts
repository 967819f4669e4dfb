import type { PasswordPolicy } from './pool-settings.ts';
import { Refusal } from './refusals.ts';

/**
 * The symbols that satisfy RequireSymbols, as the developer guide lists them ("Managing user passwords"). The guide
 * also counts an inner space, which the API's own model never lets through.
 */
const symbol = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]/;

/**
 * Letters and digits outside basic Latin count for no class.
 *
 * @throws Refusal `InvalidPasswordException`, naming the first rule that the password breaks.
 */
export const assertPasswordMeetsPolicy = (password: string, policy: PasswordPolicy): void => {
  const rules = [
    { isMet: password.length >= policy.minimumLength, otherwise: 'Password not long enough' },
    { isMet: !policy.requireUppercase || /[A-Z]/.test(password), otherwise: 'Password must have uppercase characters' },
    { isMet: !policy.requireLowercase || /[a-z]/.test(password), otherwise: 'Password must have lowercase characters' },
    { isMet: !policy.requireNumbers || /[0-9]/.test(password), otherwise: 'Password must have numeric characters' },
    { isMet: !policy.requireSymbols || symbol.test(password), otherwise: 'Password must have symbol characters' },
  ];
  const broken = rules.find((rule) => !rule.isMet);
  if (broken) {
    throw new Refusal('InvalidPasswordException', `Password did not conform with policy: ${broken.otherwise}`);
  }
};

/**
 * Whether a user may have this as the next password.
 *
 * @throws Refusal for a password against the policy, or in the history that the policy keeps.
 */
export const assertPasswordAllowed = (password: string, earlier: readonly string[], policy: PasswordPolicy): void => {
  assertPasswordMeetsPolicy(password, policy);
  if (earlier.slice(0, policy.historySize).includes(password)) {
    throw new Refusal('PasswordHistoryPolicyViolationException', 'Password has previously been used.');
  }
};
