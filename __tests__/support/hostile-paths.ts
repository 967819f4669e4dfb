/** Uses of the action that together make every call that there is, with a canary in each secret. */
import { join } from 'node:path';
import { credentialVariables } from './credential-variables.ts';
import type { World, WorldOptions } from './fixture.ts';
import type { HostileFront } from './hostile-front.ts';
import { LOGIN_CALLS, LOGIN_CLIENT, LOGIN_POOL, loginInputs } from './login-page.ts';

type Variables = Readonly<Record<string, string>>;

const ROLE = 'arn:aws:iam::123456789012:role/api-tests';
export const SWEEP = join(import.meta.dirname, '..', '..', 'sweep');
const CLIENT_SECRET = 'canary0canary0canary0canary0canary0canary0canary000';
const STORED = { username: 'canary.user@example.com', password: 'Canary-Engine-1843' };
const LEFTOVER = 'gha-1-1-canarycanarycanarycanary23';

/** What goes beside the secrets, in all modes and in those with a password. */
const CANARY_INPUTS = {
  'probe-url': 'http://127.0.0.1:9/orders?key=canary#canary',
  'probe-header': 'X-Canary: canary {access-token}',
};
const CANARY_METADATA = { 'client-metadata': 'note=canary' };

/** For what is tried again until the deadline. */
export const SOON = { 'timeout-seconds': '20' };

/** A use of the action on which the calls are made. */
export interface Path {
  readonly world: WorldOptions;
  /** The folder of the action; the repository itself when left out. */
  readonly action?: string;
  readonly inputs: (world: World) => Variables | Promise<Variables>;
  /** More variables of the job. */
  readonly env?: (world: World, front: HostileFront) => Variables;
  readonly step: 'main' | 'post';
  /** Whether main does without an answer, and says so in a notice. */
  readonly isNotice?: boolean;
  /** Each in its turn gets the hostile answers. */
  readonly operations: readonly string[];
  /** Gets them too: the action would be content with it. */
  readonly beside?: string;
}

const confidential = {
  secret: CLIENT_SECRET,
  flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
} as const;

function ephemeral({ inputs, client }: World): Variables {
  return {
    ...inputs,
    ...CANARY_INPUTS,
    ...CANARY_METADATA,
    'user-attributes': 'nickname=canary',
    'client-secret': client.secret ?? '',
    groups: 'admins',
  };
}

function stored({ pool, client }: World): Variables {
  pool.addUser(STORED);
  return {
    ...STORED,
    ...CANARY_METADATA,
    mode: 'stored',
    'client-id': client.id,
    'client-secret': CLIENT_SECRET,
    'user-pool-id': pool.id,
    'totp-secret': 'CANARYCANARYCANARYCANARYCANARY23',
    'job-summary': 'true',
  };
}

