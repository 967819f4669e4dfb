/**
 * What makes the inputs valid, and what they mean: strings in, a union by `mode` out.
 */

import { USERNAME_FORMATS, type UsernameFormat } from '../ephemeral-user.ts';
import type { Metadata, RoleToAssume, RunFacts } from '../world/ports.ts';
import { checkInputs, trimmedSecretsOf } from './checks.ts';
import { readDomain, readScopes } from './client-credentials.ts';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  EMAIL_DOMAIN,
  ENV_PREFIX,
  GROUP,
  REFRESH_TOKEN,
  TOTP_SECRET,
  USERNAME,
} from './forms.ts';
import { type ProbeInputs, readProbe } from './probe.ts';
import type { Separator } from './reading/list.ts';
import { InputReader } from './reading/reader.ts';
import { type InputName, inputsFor, MODES, type Mode } from './rules.ts';
import { readRegion, readRole, readUserPoolId, requireRegion } from './user-pool.ts';

export const AUTH_FLOWS = ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'USER_AUTH'] as const;

export type AuthFlowName = (typeof AUTH_FLOWS)[number];

interface CommonInputs {
  readonly clientId: string;
  /** Empty for a public app client. */
  readonly clientSecret: string;
  /** Empty only where nothing needs it. */
  readonly region: string;
  readonly handOver: HandOverInputs;
  readonly timeoutSeconds: number;
  /** Secrets that were given with white space around them, for instance a line break from `echo`. It is left out. */
  readonly trimmedSecrets: readonly InputName[];
}

/** In what other ways than by outputs the result leaves the step. */
export interface HandOverInputs {
  readonly probe: ProbeInputs | undefined;
  readonly postmanEnvironment: boolean;
  /** Empty to export nothing. */
  readonly envPrefix: string;
  readonly jobSummary: boolean;
}

export interface EphemeralInputs extends CommonInputs {
  readonly mode: 'ephemeral';
  readonly userPoolId: string;
  readonly authFlow: AuthFlowName;
  readonly usernameFormat: UsernameFormat;
  readonly createWith: 'admin' | 'sign-up';
  readonly emailDomain: string;
  readonly passwordLength: number;
  readonly userAttributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
  readonly clientMetadata: Metadata;
  readonly role: RoleToAssume | undefined;
  readonly deleteUser: boolean;
}

export interface StoredInputs extends CommonInputs {
  readonly mode: 'stored';
  /** Empty only where the auth flow does not need it. */
  readonly userPoolId: string;
  readonly authFlow: AuthFlowName;
  readonly username: string;
  readonly password: string;
  /** Base32; empty for a user without an authenticator app. */
  readonly totpSecret: string;
  readonly clientMetadata: Metadata;
  readonly role: RoleToAssume | undefined;
  readonly revokeToken: boolean;
}

export interface RefreshInputs extends CommonInputs {
  readonly mode: 'refresh';
  /** Empty where it was not given: it only tells the region. */
  readonly userPoolId: string;
  readonly refreshToken: string;
}

export interface ClientCredentialsInputs extends CommonInputs {
  readonly mode: 'client-credentials';
  /** A prefix, a host or an origin. */
  readonly domain: string;
  readonly scopes: readonly string[];
}

export type Inputs = EphemeralInputs | StoredInputs | RefreshInputs | ClientCredentialsInputs;

/**
 * Parses the inputs as they were given. One that is empty counts as not set.
 *
 * @throws {ActionError} `inputs-invalid`, which says everything that is wrong
 */
export function parseInputs(readInput: (name: InputName) => string, run: RunFacts): Inputs {
  const reader = new InputReader(readInput);
  const inputs = readInputs(reader, run.awsRegion);
  reader.assertValid();
  return inputs;
}

