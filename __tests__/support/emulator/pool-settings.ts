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

export type PoolSettings = {
  readonly region: string;
  /** Sign-in names instead of a username: the real username is then a generated UUID. */
  readonly usernameAttributes: readonly UsernameAttribute[];
  /** Sign-in names beside the username. */
  readonly aliasAttributes: readonly AliasAttribute[];
  readonly caseSensitive: boolean;
  readonly passwordPolicy: PasswordPolicy;
  readonly tier: 'LITE' | 'ESSENTIALS' | 'PLUS';
  readonly requiredAttributes: readonly string[];
  /** With the prefix `custom:`. */
  readonly customAttributes: readonly string[];
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
    requiredAttributes: [],
    customAttributes: [],
    ...request,
    passwordPolicy: { ...newPoolPolicy, ...passwordPolicy },
  };
  assertPoolCanExist(settings);
  return settings;
};
