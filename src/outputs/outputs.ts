import type { FilePaths } from '../config.ts';
import type { Runner } from '../platform/ports.ts';
import type { Identity } from '../sign-in/identity.ts';
import type { SignedIn } from '../sign-in/signed-in.ts';
import type { Tokens } from '../tokens.ts';

/** Outputs by the names of `action.yml`. Secrets were masked when they were created or read. */
export type Outputs = readonly (readonly [name: string, value: string])[];

/** The keys of outputs in files: of a Postman environment, and of each user in the users file. */
export const VARIABLES: ReadonlyMap<string, { readonly key: string; readonly type: 'secret' | 'default' }> = new Map([
  ['USERNAME', { key: 'username', type: 'secret' }],
  ['PASSWORD', { key: 'password', type: 'secret' }],
  ['ID_TOKEN', { key: 'idToken', type: 'secret' }],
  ['ACCESS_TOKEN', { key: 'accessToken', type: 'secret' }],
  ['REFRESH_TOKEN', { key: 'refreshToken', type: 'secret' }],
  ['EXPIRES_AT', { key: 'expiresAt', type: 'default' }],
  ['SUB', { key: 'sub', type: 'default' }],
  ['AWS_ACCESS_KEY_ID', { key: 'awsAccessKeyId', type: 'secret' }],
  ['AWS_SECRET_ACCESS_KEY', { key: 'awsSecretAccessKey', type: 'secret' }],
  ['AWS_SESSION_TOKEN', { key: 'awsSessionToken', type: 'secret' }],
  ['PROXY_URL', { key: 'proxyUrl', type: 'default' }],
]);

interface MoreOutputs {
  readonly identity: Identity | undefined;
  readonly deviceKey: string | undefined;
  readonly files: FilePaths;
  readonly proxyPort: number | undefined;
}

/** Returns the outputs of the mode, in the order of `action.yml`. */
export function createOutputs({ user, tokens }: SignedIn, more: MoreOutputs): Outputs {
  const { identity, deviceKey, files, proxyPort } = more;
  const userTokens = tokens.kind === 'user' ? tokens : undefined;
  const values = {
    USERNAME: user?.username,
    PASSWORD: user?.password,
    ID_TOKEN: userTokens?.idToken,
    ACCESS_TOKEN: tokens.accessToken,
    REFRESH_TOKEN: userTokens?.refreshToken,
    EXPIRES_AT: earliestExpiry(tokens, identity).toISOString(),
    SUB: userTokens?.sub,
    STORAGE_STATE: files['storage-state'],
    POSTMAN_ENVIRONMENT: files['postman-environment'],
    ENV_FILE: files['env-file'],
    DEVICE_KEY: deviceKey,
    AWS_ACCESS_KEY_ID: identity?.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: identity?.credentials.secretAccessKey,
    AWS_SESSION_TOKEN: identity?.credentials.sessionToken,
    IDENTITY_ID: identity?.identityId,
    PROXY_URL: proxyPort === undefined ? undefined : proxyUrl(proxyPort),
    USERS_FILE: files.users,
    USERS_CSV: files['users-csv'],
  };
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

export function proxyUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** Returns when the first of the tokens and AWS credentials expires. */
export function earliestExpiry({ expiresAt }: Tokens, identity: Identity | undefined): Date {
  const other = identity?.credentials.expiresAt ?? expiresAt;
  return other < expiresAt ? other : expiresAt;
}

/** Writes the outputs, and with a prefix exports each one as an environment variable. */
export function writeOutputs(runner: Runner, outputs: Outputs, envPrefix: string | undefined): void {
  for (const [name, value] of outputs) {
    runner.writeOutput(name, value);
  }
  for (const [name, value] of envPrefix === undefined ? [] : outputs) {
    runner.exportVariable(`${envPrefix}${name}`, value);
  }
}
