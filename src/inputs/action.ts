/** Parses the inputs of the action: from strings to a union discriminated by `mode`. */
import { USERNAME_FORMATS } from '../ephemeral-user.ts';
import { readAuthFlow } from './auth-flow.ts';
import { checkDependents, checkValues } from './checks.ts';
import { GROUPS } from './formats/user.ts';
import { readIdentityPool } from './identity-pool.ts';
import { checkManyUsers } from './many-users.ts';
import { readClientScopes, readTokenSource } from './oauth.ts';
import { readProbe, rejectIdTokenHeader } from './probe.ts';
import { readProxy, rejectSignatures } from './proxy.ts';
import { InputReader, type InputSource } from './reading/reader.ts';
import { INPUT_RULES, inputsFor, MODES, type Mode, secretInputsFor } from './rules.ts';
import { readRegion, readUserPool, requireRegion } from './user-pool.ts';

type InputsOf<Reader extends (...args: never[]) => object> = CommonInputs & Readonly<ReturnType<Reader>>;

type CommonInputs = Readonly<ReturnType<typeof readCommon>>;
export type EphemeralInputs = InputsOf<typeof readEphemeral>;
export type StoredInputs = InputsOf<typeof readStored>;
export type RefreshInputs = InputsOf<typeof readRefresh>;
export type ClientCredentialsInputs = InputsOf<typeof readClientCredentials>;

export type Inputs = EphemeralInputs | StoredInputs | RefreshInputs | ClientCredentialsInputs;

/** Returns the values to mask before any input is parsed, with and without the white space around their lines. */
export function secretValuesIn(source: Pick<InputSource, 'readInput'>): ReadonlySet<string> {
  const values = secretInputsFor(MODES).map((name) => source.readInput(name));
  return new Set(values.flatMap((value) => [value, ...value.split('\n')]).flatMap((text) => [text, text.trim()]));
}

const MACHINE_ADVICE = 'Did you mean client-credentials?';

const MODE_ADVICE: ReadonlyMap<string, string> = new Map(
  ['m2m', 'machine', 'machine-to-machine', 'service'].map((word) => [word, MACHINE_ADVICE]),
);

const MODE_READERS = {
  ephemeral: readEphemeral,
  stored: readStored,
  refresh: readRefresh,
  'client-credentials': readClientCredentials,
};

/** @throws {ActionError} `inputs-invalid`, which lists all problems */
export function parseInputs(source: InputSource): Inputs {
  return InputReader.readValid(source, MODES, (reader) => {
    checkValues(reader, ['mode']);
    const mode = reader.choice('mode', MODES, MODE_ADVICE);
    reader.assertValid();
    checkDependents(reader, 'mode', mode);
    checkValues(reader, inputsFor([mode]));
    // Only users are created in the primary region alone.
    const region = readRegion(reader, mode !== 'ephemeral');
    return { ...MODE_READERS[mode](reader, region), ...readCommon(reader, mode) };
  });
}

function readCommon(reader: InputReader, mode: Mode) {
  return {
    outputOptions: {
      probe: readProbe(reader),
      storageStateOrigin: URL.parse(reader.value('storage-state-origin'))?.origin,
      postmanEnvironment: reader.boolean('postman-environment'),
      envFile: reader.optional('env-file') !== undefined,
      /** Undefined if nothing is exported. */
      envPrefix: readEnvPrefix(reader),
      jobSummary: reader.boolean('job-summary'),
    },
    proxyInputs: readProxy(reader),
    /** Looks at the set-up only, and creates no user and no tokens. */
    check: reader.boolean('check'),
    clientMetadata: reader.pairs('client-metadata'),
    timeoutSeconds: reader.integer('timeout-seconds', 1, 3600),
    /** Secrets whose white space was removed, for example a line break that `echo` added. */
    trimmedSecrets: secretInputsFor([mode]).filter(
      (name) => !INPUT_RULES[name].hasLines && reader.hasWhiteSpaceAround(name),
    ),
  };
}

function readEnvPrefix(reader: InputReader): string | undefined {
  const prefix = reader.optional('env-prefix');
  if (prefix !== undefined && !prefix.endsWith('_')) {
    reader.addNotice('env-prefix', 'does not end with _, so variables have names like PORTMANID_TOKEN. Add it.');
  }
  return prefix;
}

function readEphemeral(reader: InputReader, region: string | undefined) {
  const appClient = readAppClient(reader, region);
  const userPool = readUserPool(reader, appClient.region);
  const usernameFormat = reader.choice('username-format', USERNAME_FORMATS);
  checkDependents(reader, 'username-format', usernameFormat);
  const inputs = {
    mode: 'ephemeral' as const,
    appClient,
    userPool,
    authFlow: readAuthFlow(reader, userPool, 'if-refused'),
    usernameFormat,
    createWith: reader.choice('create-with', ['admin', 'sign-up']),
    userCount: reader.integer('users', 1, 1000),
    emailDomain: reader.value('email-domain').toLowerCase(),
    passwordLength: reader.integer('password-length', 8, 256),
    userAttributes: reader.pairs('user-attributes'),
    groups: reader.list('groups', GROUPS),
    identityPool: readIdentityPool(reader),
    deleteUser: reader.boolean('delete-user'),
  };
  checkManyUsers(reader, inputs);
  return inputs;
}

function readStored(reader: InputReader, region: string | undefined) {
  const appClient = readAppClient(reader, region);
  const password = reader.optional('password');
  return {
    mode: 'stored' as const,
    appClient,
    userPoolId: reader.optional('user-pool-id'),
    authFlow: readAuthFlow(reader, readUserPool(reader, appClient.region), password === undefined ? 'never' : 'first'),
    username: reader.value('username'),
    /** Undefined only with CUSTOM_AUTH. */
    password,
    /** Base32; undefined for a user without an authenticator app. */
    totpSecret: reader.optional('totp-secret'),
    identityPool: readIdentityPool(reader),
    revokeToken: reader.boolean('revoke-token'),
  };
}

function readRefresh(reader: InputReader, region: string | undefined) {
  return {
    mode: 'refresh' as const,
    appClient: readAppClient(reader, region),
    userPoolId: reader.optional('user-pool-id'),
    refreshToken: reader.value('refresh-token'),
    /** The device that the refresh token belongs to; undefined if the user pool does not remember devices. */
    deviceKey: reader.optional('device-key'),
    identityPool: readIdentityPool(reader),
  };
}

function readClientCredentials(reader: InputReader, region: string | undefined) {
  rejectIdTokenHeader(reader, 'in mode client-credentials', 'Use {access-token}.');
  rejectSignatures(reader);
  return {
    mode: 'client-credentials' as const,
    clientId: reader.value('client-id'),
    clientSecret: reader.value('client-secret'),
    tokenSource: readTokenSource(reader, region),
    scopes: readClientScopes(reader),
  };
}

function readAppClient(reader: InputReader, region: string | undefined) {
  return {
    region: requireRegion(reader, region),
    clientId: reader.value('client-id'),
    clientSecret: reader.optional('client-secret'),
  };
}
