import { assert, invalidParameter, Refusal } from './refusals.ts';
import type { CustomAuthTriggers } from './triggers.ts';

/** A password policy, with Cognito's defaults. */
class PasswordPolicy {
  readonly minimumLength: number = 8;
  readonly requireUppercase: boolean = true;
  readonly requireLowercase: boolean = true;
  readonly requireNumbers: boolean = true;
  readonly requireSymbols: boolean = true;
  readonly temporaryPasswordValidityDays: number = 7;
  /** The number of last passwords, including the current one, that cannot be reused. 0 allows any. */
  readonly passwordHistorySize: number = 0;
}

export type UsernameAttribute = 'email' | 'phone_number';
export type AliasAttribute = UsernameAttribute | 'preferred_username';

/** Factors with a code that Cognito sends. The emulator returns the challenge but does not accept an answer. */
export type MessageFactor = 'SMS_MFA' | 'EMAIL_OTP';

/** The settings of a user pool, with Cognito's defaults. */
export class PoolSettings {
  readonly region: string = 'eu-west-1';
  readonly name: string = '';
  /** Sign-in names that replace the username, which is then a generated UUID. */
  readonly usernameAttributes: readonly UsernameAttribute[] = [];
  /**
   * The answer to a username that differs from the username attribute in the same call, such as `ada@example.com` and
   * the attribute `email=grace@example.com`. `attribute-wins`: the given username does not find the user, `sub` does.
   */
  readonly differentUsernameAttribute: 'refused' | 'attribute-wins' = 'refused';
  /** Sign-in names in addition to the username. */
  readonly aliasAttributes: readonly AliasAttribute[] = [];
  readonly caseSensitive: boolean = false;
  readonly passwordPolicy: PasswordPolicy = new PasswordPolicy();
  readonly tier: 'LITE' | 'ESSENTIALS' | 'PLUS' = 'ESSENTIALS';
  /** The wording of messages that Cognito has changed over the years. Both are still seen. */
  readonly wording: 'today' | 'older' = 'today';
  readonly requiredAttributes: readonly string[] = [];
  /** With the prefix `custom:`. */
  readonly customAttributes: readonly string[] = [];
  readonly mfa: 'OFF' | 'OPTIONAL' | 'ON' = 'OFF';
  /** Allows authenticator apps. */
  readonly softwareTokenMfa: boolean = false;
  /** With `mfa: 'ON'`, a user whose e-mail address or phone number is set has the factor for it. */
  readonly messageMfa: readonly MessageFactor[] = [];
  /** The answer after MFA_SETUP. Cognito returns tokens; its documentation describes another challenge. */
  readonly afterMfaSetup: 'tokens' | 'software-token-mfa' = 'tokens';
  /**
   * The parameter of SELECT_MFA_TYPE that lists the choices. SDKs read the first, the developer guide names the second.
   */
  readonly mfaChoiceParameter: 'MFAS_CAN_CHOOSE' | 'MFAS_CAN_SELECT' = 'MFAS_CAN_CHOOSE';
  readonly groups: readonly string[] = [];
  readonly allowAdminCreateUserOnly: boolean = false;
  /** The attributes to which SignUp sends a code. */
  readonly autoVerifiedAttributes: readonly UsernameAttribute[] = [];
  /**
   * The number of empty pages with a token before each page with users. Cognito returns such pages for selective
   * filters.
   */
  readonly emptyPages: number = 0;
  /** DeviceConfiguration. `user-opt-in` is DeviceOnlyRememberedOnUserPrompt. */
  readonly deviceTracking: 'off' | 'always' | 'user-opt-in' = 'off';
  /** The prefix of the user pool domain. Empty for none, so without a token endpoint and a login page. */
  readonly domain: string = '';
  /** ManagedLoginVersion of the domain: 1 is the classic hosted UI, 2 managed login. */
  readonly managedLoginVersion: 1 | 2 = 1;
  /** The form of Location at the authorize endpoint. Cognito uses both. */
  readonly loginLocation: 'path' | 'url' = 'path';
  /** The answer to a form that does not lead to a code: a page or a redirect to one. Cognito uses both. */
  readonly loginAnswer: 'page' | 'redirect' = 'page';
  /** Enables threat protection that refuses a sign-in at the login page without a browser fingerprint. */
  readonly refusesWithoutFingerprint: boolean = false;
  /** The triggers of CUSTOM_AUTH, which Cognito refuses without them. */
  readonly customAuth: CustomAuthTriggers | undefined;
}

/** The settings of a user pool to create. Defaults are those of Cognito. */
export interface PoolRequest extends Partial<Omit<PoolSettings, 'passwordPolicy'>> {
  readonly passwordPolicy?: Partial<PasswordPolicy>;
}

function assertPoolCanExist(settings: PoolSettings): void {
  const { tier, usernameAttributes, aliasAttributes, mfa, softwareTokenMfa, messageMfa, passwordPolicy } = settings;
  const hasBothAttributes = usernameAttributes.length > 0 && aliasAttributes.length > 0;
  const hasFactor = softwareTokenMfa || messageMfa.length > 0;
  const hasHistory = passwordPolicy.passwordHistorySize > 0;
  const hasManagedLogin = settings.managedLoginVersion === 2;
  const hasThreatProtection = settings.refusesWithoutFingerprint;
  const isLite = tier === 'LITE';
  assert(!(hasHistory && isLite), invalidParameter, 'Password history needs the Essentials or Plus tier.');
  assert(!hasBothAttributes, invalidParameter, 'A pool has username attributes or alias attributes, not both.');
  assert(mfa === 'OFF' || hasFactor, invalidParameter, 'A pool with MFA needs softwareTokenMfa or messageMfa.');
  assert(!(hasManagedLogin && isLite), invalidParameter, 'Managed login needs the Essentials or Plus tier.');
  assert(!hasThreatProtection || tier === 'PLUS', invalidParameter, 'Threat protection needs the Plus tier.');
}

/**
 * Completes the settings of a new pool with Cognito's defaults.
 *
 * @throws Refusal `InvalidParameterException` if Cognito would not create such a pool.
 */
export function resolvePoolSettings({ passwordPolicy, ...request }: PoolRequest): PoolSettings {
  const settings: PoolSettings = {
    ...new PoolSettings(),
    ...request,
    passwordPolicy: { ...new PasswordPolicy(), ...passwordPolicy },
  };
  assertPoolCanExist(settings);
  return settings;
}

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
  const rules = {
    'not long enough': password.length >= policy.minimumLength,
    'must have uppercase characters': !policy.requireUppercase || /[A-Z]/.test(password),
    'must have lowercase characters': !policy.requireLowercase || /[a-z]/.test(password),
    'must have numeric characters': !policy.requireNumbers || /[0-9]/.test(password),
    'must have symbol characters': !policy.requireSymbols || SYMBOL.test(password),
  };
  const [broken] = Object.entries(rules).find(([, isMet]) => !isMet) ?? [];
  if (broken !== undefined) {
    throw new Refusal('InvalidPasswordException', `Password did not conform with policy: Password ${broken}`);
  }
}

/**
 * Checks if a user may set this password.
 *
 * @throws Refusal for a password that violates the policy or is in the password history.
 */
export function assertPasswordAllowed(password: string, earlier: readonly string[], policy: PasswordPolicy): void {
  assertPasswordMeetsPolicy(password, policy);
  if (earlier.slice(0, policy.passwordHistorySize).includes(password)) {
    throw new Refusal('PasswordHistoryPolicyViolationException', 'Password has previously been used.');
  }
}
