/**
 * What makes the inputs valid, and what they mean: strings in, a union by `mode` out.
 */
import { USERNAME_FORMATS, type UsernameFormat } from './ephemeral-user.ts';
import { InputReader } from './input-reader.ts';
import { INPUT_RULES, type InputName, inputRules, MODES, type Mode } from './input-rules.ts';
import type { RunFacts } from './ports.ts';

export interface EphemeralInputs {
  readonly mode: 'ephemeral';
  readonly clientId: string;
  readonly userPoolId: string;
  readonly region: string;
  readonly usernameFormat: UsernameFormat;
  readonly emailDomain: string;
  readonly passwordLength: number;
  readonly deleteUser: boolean;
}

export interface StoredInputs {
  readonly mode: 'stored';
  readonly clientId: string;
  readonly region: string;
  readonly username: string;
  readonly password: string;
  readonly revokeToken: boolean;
}

export type Inputs = EphemeralInputs | StoredInputs;

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
  const clientId = reader.formed('client-id', CLIENT_ID, 'the ID of an app client, of letters and digits');
  const userPoolId = reader.formed('user-pool-id', USER_POOL_ID, 'the ID of a user pool, like eu-west-1_AbCdEf123');
  const region = readRegion(reader, userPoolId, awsRegion);
  switch (mode) {
    case 'ephemeral':
      return {
        mode,
        clientId,
        userPoolId,
        region,
        usernameFormat: reader.choice('username-format', USERNAME_FORMATS),
        emailDomain: reader.formed('email-domain', EMAIL_DOMAIN, 'a domain name of at most 63 characters'),
        passwordLength: reader.wholeNumber('password-length', 8, 256),
        deleteUser: reader.flag('delete-user'),
      };
    case 'stored':
      if (region === '') {
        reader.problems.push(NO_REGION);
      }
      return {
        mode,
        clientId,
        region,
        username: reader.text('username'),
        password: reader.text('password'),
        revokeToken: reader.flag('revoke-token'),
      };
  }
}

const NO_REGION =
  'aws-region is empty, and neither user-pool-id nor AWS_REGION or AWS_DEFAULT_REGION names one: set aws-region.';

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

/** ClientIdType, UserPoolIdType: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/ */
const CLIENT_ID = /^[\w+]{1,128}$/;
const USER_POOL_ID = /^(?=.{1,55}$)(?<region>[\w-]+)_[0-9a-zA-Z]+$/;
const REGION = /^[a-z0-9-]+$/;

/** At most 63 characters: a username has 128, and up to 65 of them stand before the domain. */
const EMAIL_DOMAIN = /^(?=.{1,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i;

/** The region that the user pool's ID begins with; else the input; else the job's environment; else empty. */
function readRegion(reader: Reader, userPoolId: string, awsRegion: string): string {
  const region = reader.formed('aws-region', REGION, 'the name of a region, like eu-west-1');
  const regionOfPool = USER_POOL_ID.exec(userPoolId)?.groups?.['region'];
  if (regionOfPool !== undefined && region !== '' && region !== regionOfPool) {
    reader.problems.push(
      `aws-region is ${region}, and user-pool-id is of a user pool in ${regionOfPool}: leave aws-region out.`,
    );
  }
  return regionOfPool ?? (region || awsRegion);
}
