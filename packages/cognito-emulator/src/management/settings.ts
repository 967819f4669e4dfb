/**
 * Translates requests that create user pools and app clients into settings of the strict emulator. It knows the members
 * that plans.ts sets.
 */
import type { AppClientRequest } from '../app-client.ts';
import { choice, flag, type Kind, type Members, text, textList } from '../members.ts';
import type { PoolRequest } from '../pool-settings.ts';
import { structure } from './structure.ts';

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

const deviceConfiguration = structure((members) => ({
  onPrompt: members.optional('DeviceOnlyRememberedOnUserPrompt', flag) ?? false,
}));
const usernameConfiguration = structure((members) => ({
  caseSensitive: members.optional('CaseSensitive', flag) ?? false,
}));

const scopeName = text({ minLength: 1, maxLength: 256 });
const callbackUrl = text({ minLength: 1, maxLength: 1024 });

/** A list of values of an enumeration. */
function choices<V extends string>(entry: Kind<V>): Kind<readonly V[]> {
  return {
    blank: [],
    read: (list, path, problems) =>
      textList(text({}))
        .read(list, path, problems)
        .map((value, index) => entry.read(value, `${path}.${index + 1}.member`, problems)),
  };
}

/** The members of CreateUserPool. */
export function readPoolRequest(members: Members): PoolRequest {
  const devices = members.optional('DeviceConfiguration', deviceConfiguration);
  return {
    usernameAttributes: members.optional('UsernameAttributes', choices(usernameAttributes)) ?? [],
    aliasAttributes: members.optional('AliasAttributes', choices(aliasAttributes)) ?? [],
    // Usernames are case-sensitive by default (service model, UsernameConfigurationType).
    caseSensitive: members.optional('UsernameConfiguration', usernameConfiguration)?.caseSensitive ?? true,
    deviceTracking: devices === undefined ? 'off' : trackingOf(devices),
  };
}

function trackingOf({ onPrompt }: { readonly onPrompt: boolean }): 'always' | 'user-opt-in' {
  return onPrompt ? 'user-opt-in' : 'always';
}

/** The members of CreateUserPoolClient. */
export function readClientRequest(members: Members): AppClientRequest {
  const flows = members.optional('ExplicitAuthFlows', choices(explicitAuthFlow));
  return {
    ...(flows && { flows }),
    secret: members.optional('GenerateSecret', flag) ?? false,
    preventUserExistenceErrors: members.optional('PreventUserExistenceErrors', userExistence) ?? 'LEGACY',
    oauthFlows: members.optional('AllowedOAuthFlows', choices(oauthFlow)) ?? [],
    oauthFlowsUserPoolClient: members.optional('AllowedOAuthFlowsUserPoolClient', flag) ?? false,
    scopes: members.optional('AllowedOAuthScopes', textList(scopeName)) ?? [],
    callbackUrls: members.optional('CallbackURLs', textList(callbackUrl)) ?? [],
  };
}
