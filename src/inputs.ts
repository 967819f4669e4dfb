/**
 * The inputs: which there are, which modes they belong to, and what makes them valid. Strings in, a union by `mode` out.
 */
import { USERNAME_FORMATS, type UsernameFormat } from './ephemeral-user.ts';
import { InputReader } from './input-reader.ts';
import type { RunFacts } from './ports.ts';

const MODES = ['ephemeral', 'stored'] as const;

export type Mode = (typeof MODES)[number];

interface InputRule {
  /** Where the input has a meaning. */
  readonly modes: readonly Mode[];
  /** What it is when nobody sets it. */
  readonly default: string;
  /** Secrets are masked before anything else is done with them, and never quoted in a message. */
  readonly secret?: true;
}

/** Every input of `action.yml`, in its order. */
export const INPUT_RULES = {
  mode: { modes: MODES, default: 'ephemeral' },
  'client-id': { modes: MODES, default: '' },
  'user-pool-id': { modes: MODES, default: '' },
  'aws-region': { modes: MODES, default: '' },
  username: { modes: ['stored'], default: '', secret: true },
  password: { modes: ['stored'], default: '', secret: true },
  'username-format': { modes: ['ephemeral'], default: 'email' },
  'email-domain': { modes: ['ephemeral'], default: 'example.com' },
  'password-length': { modes: ['ephemeral'], default: '64' },
  'delete-user': { modes: ['ephemeral'], default: 'true' },
  'revoke-token': { modes: ['stored'], default: 'true' },
} as const satisfies Readonly<Record<string, InputRule>>;

export type InputName = keyof typeof INPUT_RULES;

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

/** The inputs that are secrets. */
export function secretInputNames(): readonly InputName[] {
  return inputRules().flatMap(([name, rule]) => (rule.secret === true ? [name] : []));
}

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
    noteInputsOfOtherModes(reader, mode);
  }
  reader.required('client-id', 'in every mode');
  const clientId = reader.formed('client-id', CLIENT_ID, 'the ID of an app client, of letters and digits');
  switch (mode) {
    case 'ephemeral': {
      const userPoolId = reader.required('user-pool-id', 'in mode ephemeral');
      return {
        mode,
        clientId,
        userPoolId,
        region: readRegion(reader, mode, awsRegion),
        usernameFormat: reader.choice('username-format', USERNAME_FORMATS),
        emailDomain: reader.formed(
          'email-domain',
          EMAIL_DOMAIN,
          `a domain name of at most ${EMAIL_DOMAIN_LENGTH} characters`,
        ),
        passwordLength: reader.wholeNumber('password-length', 8, 256),
        deleteUser: reader.flag('delete-user'),
      };
    }
    case 'stored':
      return {
        mode,
        clientId,
        region: readRegion(reader, mode, awsRegion),
        username: reader.required('username', 'in mode stored'),
        password: reader.required('password', 'in mode stored'),
        revokeToken: reader.flag('revoke-token'),
      };
  }
}

function noteInputsOfOtherModes(reader: Reader, mode: Mode): void {
  for (const [name, rule] of inputRules()) {
    if (!rule.modes.includes(mode) && reader.text(name) !== rule.default) {
      reader.problems.push(`${name} belongs to mode ${rule.modes.join(' or ')}, and mode is ${mode}.`);
    }
  }
}

/** ClientIdType, UserPoolIdType: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/ */
const CLIENT_ID = /^[\w+]{1,128}$/;
const USER_POOL_ID = /^(?=.{1,55}$)(?<region>[\w-]+)_[0-9a-zA-Z]+$/;
const REGION = /^[a-z0-9-]+$/;

/** A username has at most 128 characters, and up to 65 of them stand before the domain. */
const EMAIL_DOMAIN_LENGTH = 63;
const EMAIL_DOMAIN = /^(?=.{1,63}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i;

/** The region of the user pool, which its ID begins with; else the input, else the job's environment. Without a user pool ID that mode
 * `ephemeral` wants, its absence has been noted already. */
function readRegion(reader: Reader, mode: Mode, awsRegion: string): string {
  const userPoolId = reader.formed('user-pool-id', USER_POOL_ID, 'the ID of a user pool, like eu-west-1_AbCdEf123');
  const region = reader.formed('aws-region', REGION, 'the name of a region, like eu-west-1');
  const regionOfPool = USER_POOL_ID.exec(userPoolId)?.groups?.['region'];
  if (regionOfPool !== undefined && region !== '' && region !== regionOfPool) {
    reader.problems.push(
      `aws-region is ${region}, and user-pool-id is of a user pool in ${regionOfPool}: leave aws-region out.`,
    );
  }
  const resolved = regionOfPool ?? (region || awsRegion);
  if (resolved === '' && mode === 'stored') {
    reader.problems.push(
      'aws-region is empty, and neither user-pool-id nor AWS_REGION or AWS_DEFAULT_REGION names one: set aws-region.',
    );
  }
  return resolved;
}

function inputRules(): [InputName, InputRule][] {
  return Object.keys(INPUT_RULES)
    .filter(isInputName)
    .map((name) => [name, INPUT_RULES[name]]);
}

function isInputName(name: string): name is InputName {
  return Object.hasOwn(INPUT_RULES, name);
}