export const PATHS: readonly Path[] = [
  {
    world: { pool: { groups: ['admins'] }, client: confidential },
    step: 'main',
    operations: ['AdminCreateUser', 'AdminSetUserPassword', 'AdminAddUserToGroup', 'InitiateAuth'],
    inputs: ephemeral,
  },
  {
    world: {
      pool: { groups: ['admins'], usernameAttributes: ['email'], mfa: 'ON', softwareTokenMfa: true },
      client: { secret: CLIENT_SECRET, flows: ['ALLOW_USER_SRP_AUTH'] },
    },
    step: 'main',
    operations: ['RespondToAuthChallenge', 'AssociateSoftwareToken', 'VerifySoftwareToken'],
    inputs: (world) => ({ ...ephemeral(world), 'auth-flow': 'USER_SRP_AUTH' }),
  },
  {
    world: {
      pool: { groups: ['admins'], mfa: 'ON', softwareTokenMfa: true },
      client: { secret: CLIENT_SECRET, flows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] },
    },
    step: 'main',
    operations: ['AdminInitiateAuth', 'AdminRespondToAuthChallenge'],
    inputs: (world) => ({ ...ephemeral(world), 'auth-flow': 'ADMIN_USER_PASSWORD_AUTH' }),
  },
  {
    world: { pool: { groups: ['admins'] }, client: confidential },
    step: 'main',
    operations: ['SignUp', 'AdminConfirmSignUp'],
    inputs: (world) => ({ ...ephemeral(world), 'create-with': 'sign-up' }),
  },
  {
    world: { pool: { groups: ['admins'] }, client: confidential },
    step: 'main',
    operations: ['github-oidc', 'AssumeRoleWithWebIdentity'],
    inputs: (world) => {
      world.emulator.addRole({ arn: ROLE });
      // GitHub is asked again whatever it says.
      return { ...ephemeral(world), ...SOON, 'role-to-assume': ROLE };
    },
    env: ({ emulator }, front) => ({
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
      AWS_SESSION_TOKEN: '',
      ACTIONS_ID_TOKEN_REQUEST_URL: emulator.oidc.requestUrl.replace(emulator.url, front.url),
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: emulator.oidc.requestToken,
    }),
  },
  {
    world: { client: confidential },
    step: 'main',
    operations: ['GetTokensFromRefreshToken'],
    inputs: ({ pool, client }) => {
      pool.addUser(STORED);
      return {
        ...CANARY_INPUTS,
        ...SOON,
        mode: 'refresh',
        'client-id': client.id,
        'client-secret': CLIENT_SECRET,
        'user-pool-id': pool.id,
        'refresh-token': pool.signInArranged(client, STORED.username),
      };
    },
  },
  {
    world: {
      pool: { domain: 'my-app' },
      client: { secret: CLIENT_SECRET, oauthFlows: ['client_credentials'], scopes: ['orders/read'] },
    },
    step: 'main',
    operations: ['oauth2/token'],
    inputs: ({ client }) => ({
      ...CANARY_INPUTS,
      mode: 'client-credentials',
      'client-id': client.id,
      'client-secret': CLIENT_SECRET,
      domain: ORIGIN_OF_FRONT,
    }),
  },
  {
    world: { client: { secret: CLIENT_SECRET, flows: ['ALLOW_CLIENT_TOKEN_AUTH'], scopes: ['orders/read'] } },
    step: 'main',
    operations: ['GetClientToken'],
    inputs: ({ client, pool }) => ({
      ...CANARY_INPUTS,
      ...CANARY_METADATA,
      mode: 'client-credentials',
      'client-id': client.id,
      'client-secret': CLIENT_SECRET,
      'aws-region': pool.settings.region,
    }),
  },
  {
    world: {
      pool: { ...LOGIN_POOL, groups: ['admins'] },
      client: { ...LOGIN_CLIENT, ...confidential },
    },
    step: 'main',
    operations: LOGIN_CALLS,
    inputs: (world) => ({
      ...ephemeral(world),
      'client-metadata': '',
      ...loginInputs({ url: ORIGIN_OF_FRONT }),
    }),
  },
  {
    world: { pool: { deviceTracking: 'always' }, client: confidential },
    step: 'main',
    isNotice: true,
    operations: ['ConfirmDevice'],
    inputs: stored,
  },
  {
    world: { pool: { deviceTracking: 'always' }, client: confidential },
    step: 'post',
    operations: ['ForgetDevice'],
    inputs: stored,
  },
  {
    world: {},
    action: SWEEP,
    step: 'main',
    operations: ['ListUsers', 'AdminDeleteUser'],
    inputs: ({ pool }) => {
      const createdAt = new Date(Date.now() - 48 * 3_600_000);
      pool.addUser({ username: LEFTOVER, password: STORED.password, createdAt });
      return { 'user-pool-id': pool.id, 'username-format': 'plain', 'job-summary': 'true' };
    },
  },
  {
    world: { client: confidential },
    step: 'post',
    operations: ['AdminDeleteUser'],
    beside: 'DeleteUser',
    inputs: ({ inputs }) => ({ ...inputs, 'client-secret': CLIENT_SECRET, 'job-summary': 'true' }),
  },
  {
    // Less than post wants to have left for a call.
    world: { client: { ...confidential, accessTokenValiditySeconds: 9 } },
    step: 'post',
    operations: ['GetTokensFromRefreshToken'],
    inputs: ({ inputs }) => ({ ...inputs, 'client-secret': CLIENT_SECRET, 'job-summary': 'true' }),
    env: ({ emulator }) => ({
      ...credentialVariables(emulator.addPrincipal({ denied: ['AdminDeleteUser'] })),
      AWS_SESSION_TOKEN: '',
    }),
  },
  {
    world: { client: confidential },
    step: 'post',
    operations: ['RevokeToken'],
    inputs: stored,
  },
];

/** Stands for the origin of the front, which is not known yet where inputs are made. */
export const ORIGIN_OF_FRONT = 'https://front.invalid';

export const SRP_PATH: Path = {
  world: { pool: { groups: ['admins'] }, client: { secret: CLIENT_SECRET, flows: ['ALLOW_USER_SRP_AUTH'] } },
  step: 'main',
  operations: ['InitiateAuth'],
  inputs: (world) => ({ ...ephemeral(world), 'auth-flow': 'USER_SRP_AUTH' }),
};
