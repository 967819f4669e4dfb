import { type AppClientRequest, EXPLICIT_AUTH_FLOWS } from '../app-client.ts';
import {
  choice,
  flag,
  groupName,
  type Input,
  listOf,
  optional,
  pageToken,
  structure,
  text,
  username,
  wholeNumber,
} from '../members.ts';
import { accountOperation, existingUser, type Operations, signedOperation } from '../operation.ts';
import type { PoolRequest } from '../pool-settings.ts';
import { assert, invalidParameter, Refusal } from '../refusals.ts';
import type { UserPool } from '../user-pool.ts';

const usernameAttributes = choice(['email', 'phone_number']);
const aliasAttributes = choice(['email', 'phone_number', 'preferred_username']);
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
const poolShape = {
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

function poolRequestOf(input: Input<typeof poolShape>): PoolRequest {
  const { autoVerifiedAttributes, usernameAttributes, aliasAttributes, schema, deviceConfiguration } = input;
  const tracking = deviceConfiguration?.deviceOnlyRememberedOnUserPrompt ? 'user-opt-in' : 'always';
  return {
    autoVerifiedAttributes,
    usernameAttributes,
    aliasAttributes,
    passwordPolicy: input.policies?.passwordPolicy ?? {},
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
const clientShape = {
  tokenValidityUnits: optional(units, { accessToken: 'hours', idToken: 'hours', refreshToken: 'days' }),
  explicitAuthFlows: optional(listOf(choice(EXPLICIT_AUTH_FLOWS))),
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
function clientRequestOf(input: Input<typeof clientShape>): AppClientRequest {
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

const poolName = text({ minLength: 1, maxLength: 128, pattern: String.raw`[\w\s+=,.@-]+` });
const poolsPerPage = wholeNumber(1, 60);
const mfa = choice(['OFF', 'ON', 'OPTIONAL']);
const softwareToken = structure({ enabled: optional(flag, false) });

const domainName = text({ minLength: 1, maxLength: 63, pattern: '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?' });
const identifier = text({ minLength: 1, maxLength: 256 });

/** Reserved by Cognito (developer guide, "Using the Amazon Cognito domain for the hosted UI"). */
const RESERVED_WORDS = /aws|amazon|cognito/;

function describe({ id, createdAt, settings: { name, domain } }: UserPool): object {
  return { Id: id, Name: name, CreationDate: createdAt / 1000, ...(domain !== '' && { Domain: domain }) };
}

export const userPoolOperations: Operations = {
  CreateUserPool: accountOperation({ poolName, ...poolShape }, (input, { region }, service) => ({
    UserPool: describe(service.createPool({ ...poolRequestOf(input), name: input.poolName, region })),
  })),

  DeleteUserPool: signedOperation({}, (_, pool, { pools }) => {
    if (pool.settings.domain !== '') {
      throw invalidParameter('User pool cannot be deleted. It has a domain configured that should be deleted first.');
    }
    pools.delete(pool.id);
    return undefined;
  }),

  DescribeUserPool: signedOperation({}, (_, pool) => ({ UserPool: describe(pool) })),

  ListUserPools: accountOperation(
    { maxResults: poolsPerPage, nextToken: optional(pageToken) },
    ({ maxResults, nextToken }, { region }, { pools }) => {
      const all = [...pools.values()].filter(({ settings }) => settings.region === region);
      const start = all.findIndex(({ id }) => id === nextToken) + 1;
      const page = all.slice(start, start + maxResults);
      const last = page.at(-1);
      const hasMore = last !== undefined && start + maxResults < all.length;
      return { UserPools: page.map(describe), ...(hasMore && { NextToken: last.id }) };
    },
  ),

  SetUserPoolMfaConfig: signedOperation(
    { mfaConfiguration: optional(mfa, 'OFF'), softwareTokenMfaConfiguration: optional(softwareToken) },
    ({ mfaConfiguration, softwareTokenMfaConfiguration }, pool) => {
      const { enabled = false } = softwareTokenMfaConfiguration ?? {};
      pool.change({ mfa: mfaConfiguration, softwareTokenMfa: enabled });
      return { SoftwareTokenMfaConfiguration: { Enabled: enabled }, MfaConfiguration: mfaConfiguration };
    },
  ),

  AdminDisableUser: signedOperation({ username }, (input, pool) => {
    existingUser(pool, input.username).enabled = false;
    return {};
  }),

  CreateGroup: signedOperation({ groupName }, ({ groupName: name }, pool) => {
    assert(!pool.groups.has(name), () => new Refusal('GroupExistsException', 'A group with the name already exists.'));
    pool.groups.add(name);
    return { Group: { GroupName: name } };
  }),

  /** The emulator lets a client have any scope, so it does not check that a resource server defines it. */
  CreateResourceServer: signedOperation({ identifier }, (input) => ({
    ResourceServer: { Identifier: input.identifier },
  })),

  CreateUserPoolClient: signedOperation(clientShape, (input, pool) => {
    const { id, secret } = pool.createClient(clientRequestOf(input));
    return { UserPoolClient: { ClientId: id, ...(secret !== undefined && { ClientSecret: secret }) } };
  }),

  CreateUserPoolDomain: signedOperation({ domain: domainName }, ({ domain }, pool, { pools }) => {
    const [reserved] = RESERVED_WORDS.exec(domain) ?? [];
    assert(reserved === undefined, invalidParameter, `Domain cannot contain reserved word: ${reserved}`);
    if ([...pools.values()].some(({ settings }) => settings.domain === domain)) {
      throw invalidParameter('Domain already associated with another user pool.');
    }
    pool.change({ domain });
    return {};
  }),

  DeleteUserPoolDomain: signedOperation({ domain: domainName }, ({ domain }, pool) => {
    assert(pool.settings.domain === domain, invalidParameter, 'No such domain or user pool exists.');
    pool.change({ domain: '' });
    return {};
  }),
};
