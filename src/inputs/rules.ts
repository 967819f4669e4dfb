/**
 * The table of all inputs of the action and its sweep. A unit test compares `action.yml`, `sweep/action.yml` and the
 * READMEs with it.
 */
import * as job from './formats/job.ts';
import * as user from './formats/user.ts';
import * as userPool from './formats/user-pool.ts';
import type { Format } from './reading/format.ts';

export const MODES = ['ephemeral', 'stored', 'refresh', 'client-credentials'] as const;

export type Mode = (typeof MODES)[number];

const CUSTOM_FLOW = 'CUSTOM_AUTH';
const API_FLOWS = [
  'USER_PASSWORD_AUTH',
  'USER_SRP_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'USER_AUTH',
  CUSTOM_FLOW,
] as const;
const LOGIN_PAGE_FLOW = 'AUTHORIZATION_CODE';

export const AUTH_FLOWS = [...API_FLOWS, LOGIN_PAGE_FLOW] as const;

/** A mode of the action, or the sweep. */
export type Purpose = Mode | 'sweep';

export interface InputRule {
  /** In any other mode, an input that differs from its default is an error. */
  readonly for: readonly Purpose[];
  readonly requiredFor?: readonly Purpose[];
  /** With any other value of these inputs, an input that differs from its default is an error. */
  readonly onlyWith?: ControllingValues;
  readonly requiredWith?: ControllingValues;
  /** Not required with these auth flows, whatever the mode. */
  readonly optionalWith?: Readonly<Record<'auth-flow', readonly string[]>>;
  readonly default?: string;
  /** The format of a text. The code that reads a choice, number, list or the like says what it accepts. */
  readonly format?: Format;
  /** Masked before it is used, and never quoted in a message. */
  readonly secret?: true;
  /** A list, one entry a line. */
  readonly hasLines?: true;
  /** Never quoted in a message although it is not masked, because users paste keys and passwords into it. */
  readonly mayHoldSecret?: true;
}

/** An input on whose value other inputs depend. */
export type ControllingInput = 'mode' | 'auth-flow' | 'username-format' | 'proxy-auth';

type ControllingValues = Readonly<Partial<Record<Exclude<ControllingInput, 'mode'>, readonly string[]>>>;

const EVERYWHERE: readonly Purpose[] = [...MODES, 'sweep'];
const USERS: readonly Purpose[] = ['ephemeral', 'stored'];
const OAUTH: readonly Purpose[] = [...USERS, 'client-credentials'];
const WITH_ID_TOKEN: readonly Purpose[] = [...USERS, 'refresh'];
const WITH_CUSTOM_FLOW = { 'auth-flow': [CUSTOM_FLOW] };
const WITH_LOGIN_PAGE = { 'auth-flow': [LOGIN_PAGE_FLOW] };
const WITH_SIGNATURES = { 'proxy-auth': ['sigv4'] };
const REQUIRED_WITH_LOGIN_PAGE = { onlyWith: WITH_LOGIN_PAGE, requiredWith: WITH_LOGIN_PAGE };

