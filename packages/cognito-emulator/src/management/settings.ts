/** Translates requests that create user pools and app clients into settings of the emulator. */
import type { AppClientRequest } from '../app-client.ts';
import { choice, flag, type Input, listOf, optional, structure, text, wholeNumber } from '../members.ts';
import type { PoolRequest } from '../pool-settings.ts';
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

const passwordPolicy = structure({
  minimumLength: optional(wholeNumber(6, 99), 8),
  requireUppercase: optional(flag, false),
  requireLowercase: optional(flag, false),
  requireNumbers: optional(flag, false),
  requireSymbols: optional(flag, false),
  passwordHistorySize: optional(wholeNumber(0, 24), 0),
  temporaryPasswordValidityDays: optional(wholeNumber(0, 365), 7),
});
const schemaAttribute = structure({ name: text({ minLength: 1, maxLength: 20 }), required: optional(flag, false) });

/** The members of CreateUserPool. */
export const poolShape = {
  policies: optional(structure({ passwordPolicy: optional(passwordPolicy) })),
  schema: optional(listOf(schemaAttribute), []),
  userPoolTier: optional(choice(['LITE', 'ESSENTIALS', 'PLUS']), 'ESSENTIALS'),
  adminCreateUserConfig: optional(structure({ allowAdminCreateUserOnly: optional(flag, false) })),
  autoVerifiedAttributes: optional(listOf(usernameAttributes), []),
  usernameAttributes: optional(listOf(usernameAttributes), []),
  aliasAttributes: optional(listOf(aliasAttributes), []),
  usernameConfiguration: optional(structure({ caseSensitive: optional(flag, false) })),
  deviceConfiguration: optional(structure({ deviceOnlyRememberedOnUserPrompt: optional(flag, false) })),
};

export function poolRequestOf(input: Input<typeof poolShape>): PoolRequest {
  const { autoVerifiedAttributes, usernameAttributes, aliasAttributes, schema, deviceConfiguration } = input;
  const tracking = deviceConfiguration?.deviceOnlyRememberedOnUserPrompt ? 'user-opt-in' : 'always';
  const { passwordHistorySize: historySize, ...policy } = input.policies?.passwordPolicy ?? {};
  return {
    autoVerifiedAttributes,
    usernameAttributes,
    aliasAttributes,
    passwordPolicy: { ...policy, ...(historySize !== undefined && { historySize }) },
    tier: input.userPoolTier,
    requiredAttributes: schema.filter(({ required }) => required).map(({ name }) => name),
    customAttributes: schema.filter(({ required }) => !required).map(({ name }) => `custom:${name}`),
    allowAdminCreateUserOnly: input.adminCreateUserConfig?.allowAdminCreateUserOnly ?? false,
    // Usernames are case-sensitive by default (service model, UsernameConfigurationType).
    caseSensitive: input.usernameConfiguration?.caseSensitive ?? true,
    deviceTracking: deviceConfiguration === undefined ? 'off' : tracking,
  };
}

const timeUnit = choice(['seconds', 'minutes', 'hours', 'days']);
const SECONDS = { seconds: 1, minutes: 60, hours: 60 * 60, days: 24 * 60 * 60 } as const;
const units = structure({
  accessToken: optional(timeUnit, 'hours'),
  idToken: optional(timeUnit, 'hours'),
  refreshToken: optional(timeUnit, 'days'),
});
const rotation = structure({
  feature: choice(['ENABLED', 'DISABLED']),
  retryGracePeriodSeconds: optional(wholeNumber(0, 60), 0),
});
const validity = wholeNumber(1, 86_400);

/** The members of CreateUserPoolClient. */
export const clientShape = {
  tokenValidityUnits: optional(units, { accessToken: 'hours', idToken: 'hours', refreshToken: 'days' }),
  explicitAuthFlows: optional(listOf(explicitAuthFlow)),
  refreshTokenRotation: optional(rotation),
  accessTokenValidity: optional(validity, 1),
  idTokenValidity: optional(validity, 1),
  refreshTokenValidity: optional(validity, 30),
  authSessionValidity: optional(wholeNumber(3, 15), 3),
  enableTokenRevocation: optional(flag, true),
  writeAttributes: optional(listOf(text({ minLength: 1, maxLength: 2048 }))),
  generateSecret: optional(flag, false),
  preventUserExistenceErrors: optional(choice(['ENABLED', 'LEGACY']), 'LEGACY'),
  allowedOAuthFlows: optional(listOf(choice(['client_credentials', 'code', 'implicit'])), []),
  allowedOAuthFlowsUserPoolClient: optional(flag, false),
  allowedOAuthScopes: optional(listOf(text({ minLength: 1, maxLength: 256 })), []),
  callbackURLs: optional(listOf(text({ minLength: 1, maxLength: 1024 })), []),
};

/**
 * @throws Refusal of a client that Cognito does not create. The texts about flows are not documented.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
export function clientRequestOf(input: Input<typeof clientShape>): AppClientRequest {
  const { explicitAuthFlows: flows, refreshTokenRotation: rotated, tokenValidityUnits } = input;
  const isRotated = rotated?.feature === 'ENABLED';
  if (isRotated && flows?.includes('ALLOW_REFRESH_TOKEN_AUTH')) {
    throw invalidParameter('ALLOW_REFRESH_TOKEN_AUTH is not supported when refresh token rotation is enabled.');
  }
  return {
    ...(flows && { flows }),
    refreshTokenRotation: isRotated ? { gracePeriodSeconds: rotated.retryGracePeriodSeconds } : false,
    accessTokenValiditySeconds: input.accessTokenValidity * SECONDS[tokenValidityUnits.accessToken],
    idTokenValiditySeconds: input.idTokenValidity * SECONDS[tokenValidityUnits.idToken],
    refreshTokenValiditySeconds: input.refreshTokenValidity * SECONDS[tokenValidityUnits.refreshToken],
    authSessionValidityMinutes: input.authSessionValidity,
    enableTokenRevocation: input.enableTokenRevocation,
    writeAttributes: input.writeAttributes ?? 'all',
    secret: input.generateSecret,
    preventUserExistenceErrors: input.preventUserExistenceErrors,
    oauthFlows: input.allowedOAuthFlows,
    oauthFlowsUserPoolClient: input.allowedOAuthFlowsUserPoolClient,
    scopes: input.allowedOAuthScopes,
    callbackUrls: input.callbackURLs,
  };
}
