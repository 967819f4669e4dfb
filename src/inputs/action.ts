/**
 * What makes the inputs valid, and what they mean: strings in, a union by `mode` out.
 */

import { type EphemeralUserRule, USERNAME_FORMATS } from '../ephemeral-user.ts';
import type { AppClientTarget, Metadata, UserPoolTarget } from '../platform/ports-cognito.ts';
import { readAuthFlow, type SignInFlow } from './auth-flow.ts';
import { checkInputs, checkMeaning } from './checks.ts';
import { type ClientTokenSource, readClientScopes, readTokenSource } from './client-credentials.ts';
import { GROUPS } from './forms.ts';
import { type ProbeInputs, readProbe } from './probe.ts';
import { InputReader } from './reading/reader.ts';
import { type InputName, inputsFor, MODES, secretInputsFor } from './rules.ts';
import { readRegion, readUserPool, requireRegion } from './user-pool.ts';

interface CommonInputs {
  readonly outputOptions: OutputOptions;
  readonly timeoutSeconds: number;
  /** Secrets that were given with white space around them, for instance a line break from `echo`. It is left out. */
  readonly trimmedSecrets: readonly InputName[];
}

/** In what other ways than by outputs the result leaves the step. */
export interface OutputOptions {
  readonly probe: ProbeInputs | undefined;
  readonly postmanEnvironment: boolean;
  /** Undefined to export nothing. */
  readonly envPrefix: string | undefined;
  readonly jobSummary: boolean;
}

/** Of what speaks to Cognito's API. */
interface ApiInputs extends CommonInputs {
  readonly appClient: AppClientTarget;
}

export interface EphemeralInputs extends ApiInputs, EphemeralUserRule {
  readonly mode: 'ephemeral';
  readonly userPool: UserPoolTarget;
  readonly authFlow: SignInFlow;
  readonly groups: readonly string[];
  readonly clientMetadata: Metadata;
  readonly deleteUser: boolean;
}

export interface StoredInputs extends ApiInputs {
  readonly mode: 'stored';
  readonly userPoolId: string | undefined;
  readonly authFlow: SignInFlow;
  readonly username: string;
  readonly password: string;
  /** Base32; undefined for a user without an authenticator app. */
  readonly totpSecret: string | undefined;
  readonly clientMetadata: Metadata;
  readonly revokeToken: boolean;
}

export interface RefreshInputs extends ApiInputs {
  readonly mode: 'refresh';
  readonly userPoolId: string | undefined;
  readonly refreshToken: string;
  /** Of the device that the refresh token belongs to; undefined where the user pool remembers none. */
  readonly deviceKey: string | undefined;
  readonly clientMetadata: Metadata;
}

export interface ClientCredentialsInputs extends CommonInputs {
  readonly mode: 'client-credentials';
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenSource: ClientTokenSource;
  /** Empty for all that the app client allows. */
  readonly scopes: readonly string[];
  readonly clientMetadata: Metadata;
}

export type Inputs = EphemeralInputs | StoredInputs | RefreshInputs | ClientCredentialsInputs;

/**
 * Parses the inputs as they were given. One that is empty counts as not set.
 *
 * @throws {ActionError} `inputs-invalid`, which says everything that is wrong
 */
export function parseInputs(readInput: (name: InputName) => string, regionOfJob: string | undefined): Inputs {
  const reader = new InputReader(readInput);
  const inputs = readInputs(reader, regionOfJob);
  reader.assertValid();
  return inputs;
}

function readInputs(reader: InputReader, regionOfJob: string | undefined): Inputs {
  reader.checkPlaceholder('mode');
  const mode = reader.choice('mode', MODES);
  checkInputs(reader, inputsFor(MODES), reader.hasProblem('mode') ? undefined : mode);
  const userPoolId = reader.optional('user-pool-id');
  const clientId = reader.value('client-id');
  const knownRegion = readRegion(reader, regionOfJob);
  const common = {
    outputOptions: {
      probe: readProbe(reader, mode),
      postmanEnvironment: reader.flag('postman-environment'),
      envPrefix: reader.optional('env-prefix'),
      jobSummary: reader.flag('job-summary'),
    },
    timeoutSeconds: reader.wholeNumber('timeout-seconds', 1, 3600),
    trimmedSecrets: secretInputsFor([mode]).filter((name) => reader.hasWhiteSpaceAround(name)),
  };
  if (mode === 'client-credentials') {
    return {
      mode,
      ...common,
      clientId,
      clientSecret: reader.value('client-secret'),
      tokenSource: readTokenSource(reader, knownRegion),
      scopes: readClientScopes(reader),
      clientMetadata: reader.pairs('client-metadata'),
    };
  }
  const region = requireRegion(reader, knownRegion);
  const appClient = { region, clientId, clientSecret: reader.optional('client-secret') };
  switch (mode) {
    case 'ephemeral':
      return readEphemeral(reader, { ...common, appClient });
    case 'stored':
      return readStored(reader, { ...common, appClient });
    case 'refresh':
      return {
        mode,
        ...common,
        appClient,
        userPoolId,
        refreshToken: reader.value('refresh-token'),
        deviceKey: reader.optional('device-key'),
        clientMetadata: reader.pairs('client-metadata'),
      };
  }
}

function readEphemeral(reader: InputReader, common: ApiInputs): EphemeralInputs {
  const userPool = readUserPool(reader, common.appClient.region);
  const usernameFormat = reader.choice('username-format', USERNAME_FORMATS);
  checkMeaning(reader, 'email-domain', 'username-format', usernameFormat, ['email']);
  return {
    mode: 'ephemeral',
    ...common,
    userPool,
    authFlow: readAuthFlow(reader, userPool),
    usernameFormat,
    createWith: reader.choice('create-with', ['admin', 'sign-up']),
    emailDomain: reader.value('email-domain').toLowerCase(),
    passwordLength: reader.wholeNumber('password-length', 8, 256),
    userAttributes: reader.pairs('user-attributes'),
    groups: reader.list('groups', GROUPS),
    clientMetadata: reader.pairs('client-metadata'),
    deleteUser: reader.flag('delete-user'),
  };
}

function readStored(reader: InputReader, common: ApiInputs): StoredInputs {
  return {
    mode: 'stored',
    ...common,
    userPoolId: reader.optional('user-pool-id'),
    authFlow: readAuthFlow(reader, readUserPool(reader, common.appClient.region)),
    username: reader.value('username'),
    password: reader.value('password'),
    totpSecret: reader.optional('totp-secret'),
    clientMetadata: reader.pairs('client-metadata'),
    revokeToken: reader.flag('revoke-token'),
  };
}
