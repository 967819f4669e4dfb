/**
 * What makes the inputs valid, and what they mean: strings in, a union by `mode` out.
 */
import { USERNAME_FORMATS, type UsernameFormat } from './ephemeral-user.ts';
import { InputReader } from './input-reader.ts';
import { INPUT_RULES, type InputName, inputRules, MODES, type Mode } from './input-rules.ts';
import type { Metadata, RoleToAssume, RunFacts } from './ports.ts';
import { checkProbeHeader, PROBE_METHODS, type ProbeInputs } from './probe.ts';
import { readRegion, readRole, readUserPoolId } from './user-pool-inputs.ts';

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

export type ParsedInputs =
  | { readonly outcome: 'valid'; readonly inputs: Inputs }
  /** Every problem there is, a sentence each. */
  | { readonly outcome: 'invalid'; readonly problems: readonly string[] };

/** Parses the inputs. An empty one counts as not set. */
export function parseInputs(readInput: (name: InputName) => string, run: RunFacts): ParsedInputs {
  const reader = new InputReader<InputName>((name) => readInput(name) || INPUT_RULES[name].default);
  const inputs = readInputs(reader, run.awsRegion);
  const { problems } = reader;
  return problems.length === 0 ? { outcome: 'valid', inputs } : { outcome: 'invalid', problems };
}

type Reader = InputReader<InputName>;

function readInputs(reader: Reader, awsRegion: string): Inputs {
  const mode = reader.choice('mode', MODES);
  if (reader.problems.length === 0) {
    checkAgainstMode(reader, mode);
  }
  const userPoolId = readUserPoolId(reader);
  const common: CommonInputs = {
    clientId: reader.formed('client-id', CLIENT_ID, 'the ID of an app client, of letters and digits'),
    clientSecret: reader.formedSecret('client-secret', CLIENT_SECRET, 'of letters, digits, _ and +'),
    region: readRegion(reader, userPoolId, awsRegion),
    handOver: readHandOver(reader, mode),
    timeoutSeconds: reader.wholeNumber('timeout-seconds', 1, 3600),
  };
  switch (mode) {
    case 'ephemeral':
      return { mode, ...common, userPoolId, ...readEphemeral(reader) };
    case 'stored':
      checkRegion(reader, common.region);
      return { mode, ...common, userPoolId, ...readStored(reader, userPoolId) };
    case 'refresh':
      checkRegion(reader, common.region);
      return { mode, ...common, userPoolId, refreshToken: reader.text('refresh-token') };
    case 'client-credentials':
      return { mode, ...common, ...readClientCredentials(reader, common.region) };
  }
}

function checkAgainstMode(reader: Reader, mode: Mode): void {
  for (const [name, rule] of inputRules()) {
    if (rule.requiredIn.includes(mode) && reader.text(name) === '') {
      reader.problems.push(`${name} is required in mode ${mode}, and it is empty.`);
    }
    if (!rule.modes.includes(mode) && reader.text(name) !== rule.default) {
      reader.problems.push(`${name} belongs to mode ${rule.modes.join(' or ')}, and mode is ${mode}.`);
    }
  }
}

/** ClientIdType, ClientSecretType, GroupNameType: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/ */
const CLIENT_ID = /^[\w+]{1,128}$/;
const CLIENT_SECRET = /^[\w+]+$/;
const GROUP = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u;