function readInputs(reader: InputReader, awsRegion: string): Inputs {
  const mode = readMode(reader);
  const userPoolId = readUserPoolId(reader);
  const common: CommonInputs = {
    clientId: reader.formed('client-id', CLIENT_ID),
    clientSecret: reader.formed('client-secret', CLIENT_SECRET),
    region: readRegion(reader, userPoolId, awsRegion),
    handOver: readHandOver(reader, mode),
    timeoutSeconds: reader.wholeNumber('timeout-seconds', 1, 3600),
    trimmedSecrets: trimmedSecretsOf(reader, mode),
  };
  switch (mode) {
    case 'ephemeral':
      return { mode, ...common, userPoolId, ...readEphemeral(reader) };
    case 'stored':
      requireRegion(reader, common.region);
      return { mode, ...common, userPoolId, ...readStored(reader, userPoolId) };
    case 'refresh':
      requireRegion(reader, common.region);
      return { mode, ...common, userPoolId, refreshToken: reader.formed('refresh-token', REFRESH_TOKEN) };
    case 'client-credentials':
      return { mode, ...common, domain: readDomain(reader, common.region), scopes: readScopes(reader) };
  }
}

/** Reads the mode, and checks of every input what can be said before its form. */
function readMode(reader: InputReader): Mode {
  reader.checkPlaceholder('mode');
  const mode = reader.choice('mode', MODES);
  checkInputs(reader, inputsFor(MODES), reader.hasProblem('mode') ? undefined : mode);
  return mode;
}

/** Auth flows that are known from elsewhere. */
const AUTH_FLOW_ADVICE: ReadonlyMap<string, string> = new Map([
  ['ADMIN_NO_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH is its newer name.'],
  ['REFRESH_TOKEN_AUTH', 'For a refresh token set mode: refresh, and leave auth-flow out.'],
  ['REFRESH_TOKEN', 'For a refresh token set mode: refresh, and leave auth-flow out.'],
  ['CUSTOM_AUTH', 'Custom challenges cannot be answered here.'],
]);

const LINES_OR_COMMAS: Separator = { pattern: /[,\n]/, words: 'lines or commas' };

function readEphemeral(reader: InputReader): Omit<EphemeralInputs, 'mode' | 'userPoolId' | keyof CommonInputs> {
  return {
    authFlow: reader.choice('auth-flow', AUTH_FLOWS, AUTH_FLOW_ADVICE),
    usernameFormat: reader.choice('username-format', USERNAME_FORMATS),
    createWith: reader.choice('create-with', ['admin', 'sign-up']),
    emailDomain: reader.formed('email-domain', EMAIL_DOMAIN).toLowerCase(),
    passwordLength: reader.wholeNumber('password-length', 8, 256),
    userAttributes: reader.pairs('user-attributes'),
    groups: reader.list('groups', LINES_OR_COMMAS, GROUP),
    clientMetadata: reader.pairs('client-metadata'),
    role: readRole(reader),
    deleteUser: reader.flag('delete-user'),
  };
}

function readStored(
  reader: InputReader,
  userPoolId: string,
): Omit<StoredInputs, 'mode' | 'userPoolId' | keyof CommonInputs> {
  const authFlow = reader.choice('auth-flow', AUTH_FLOWS, AUTH_FLOW_ADVICE);
  if (userPoolId === '' && (authFlow === 'USER_SRP_AUTH' || authFlow === 'ADMIN_USER_PASSWORD_AUTH')) {
    reader.noteMissing('user-pool-id', `with auth-flow ${authFlow}`);
  }
  return {
    authFlow,
    username: reader.formed('username', USERNAME),
    password: reader.text('password'),
    totpSecret: reader.formed('totp-secret', TOTP_SECRET),
    clientMetadata: reader.pairs('client-metadata'),
    role: readRole(reader),
    revokeToken: reader.flag('revoke-token'),
  };
}

function readHandOver(reader: InputReader, mode: Mode): HandOverInputs {
  return {
    probe: readProbe(reader, mode),
    postmanEnvironment: reader.flag('postman-environment'),
    envPrefix: reader.formed('env-prefix', ENV_PREFIX),
    jobSummary: reader.flag('job-summary'),
  };
}
