import { assertRules } from './refusals.ts';
import type { CustomAuthTriggers } from './sign-in/custom-auth.ts';

export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly temporaryPasswordValidityDays: number;
  /** The number of last passwords, including the current one, that cannot be reused. 0 allows any. */
  readonly historySize: number;
}

export type UsernameAttribute = 'email' | 'phone_number';
export type AliasAttribute = UsernameAttribute | 'preferred_username';

/** Factors with a code that Cognito sends. The emulator returns the challenge but does not accept an answer. */
export type MessageFactor = 'SMS_MFA' | 'EMAIL_OTP';

export interface PoolSettings {
  readonly region: string;
  /** Sign-in names that replace the username, which is then a generated UUID. */
  readonly usernameAttributes: readonly UsernameAttribute[];
  /**
   * The answer to a username that differs from the username attribute in the same call, such as `ada@example.com` and
   * the attribute `email=grace@example.com`. `attribute-wins`: the given username does not find the user, `sub` does.
   */
  readonly differentUsernameAttribute: 'refused' | 'attribute-wins';
  /** Sign-in names in addition to the username. */
  readonly aliasAttributes: readonly AliasAttribute[];
  readonly caseSensitive: boolean;
  readonly passwordPolicy: PasswordPolicy;
  readonly tier: 'LITE' | 'ESSENTIALS' | 'PLUS';
  /** The wording of messages that Cognito has changed over the years. Both are still seen. */
  readonly wording: 'today' | 'older';
  readonly requiredAttributes: readonly string[];
  /** With the prefix `custom:`. */
  readonly customAttributes: readonly string[];
  readonly mfa: 'OFF' | 'OPTIONAL' | 'ON';
  /** Allows authenticator apps. */
  readonly softwareTokenMfa: boolean;
  /** With `mfa: 'ON'`, a user whose e-mail address or phone number is set has the factor for it. */
  readonly messageMfa: readonly MessageFactor[];
  /** The answer after MFA_SETUP. Cognito returns tokens; its documentation describes another challenge. */
  readonly afterMfaSetup: 'tokens' | 'software-token-mfa';
  /**
   * The parameter of SELECT_MFA_TYPE that lists the choices. SDKs read the first, the developer guide names the second.
   */
  readonly mfaChoiceParameter: 'MFAS_CAN_CHOOSE' | 'MFAS_CAN_SELECT';
  readonly groups: readonly string[];
  readonly allowAdminCreateUserOnly: boolean;
  /** The attributes to which SignUp sends a code. */
  readonly autoVerifiedAttributes: readonly UsernameAttribute[];
  /**
   * The number of empty pages with a token before each page with users. Cognito returns such pages for selective
   * filters.
   */
  readonly emptyPages: number;
  /** DeviceConfiguration. `user-opt-in` is DeviceOnlyRememberedOnUserPrompt. */
  readonly deviceTracking: 'off' | 'always' | 'user-opt-in';
  /** The prefix of the user pool domain. Empty for none, so without a token endpoint and a login page. */
  readonly domain: string;
  /** ManagedLoginVersion of the domain: 1 is the classic hosted UI, 2 managed login. */
  readonly managedLoginVersion: 1 | 2;
  /** The form of Location at the authorize endpoint. Cognito uses both. */
  readonly loginLocation: 'path' | 'url';
  /** The answer to a form that does not lead to a code: a page or a redirect to one. Cognito uses both. */
  readonly loginAnswer: 'page' | 'redirect';
  /** Enables threat protection that refuses a sign-in at the login page without a browser fingerprint. */
  readonly refusesWithoutFingerprint: boolean;
  /** The triggers of CUSTOM_AUTH, which Cognito refuses without them. */
  readonly customAuth: CustomAuthTriggers | undefined;
}

/** The settings of a user pool to create. Defaults are those of Cognito. */
export interface PoolRequest extends Partial<Omit<PoolSettings, 'passwordPolicy'>> {
  readonly passwordPolicy?: Partial<PasswordPolicy>;
}

const NEW_POOL_POLICY: PasswordPolicy = {
  minimumLength: 8,
  requireUppercase: true,
  requireLowercase: true,
  requireNumbers: true,
  requireSymbols: true,
  temporaryPasswordValidityDays: 7,
  historySize: 0,
};

function assertPoolCanExist(settings: PoolSettings): void {
  const { tier, usernameAttributes, aliasAttributes, mfa, softwareTokenMfa, messageMfa } = settings;
  const rules = [
    {
      isBroken: settings.passwordPolicy.historySize > 0 && tier === 'LITE',
      otherwise: 'Password history needs the Essentials or Plus tier.',
    },
    {
      isBroken: usernameAttributes.length > 0 && aliasAttributes.length > 0,
      otherwise: 'A pool has username attributes or alias attributes, not both.',
    },
    {
      isBroken: mfa !== 'OFF' && !softwareTokenMfa && messageMfa.length === 0,
      otherwise: 'A pool with MFA needs softwareTokenMfa or messageMfa.',
    },
    {
      isBroken: settings.managedLoginVersion === 2 && tier === 'LITE',
      otherwise: 'Managed login needs the Essentials or Plus tier.',
    },
    {
      isBroken: settings.refusesWithoutFingerprint && tier !== 'PLUS',
      otherwise: 'Threat protection needs the Plus tier.',
    },
  ];
  assertRules(rules);
}

/**
 * Completes the settings of a new pool with Cognito's defaults.
 *
 * @throws Refusal `InvalidParameterException` if Cognito would not create such a pool.
 */
export function resolvePoolSettings({ passwordPolicy, ...request }: PoolRequest): PoolSettings {
  const settings: PoolSettings = {
    region: 'eu-west-1',
    usernameAttributes: [],
    differentUsernameAttribute: 'refused',
    aliasAttributes: [],
    caseSensitive: false,
    tier: 'ESSENTIALS',
    wording: 'today',
    requiredAttributes: [],
    customAttributes: [],
    mfa: 'OFF',
    softwareTokenMfa: false,
    messageMfa: [],
    afterMfaSetup: 'tokens',
    mfaChoiceParameter: 'MFAS_CAN_CHOOSE',
    groups: [],
    allowAdminCreateUserOnly: false,
    autoVerifiedAttributes: [],
    emptyPages: 0,
    deviceTracking: 'off',
    domain: '',
    managedLoginVersion: 1,
    loginLocation: 'path',
    loginAnswer: 'page',
    refusesWithoutFingerprint: false,
    customAuth: undefined,
    ...request,
    passwordPolicy: { ...NEW_POOL_POLICY, ...passwordPolicy },
  };
  assertPoolCanExist(settings);
  return settings;
}
