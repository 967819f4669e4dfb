/** Uses of the action that together make every possible call, with a canary in each secret. */
import { join } from 'node:path';
import { MACHINE, machineInputs } from './client-credentials.ts';
import { credentialVariables } from './credential-variables.ts';
import type { Fixture, FixtureOptions } from './fixture.ts';
import { MAIN_JOBS, type MainJob } from './main-jobs.ts';
import { REPOSITORY_ROOT } from './repository.ts';

type Variables = Readonly<Record<string, string>>;

export const SWEEP = join(REPOSITORY_ROOT, 'sweep');
const CLIENT_SECRET = 'canary0canary0canary0canary0canary0canary0canary000';
const STORED = { username: 'canary.user@example.com', password: 'Canary-Engine-1843' };
const LEFTOVER = 'gha-1-1-canarycanarycanarycanary23';

/** Inputs with canaries other than secrets: for all modes, and for modes with a password. */
const CANARY_INPUTS = {
  'probe-url': 'http://127.0.0.1:9/orders?key=canary#canary',
  'token-header': 'X-Canary: canary {access-token}',
};
const CANARY_METADATA = { 'client-metadata': 'note=canary' };

/** Shortens the deadline for calls that are retried until then. */
export const SOON = { 'timeout-seconds': '20' };

/** A use of the action that makes the calls. */
export interface Path {
  readonly fixture: FixtureOptions;
  /** The folder of the action. Defaults to the repository. */
  readonly action?: string;
  readonly inputs: (fixture: Fixture) => Variables | Promise<Variables>;
  /** Additional variables of the job. */
  readonly env?: (fixture: Fixture, proxyUrl: string) => Variables;
  /** True if the calls are those of post. */
  readonly isPost?: boolean;
  /** True if main continues without the answer and reports a notice. */
  readonly isNotice?: boolean;
  /** The operations that get hostile answers, one per test. */
  readonly operations: readonly string[];
  /** An alternative operation that gets hostile answers, too, because its success would suffice. */
  readonly alternative?: string;
}

const confidential = {
  secret: CLIENT_SECRET,
  flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
} as const;

/** A job of main, with a canary in each secret. */
function withCanaries({ fixture, inputs, calls }: MainJob): Path {
  return {
    fixture: { pool: { ...fixture.pool, groups: ['admins'] }, client: { ...fixture.client, secret: CLIENT_SECRET } },
    operations: calls,
    inputs: (started) => ({
      ...inputs(started),
      ...CANARY_INPUTS,
      ...CANARY_METADATA,
      'user-attributes': 'nickname=canary',
      groups: 'admins',
    }),
  };
}

function stored({ inputs, pool }: Fixture): Variables {
  pool.addUser(STORED);
  return {
    ...inputs,
    ...STORED,
    ...CANARY_METADATA,
    mode: 'stored',
    'totp-secret': 'CANARYCANARYCANARYCANARYCANARY23',
    'job-summary': 'true',
  };
}

/** A device is confirmed for a stored user, as below. */
const { 'a role': ROLE_JOB, 'the login page': LOGIN_JOB, 'a device to confirm': _, ...OTHER_JOBS } = MAIN_JOBS;

const ASSUMING = withCanaries(ROLE_JOB);
const AT_LOGIN_PAGE = withCanaries(LOGIN_JOB);

export const PATHS: readonly Path[] = [
  ...Object.values<MainJob>(OTHER_JOBS).map(withCanaries),
  {
    ...ASSUMING,
    // The request to GitHub is retried whatever the answer is.
    inputs: async (fixture) => ({ ...(await ASSUMING.inputs(fixture)), ...SOON }),
    env: ({ emulator }, proxyUrl) => ({
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
      AWS_SESSION_TOKEN: '',
      ACTIONS_ID_TOKEN_REQUEST_URL: emulator.oidc.requestUrl.replace(emulator.url, proxyUrl),
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: emulator.oidc.requestToken,
    }),
  },
  {
    ...AT_LOGIN_PAGE,
    inputs: async (fixture) => ({
      ...(await AT_LOGIN_PAGE.inputs(fixture)),
      'client-metadata': '',
      domain: PROXY_ORIGIN,
    }),
  },
  {
    fixture: { client: confidential },
    operations: ['GetTokensFromRefreshToken'],
    inputs: ({ inputs, pool, client }) => {
      pool.addUser(STORED);
      const refreshToken = pool.addSignIn(client, STORED.username);
      return { ...inputs, ...CANARY_INPUTS, ...SOON, mode: 'refresh', 'refresh-token': refreshToken };
    },
  },
  {
    fixture: MACHINE,
    operations: ['oauth2/token'],
    inputs: (fixture) => ({ ...CANARY_INPUTS, ...machineInputs(fixture), domain: PROXY_ORIGIN }),
  },
  {
    fixture: { client: { secret: CLIENT_SECRET, flows: ['ALLOW_CLIENT_TOKEN_AUTH'], scopes: ['orders/read'] } },
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
    fixture: { pool: { deviceTracking: 'always' }, client: confidential },
    isNotice: true,
    operations: ['ConfirmDevice'],
    inputs: stored,
  },
  {
    fixture: { pool: { deviceTracking: 'always' }, client: confidential },
    isPost: true,
    operations: ['ForgetDevice'],
    inputs: stored,
  },
  {
    fixture: {},
    action: SWEEP,
    operations: ['ListUsers', 'AdminDeleteUser'],
    inputs: ({ pool }) => {
      const createdAt = new Date(Date.now() - 48 * 3_600_000);
      pool.addUser({ username: LEFTOVER, password: STORED.password, createdAt });
      return { 'user-pool-id': pool.id, 'username-format': 'plain', 'job-summary': 'true' };
    },
  },
  {
    fixture: { client: confidential },
    isPost: true,
    operations: ['AdminDeleteUser'],
    alternative: 'DeleteUser',
    inputs: ({ inputs }) => ({ ...inputs, 'job-summary': 'true' }),
  },
  {
    // Post requires more remaining validity than this before it uses an access token.
    fixture: { client: { ...confidential, accessTokenValiditySeconds: 9 } },
    isPost: true,
    operations: ['GetTokensFromRefreshToken'],
    inputs: ({ inputs }) => ({ ...inputs, 'job-summary': 'true' }),
    env: ({ emulator }) => ({
      ...credentialVariables(emulator.addPrincipal({ denied: ['AdminDeleteUser'] })),
      AWS_SESSION_TOKEN: '',
    }),
  },
  { fixture: { client: confidential }, isPost: true, operations: ['RevokeToken'], inputs: stored },
];

/** Placeholder for the origin of the proxy, which is unknown when the inputs are defined. */
export const PROXY_ORIGIN = 'https://proxy.invalid';

export const SRP_PATH: Path = withCanaries({
  fixture: { client: { flows: ['ALLOW_USER_SRP_AUTH'] } },
  calls: ['InitiateAuth'],
  inputs: ({ inputs }) => ({ ...inputs, 'auth-flow': 'USER_SRP_AUTH' }),
});