/** At most 63 characters: a username has 128, and up to 65 of them stand before the domain. */
const EMAIL_DOMAIN = /^(?=.{1,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i;

/** Base32 (RFC 4648 section 6) as authenticator apps show it, in groups and in any case; 16 characters are Cognito's least. */
const TOTP_SECRET = /^([A-Z2-7]\s*){16,}(=\s*)*$/i;

/** A prefix, a host, or an origin; without TLS on this machine only. */
const DOMAIN =
  /^(https:\/\/[a-z0-9.-]+(:\d+)?\/?|http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?\/?|[a-z0-9-]+(\.[a-z0-9-]+)*)$/i;
/** RFC 6749 section 3.3. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

const ENV_PREFIX = /^(?!GITHUB_|RUNNER_)[A-Za-z_][A-Za-z0-9_]*$/i;

function readEphemeral(reader: Reader): Omit<EphemeralInputs, 'mode' | 'userPoolId' | keyof CommonInputs> {
  return {
    authFlow: reader.choice('auth-flow', AUTH_FLOWS),
    usernameFormat: reader.choice('username-format', USERNAME_FORMATS),
    createWith: reader.choice('create-with', ['admin', 'sign-up']),
    emailDomain: reader.formed('email-domain', EMAIL_DOMAIN, 'a domain name of at most 63 characters').toLowerCase(),
    passwordLength: reader.wholeNumber('password-length', 8, 256),
    userAttributes: reader.pairs('user-attributes'),
    groups: reader.list('groups', /[,\n]/, GROUP, 'the name of a group, without white space'),
    clientMetadata: reader.pairs('client-metadata'),
    role: readRole(reader),
    deleteUser: reader.flag('delete-user'),
  };
}

function readStored(
  reader: Reader,
  userPoolId: string,
): Omit<StoredInputs, 'mode' | 'userPoolId' | keyof CommonInputs> {
  const authFlow = reader.choice('auth-flow', AUTH_FLOWS);
  if (userPoolId === '' && (authFlow === 'USER_SRP_AUTH' || authFlow === 'ADMIN_USER_PASSWORD_AUTH')) {
    reader.problems.push(`user-pool-id is required with auth-flow ${authFlow}, and it is empty.`);
  }
  return {
    authFlow,
    username: reader.text('username'),
    password: reader.text('password'),
    totpSecret: reader.formedSecret('totp-secret', TOTP_SECRET, 'base32, of 16 or more of A-Z and 2-7'),
    clientMetadata: reader.pairs('client-metadata'),
    role: readRole(reader),
    revokeToken: reader.flag('revoke-token'),
  };
}

function readClientCredentials(
  reader: Reader,
  region: string,
): Omit<ClientCredentialsInputs, 'mode' | keyof CommonInputs> {
  const domain = reader.formedSecret(
    'domain',
    DOMAIN,
    'the prefix, host or https:// URL of a user pool domain, without a path',
  );
  if (domain.includes('://') && !URL.canParse(domain)) {
    reader.problems.push('domain is not a URL that exists: check its port.');
  }
  if (domain !== '' && !domain.includes('.') && !domain.includes(':')) {
    checkRegion(reader, region);
  }
  return { domain, scopes: reader.list('scopes', /\s/, SCOPE, 'a scope, like orders/read') };
}

function readHandOver(reader: Reader, mode: Mode): HandOverInputs {
  return {
    probe: readProbe(reader, mode),
    postmanEnvironment: reader.flag('postman-environment'),
    envPrefix: reader.formed(
      'env-prefix',
      ENV_PREFIX,
      'letters, digits and _, and begin with none of the digits, GITHUB_ and RUNNER_',
    ),
    jobSummary: reader.flag('job-summary'),
  };
}

function readProbe(reader: Reader, mode: Mode): ProbeInputs | undefined {
  const url = reader.text('probe-url');
  if (url !== '' && !isProbeUrl(url)) {
    // It is not quoted: people put keys into URLs.
    reader.problems.push('probe-url must be an http:// or https:// URL, without a username and password in it.');
  }
  const method = reader.choice('probe-method', PROBE_METHODS);
  const header = reader.text('probe-header');
  const problem = checkProbeHeader(header, mode);
  if (problem !== undefined) {
    reader.problems.push(`probe-header ${problem}`);
  }
  return url === '' ? undefined : { url, method, header };
}

function checkRegion(reader: Reader, region: string): void {
  if (region === '') {
    reader.problems.push(
      'aws-region is empty, and neither user-pool-id nor AWS_REGION or AWS_DEFAULT_REGION names one: set aws-region.',
    );
  }
}

function isProbeUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}
