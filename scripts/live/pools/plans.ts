/**
 * The temporary user pools, one for each kind that the action supports. The same requests create them on the service
 * and on the emulator, so that both have the same settings. A new member also needs an entry in emulator/settings.ts.
 */
import type {
  CreateUserPoolClientCommandInput,
  CreateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';

export const POOL_KINDS = ['plain', 'email', 'alias', 'confidential', 'mfa', 'devices', 'domain', 'machine'] as const;

export type PoolKind = (typeof POOL_KINDS)[number];

const CLIENT_NAMES = ['web', 'closed', 'page', 'machine'] as const;

export type ClientName = (typeof CLIENT_NAMES)[number];

type PoolMembers = Pick<
  CreateUserPoolCommandInput,
  'UsernameAttributes' | 'AliasAttributes' | 'UsernameConfiguration' | 'DeviceConfiguration'
>;

/** The SDK's list of flows lacks the flow of GetClientToken. */
type Flow = NonNullable<CreateUserPoolClientCommandInput['ExplicitAuthFlows']>[number] | 'ALLOW_CLIENT_TOKEN_AUTH';

export type ClientMembers = Pick<
  CreateUserPoolClientCommandInput,
  | 'GenerateSecret'
  | 'PreventUserExistenceErrors'
  | 'AllowedOAuthFlows'
  | 'AllowedOAuthFlowsUserPoolClient'
  | 'AllowedOAuthScopes'
  | 'CallbackURLs'
  | 'SupportedIdentityProviders'
> & { readonly ExplicitAuthFlows: readonly Flow[] };

export interface PoolPlan {
  /** Shown in the report. */
  readonly what: string;
  readonly members: PoolMembers;
  readonly clients: Readonly<Partial<Record<ClientName, ClientMembers>>>;
  /** Requires users to have an authenticator app. */
  readonly requiresTotp?: true;
  readonly hasResourceServer?: true;
  readonly hasDomain?: true;
}

export const RESOURCE_SERVER = 'orders';
export const SCOPES = ['orders/read', 'orders/write'] as const;
/** Never called. */
export const REDIRECT_URI = 'https://app.example.com/callback';
export const GROUP = 'testers';

const USERS = { UsernameConfiguration: { CaseSensitive: false } };
const EVERY_FLOW = {
  ExplicitAuthFlows: [
    'ALLOW_USER_PASSWORD_AUTH',
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    'ALLOW_USER_AUTH',
    'ALLOW_REFRESH_TOKEN_AUTH',
  ],
} as const;

export const PLANS: Readonly<Record<PoolKind, PoolPlan>> = {
  plain: {
    what: 'users sign in by username',
    members: USERS,
    clients: { web: EVERY_FLOW, closed: { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] } },
  },
  email: {
    what: 'users sign in by e-mail address',
    members: { ...USERS, UsernameAttributes: ['email'] },
    clients: { web: EVERY_FLOW },
  },
  alias: {
    what: 'the e-mail address is an alias',
    members: { ...USERS, AliasAttributes: ['email'] },
    clients: { web: EVERY_FLOW },
  },
  confidential: {
    what: 'the app client has a secret and hides which users exist',
    members: USERS,
    clients: { web: { ...EVERY_FLOW, GenerateSecret: true, PreventUserExistenceErrors: 'ENABLED' } },
  },
  mfa: { what: 'an authenticator app is required', members: USERS, clients: { web: EVERY_FLOW }, requiresTotp: true },
  devices: {
    what: 'devices are remembered',
    members: {
      ...USERS,
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: false },
    },
    clients: { web: EVERY_FLOW },
  },
  domain: {
    what: 'a domain with login page and token endpoint',
    members: USERS,
    clients: {
      page: {
        ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
        AllowedOAuthFlows: ['code'],
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthScopes: ['openid', 'aws.cognito.signin.user.admin', ...SCOPES],
        CallbackURLs: [REDIRECT_URI],
        SupportedIdentityProviders: ['COGNITO'],
      },
      machine: {
        ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
        GenerateSecret: true,
        AllowedOAuthFlows: ['client_credentials'],
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthScopes: [...SCOPES],
      },
    },
    hasResourceServer: true,
    hasDomain: true,
  },
  machine: {
    what: 'the app client signs in for itself, without a domain',
    members: USERS,
    clients: {
      machine: {
        ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH'],
        GenerateSecret: true,
        AllowedOAuthFlows: ['client_credentials'],
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthScopes: [...SCOPES],
      },
    },
    hasResourceServer: true,
  },
};

export function isClientName(name: string): name is ClientName {
  return CLIENT_NAMES.some((candidate) => candidate === name);
}
