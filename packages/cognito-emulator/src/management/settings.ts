/** Translates requests that create user pools and app clients into settings of the emulator. */
import type { AppClientRequest } from '../app-client.ts';
import { choice, flag, listOf, type Members, structure, text, wholeNumber } from '../members.ts';
import type { PasswordPolicy, PoolRequest } from '../pool-settings.ts';
import { invalidParameter } from '../refusals.ts';

const usernameAttributes = choice(['email', 'phone_number']);
const aliasAttributes = choice(['email', 'phone_number', 'preferred_username']);
const explicitAuthFlow = choice([
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_CLIENT_TOKEN_AUTH',
]);
const oauthFlow = choice(['client_credentials', 'code', 'implicit']);
const userExistence = choice(['ENABLED', 'LEGACY']);

const deviceConfiguration = structure((members) =>
  members.optional('DeviceOnlyRememberedOnUserPrompt', flag) ? ('user-opt-in' as const) : ('always' as const),
);
const usernameConfiguration = structure((members) => members.optional('CaseSensitive', flag) ?? false);
const passwordPolicy = structure(
  (members): Partial<PasswordPolicy> => ({
    minimumLength: members.optional('MinimumLength', wholeNumber(6, 99)) ?? 8,
    requireUppercase: members.optional('RequireUppercase', flag) ?? false,
    requireLowercase: members.optional('RequireLowercase', flag) ?? false,
    requireNumbers: members.optional('RequireNumbers', flag) ?? false,
    requireSymbols: members.optional('RequireSymbols', flag) ?? false,
    historySize: members.optional('PasswordHistorySize', wholeNumber(0, 24)) ?? 0,
    temporaryPasswordValidityDays: members.optional('TemporaryPasswordValidityDays', wholeNumber(0, 365)) ?? 7,
  }),
);
const policies = structure((members) => members.optional('PasswordPolicy', passwordPolicy));
const adminCreateUserConfig = structure((members) => members.optional('AllowAdminCreateUserOnly', flag) ?? false);
const schemaAttribute = structure((members) => ({
  name: members.required('Name', text({ minLength: 1, maxLength: 20 })),
  isRequired: members.optional('Required', flag) ?? false,
}));
const tier = choice(['LITE', 'ESSENTIALS', 'PLUS']);

const timeUnit = choice(['seconds', 'minutes', 'hours', 'days']);
const SECONDS = { seconds: 1, minutes: 60, hours: 60 * 60, days: 24 * 60 * 60 } as const;
const units = structure((members) => ({
  access: members.optional('AccessToken', timeUnit) ?? 'hours',
  id: members.optional('IdToken', timeUnit) ?? 'hours',
  refresh: members.optional('RefreshToken', timeUnit) ?? 'days',
}));
const validity = wholeNumber(1, 86_400);
const rotation = structure((members) => ({
  isEnabled: members.required('Feature', choice(['ENABLED', 'DISABLED'])) === 'ENABLED',
  gracePeriodSeconds: members.optional('RetryGracePeriodSeconds', wholeNumber(0, 60)) ?? 0,
}));
const writeAttribute = text({ minLength: 1, maxLength: 2048 });

const scopeName = text({ minLength: 1, maxLength: 256 });
const callbackUrl = text({ minLength: 1, maxLength: 1024 });

/** The members of CreateUserPool. */
export function readPoolRequest(members: Members): PoolRequest {
  const policy = members.optional('Policies', policies);
  const attributes = members.optional('Schema', listOf(schemaAttribute)) ?? [];
  const pricing = members.optional('UserPoolTier', tier);
  return {
    ...(policy && { passwordPolicy: policy }),
    ...(pricing && { tier: pricing }),
    requiredAttributes: attributes.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    customAttributes: attributes.filter(({ isRequired }) => !isRequired).map(({ name }) => `custom:${name}`),
    allowAdminCreateUserOnly: members.optional('AdminCreateUserConfig', adminCreateUserConfig) ?? false,
    autoVerifiedAttributes: members.optional('AutoVerifiedAttributes', listOf(usernameAttributes)) ?? [],
    usernameAttributes: members.optional('UsernameAttributes', listOf(usernameAttributes)) ?? [],
    aliasAttributes: members.optional('AliasAttributes', listOf(aliasAttributes)) ?? [],
    // Usernames are case-sensitive by default (service model, UsernameConfigurationType).
    caseSensitive: members.optional('UsernameConfiguration', usernameConfiguration) ?? true,
    deviceTracking: members.optional('DeviceConfiguration', deviceConfiguration) ?? 'off',
  };
}

/** The members of CreateUserPoolClient. */
export function readClientInput(members: Members) {
  const unit = members.optional('TokenValidityUnits', units) ?? units.blank;
  return {
    flows: members.optional('ExplicitAuthFlows', listOf(explicitAuthFlow)),
    rotation: members.optional('RefreshTokenRotation', rotation),
    accessTokenValiditySeconds: (members.optional('AccessTokenValidity', validity) ?? 1) * SECONDS[unit.access],
    idTokenValiditySeconds: (members.optional('IdTokenValidity', validity) ?? 1) * SECONDS[unit.id],
    refreshTokenValiditySeconds: (members.optional('RefreshTokenValidity', validity) ?? 30) * SECONDS[unit.refresh],
    authSessionValidityMinutes: members.optional('AuthSessionValidity', wholeNumber(3, 15)) ?? 3,
    enableTokenRevocation: members.optional('EnableTokenRevocation', flag) ?? true,
    writeAttributes: members.optional('WriteAttributes', listOf(writeAttribute)) ?? ('all' as const),
    secret: members.optional('GenerateSecret', flag) ?? false,
    preventUserExistenceErrors: members.optional('PreventUserExistenceErrors', userExistence) ?? 'LEGACY',
    oauthFlows: members.optional('AllowedOAuthFlows', listOf(oauthFlow)) ?? [],
    oauthFlowsUserPoolClient: members.optional('AllowedOAuthFlowsUserPoolClient', flag) ?? false,
    scopes: members.optional('AllowedOAuthScopes', listOf(scopeName)) ?? [],
    callbackUrls: members.optional('CallbackURLs', listOf(callbackUrl)) ?? [],
  };
}

/**
 * @throws Refusal of a client that Cognito does not create. The texts about flows are not documented.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
export function clientRequestOf(input: ReturnType<typeof readClientInput>): AppClientRequest {
  const { flows, rotation, ...request } = input;
  if (rotation?.isEnabled && flows?.includes('ALLOW_REFRESH_TOKEN_AUTH')) {
    throw invalidParameter('ALLOW_REFRESH_TOKEN_AUTH is not supported when refresh token rotation is enabled.');
  }
  return {
    ...request,
    ...(flows && { flows }),
    refreshTokenRotation: rotation?.isEnabled ? { gracePeriodSeconds: rotation.gracePeriodSeconds } : false,
  };
}