const RULES = {
  mode: { for: MODES, default: 'ephemeral' },
  'client-id': { for: MODES, requiredFor: MODES, format: userPool.CLIENT_ID },
  'client-secret': { for: MODES, requiredFor: ['client-credentials'], format: userPool.CLIENT_SECRET, secret: true },
  'user-pool-id': {
    for: ['ephemeral', 'stored', 'refresh', 'sweep'],
    requiredFor: ['ephemeral', 'sweep'],
    requiredWith: { 'auth-flow': ['USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH'] },
    format: userPool.USER_POOL_ID,
  },
  'aws-region': { for: EVERYWHERE, format: userPool.REGION },
  'auth-flow': { for: USERS, default: 'USER_PASSWORD_AUTH' },
  'challenge-answers': {
    for: USERS,
    onlyWith: WITH_CUSTOM_FLOW,
    requiredWith: WITH_CUSTOM_FLOW,
    secret: true,
    hasLines: true,
  },
  username: { for: ['stored'], requiredFor: ['stored'], format: user.USERNAME, secret: true },
  password: { for: ['stored'], requiredFor: ['stored'], optionalWith: WITH_CUSTOM_FLOW, secret: true },
  'totp-secret': { for: ['stored'], format: user.TOTP_SECRET, secret: true },
  'refresh-token': { for: ['refresh'], requiredFor: ['refresh'], format: user.REFRESH_TOKEN, secret: true },
  'device-key': { for: ['refresh'], format: user.DEVICE_KEY, secret: true },
  domain: { for: OAUTH, ...REQUIRED_WITH_LOGIN_PAGE, format: userPool.DOMAIN, mayHoldSecret: true },
  'redirect-uri': { for: USERS, ...REQUIRED_WITH_LOGIN_PAGE, format: userPool.REDIRECT_URI },
  scopes: { for: OAUTH, onlyWith: WITH_LOGIN_PAGE },
  'username-format': { for: ['ephemeral', 'sweep'], default: 'email' },
  'create-with': { for: ['ephemeral'], default: 'admin' },
  users: { for: ['ephemeral'], default: '1' },
  'email-domain': {
    for: ['ephemeral'],
    onlyWith: { 'username-format': ['email'] },
    default: 'example.com',
    format: user.EMAIL_DOMAIN,
  },
  'password-length': { for: ['ephemeral'], default: '64' },
  'user-attributes': { for: ['ephemeral'] },
  groups: { for: ['ephemeral'] },
  'client-metadata': { for: MODES, onlyWith: { 'auth-flow': API_FLOWS } },
  'max-age-hours': { for: ['sweep'], default: '24' },
  'dry-run': { for: ['sweep'], default: 'false' },
  'deletes-per-second': { for: ['sweep'], default: '10' },
  'identity-pool-id': { for: WITH_ID_TOKEN, requiredWith: WITH_SIGNATURES, format: userPool.IDENTITY_POOL_ID },
  'identity-role': { for: WITH_ID_TOKEN, format: job.ROLE_ARN },
  'role-to-assume': { for: [...USERS, 'sweep'], format: job.ROLE_ARN },
  audience: { for: [...USERS, 'sweep'], default: 'sts.amazonaws.com' },
  'delete-user': { for: ['ephemeral'], default: 'true' },
  'revoke-token': { for: ['stored'], default: 'true' },
  'probe-url': { for: MODES, format: job.PROBE_URL, mayHoldSecret: true },
  'probe-method': { for: MODES, default: 'GET' },
  'token-header': {
    for: MODES,
    default: 'Authorization: Bearer {token}',
    format: job.TOKEN_HEADER,
    mayHoldSecret: true,
  },
  'proxy-to': { for: MODES, format: job.PROXY_TO, mayHoldSecret: true },
  'proxy-port': { for: MODES, default: '0' },
  'proxy-auth': { for: MODES, default: 'token' },
  'sigv4-service': { for: MODES, onlyWith: WITH_SIGNATURES, format: job.SIGV4_SERVICE },
  'storage-state-origin': { for: ['ephemeral', 'stored', 'refresh'], format: job.ORIGIN, mayHoldSecret: true },
  'postman-environment': { for: MODES, default: 'false' },
  'env-file': { for: MODES, format: job.ENV_FILE },
  'env-prefix': { for: MODES, format: job.ENV_PREFIX },
  'job-summary': { for: EVERYWHERE, default: 'false' },
  check: { for: MODES, default: 'false' },
  'timeout-seconds': { for: MODES, default: '60' },
} satisfies Readonly<Record<string, InputRule>>;

export type InputName = keyof typeof RULES;

export const INPUT_RULES: Readonly<Record<InputName, InputRule>> = RULES;

/** Other names of inputs: earlier ones, and likely guesses. Their use is reported like that of a misspelled name. */
export const OTHER_NAMES: ReadonlyMap<string, InputName> = new Map([
  ['probe-header', 'token-header'],
  ['proxy-url', 'proxy-to'],
  ['proxy-target', 'proxy-to'],
  ['proxy-host', 'proxy-to'],
  ['user-count', 'users'],
]);

/** In the order of `action.yml`. */
export const INPUT_NAMES: readonly InputName[] = Object.keys(INPUT_RULES).filter(isInputName);

export function inputsFor(purposes: readonly Purpose[]): readonly InputName[] {
  return INPUT_NAMES.filter((name) => INPUT_RULES[name].for.some((purpose) => purposes.includes(purpose)));
}

export function secretInputsFor(purposes: readonly Purpose[]): readonly InputName[] {
  return inputsFor(purposes).filter((name) => INPUT_RULES[name].secret === true);
}

function isInputName(name: string): name is InputName {
  return Object.hasOwn(INPUT_RULES, name);
}
