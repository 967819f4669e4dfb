export type PasswordPolicy = {
  readonly minimumLength: number;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly temporaryPasswordValidityDays: number;
  /** How many passwords, the present one included, may not be set again. 0: any may. */
  readonly historySize: number;
};

export type UsernameAttribute = 'email' | 'phone_number';
export type AliasAttribute = UsernameAttribute | 'preferred_username';

/** Factors whose code Cognito sends. The emulator asks for them, and takes no answer. */
export type MessageFactor = 'SMS_MFA' | 'EMAIL_OTP';

export type PoolSettings = {
  readonly region: string;
  /** Sign-in names instead of a username: the real username is then a generated UUID. */
  readonly usernameAttributes: readonly UsernameAttribute[];
  /** Sign-in names beside the username. */
  readonly aliasAttributes: readonly AliasAttribute[];
  readonly caseSensitive: boolean;
  readonly passwordPolicy: PasswordPolicy;
  readonly tier: 'LITE' | 'ESSENTIALS' | 'PLUS';
  /** How what Cognito says in other words than in former years is said: seen are both. */
  readonly wording: 'today' | 'older';
  readonly requiredAttributes: readonly string[];
  /** With the prefix `custom:`. */
  readonly customAttributes: readonly string[];
  readonly mfa: 'OFF' | 'OPTIONAL' | 'ON';
  /** Whether users may have an authenticator app. */
  readonly softwareTokenMfa: boolean;
  /** With `mfa: 'ON'`, a user who has the e-mail address or phone number for one of them has that factor. */
  readonly messageMfa: readonly MessageFactor[];
  /** How Cognito goes on after the answer to MFA_SETUP: seen are tokens, documented is one more challenge. */
  readonly afterMfaSetup: 'tokens' | 'software-token-mfa';
  /** Where SELECT_MFA_TYPE lists the choices: clients read the first, the developer guide writes the second. */
  readonly mfaChoiceParameter: 'MFAS_CAN_CHOOSE' | 'MFAS_CAN_SELECT';
  /** How VerifySoftwareToken answers a wrong code: by an exception, or with status 200 and `Status: ERROR`. */
  readonly wrongSetupCode: 'exception' | 'status-error';
  readonly groups: readonly string[];
  readonly allowAdminCreateUserOnly: boolean;
  /** What SignUp sends a code to. */
  readonly autoVerifiedAttributes: readonly UsernameAttribute[];
  /** How many empty pages, each with a token, ListUsers gives before each page with users. Cognito does, where a filter passes few. */
  readonly emptyPages: number;
  /**
   * What ListUsers gives for token. `opaque`, as Cognito does: it goes on after the last user listed. `positions`: it counts the
   * users before, so that deleting some moves the others to pages that were given already. `repeated`: the same one with every
   * page, for the second. `empty`: opaque, and an empty one with the last page.
   */
  readonly pageTokens: 'opaque' | 'positions' | 'repeated' | 'empty';
  /** DeviceConfiguration. `user-opt-in` stands for its DeviceOnlyRememberedOnUserPrompt. */
  readonly deviceTracking: 'off' | 'always' | 'user-opt-in';
  /** The prefix of the user pool domain; empty for none, so without token endpoint and login page. */
  readonly domain: string;
  /** ManagedLoginVersion of the domain. 1 is the classic hosted UI, 2 managed login. */
  readonly managedLoginVersion: 1 | 2;
  /** Where the authorize endpoint leads: Location is seen as a path and as a whole URL. */
  readonly loginLocation: 'path' | 'url';
  /** How the login page answers a form that does not lead to a code: by a page, or by a redirect to one. Both are seen. */
  readonly loginAnswer: 'page' | 'redirect';
  /** Threat protection that refuses a sign-in at the login page without the browser's fingerprint. */
  readonly refusesWithoutFingerprint: boolean;
};

/** What a test asks for; everything left out is as Cognito makes a new pool. */
export type PoolRequest = Partial<Omit<PoolSettings, 'passwordPolicy'>> & {
  readonly passwordPolicy?: Partial<PasswordPolicy>;
};

const newPoolPolicy: PasswordPolicy = {
  minimumLength: 8,
  requireUppercase: true,
  requireLowercase: true,
  requireNumbers: true,
  requireSymbols: true,
  temporaryPasswordValidityDays: 7,
  historySize: 0,
};

const assertPoolCanExist = (settings: PoolSettings): void => {
  const { minimumLength, historySize } = settings.passwordPolicy;
  if (minimumLength < 6 || minimumLength > 99) {
    throw new RangeError(`A pool's minimumLength is 6 to 99, not ${minimumLength}.`);
  }
  if (historySize < 0 || historySize > 24) {
    throw new RangeError(`A pool's historySize is 0 to 24, not ${historySize}.`);
  }
  if (historySize > 0 && settings.tier === 'LITE') {
    throw new RangeError('Password history needs the Essentials or Plus tier.');
  }
  if (settings.usernameAttributes.length > 0 && settings.aliasAttributes.length > 0) {
    throw new RangeError('A pool has username attributes or alias attributes, not both.');
  }
  if (settings.mfa !== 'OFF' && !settings.softwareTokenMfa && settings.messageMfa.length === 0) {
    throw new RangeError('A pool with MFA needs softwareTokenMfa or messageMfa.');
  }
  if (settings.managedLoginVersion === 2 && settings.tier === 'LITE') {
    throw new RangeError('Managed login needs the Essentials or Plus tier.');
  }
  if (settings.refusesWithoutFingerprint && settings.tier !== 'PLUS') {
    throw new RangeError('Threat protection needs the Plus tier.');
  }
};

/**
 * Settings of a new pool, completed with Cognito's defaults.
 *
 * @throws RangeError when Cognito would not create such a pool.
 */
export const resolvePoolSettings = ({ passwordPolicy, ...request }: PoolRequest): PoolSettings => {
  const settings: PoolSettings = {
    region: 'eu-west-1',
    usernameAttributes: [],
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
    wrongSetupCode: 'exception',
    groups: [],
    allowAdminCreateUserOnly: false,
    autoVerifiedAttributes: [],
    emptyPages: 0,
    pageTokens: 'opaque',
    deviceTracking: 'off',
    domain: '',
    managedLoginVersion: 1,
    loginLocation: 'path',
    loginAnswer: 'page',
    refusesWithoutFingerprint: false,
    ...request,
    passwordPolicy: { ...newPoolPolicy, ...passwordPolicy },
  };
  assertPoolCanExist(settings);
  return settings;
};
