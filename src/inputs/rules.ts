/**
 * Every input that there is, of the action and of its sweep: where it has a meaning, where it is required, its default, its form, and whether a
 * message may quote it. `action.yml`, `sweep/action.yml` and the READMEs follow this table.
 */
import * as forms from './forms.ts';
import type { Form } from './reading/form.ts';

export const MODES = ['ephemeral', 'stored', 'refresh', 'client-credentials'] as const;

export type Mode = (typeof MODES)[number];

/** What inputs are read for: a mode of the action, or the sweep. */
export type Purpose = Mode | 'sweep';

export interface InputRule {
  /** Where the input has a meaning. */
  readonly for: readonly Purpose[];
  /** Where it must not be empty. */
  readonly requiredFor?: readonly Purpose[];
  /** What it is when nobody sets it. */
  readonly default?: string;
  /** Of a text. What else an input can be, a choice or a number, is for who reads it. */
  readonly form?: Form;
  /** Masked before anything else is done with it, and never quoted in a message. */
  readonly secret?: true;
  /** Not masked, and yet not quoted where its form is wrong: people put keys and passwords into it. */
  readonly mayHoldSecret?: true;
}

const EVERYWHERE: readonly Purpose[] = [...MODES, 'sweep'];
const USERS: readonly Purpose[] = ['ephemeral', 'stored'];

const RULES = {
  mode: { for: MODES, default: 'ephemeral' },
  'client-id': { for: MODES, requiredFor: MODES, form: forms.CLIENT_ID },
  'client-secret': { for: MODES, requiredFor: ['client-credentials'], form: forms.CLIENT_SECRET, secret: true },
  'user-pool-id': {
    for: ['ephemeral', 'stored', 'refresh', 'sweep'],
    requiredFor: ['ephemeral', 'sweep'],
    form: forms.USER_POOL_ID,
  },
  'aws-region': { for: EVERYWHERE, form: forms.REGION },
  'auth-flow': { for: USERS, default: 'USER_PASSWORD_AUTH' },
  username: { for: ['stored'], requiredFor: ['stored'], form: forms.USERNAME, secret: true },
  password: { for: ['stored'], requiredFor: ['stored'], secret: true },
  'totp-secret': { for: ['stored'], form: forms.TOTP_SECRET, secret: true },
  'refresh-token': { for: ['refresh'], requiredFor: ['refresh'], form: forms.REFRESH_TOKEN, secret: true },
  'device-key': { for: ['refresh'], form: forms.DEVICE_KEY, secret: true },
  domain: { for: [...USERS, 'client-credentials'], form: forms.DOMAIN, mayHoldSecret: true },
  'redirect-uri': { for: USERS, form: forms.REDIRECT_URI },
  scopes: { for: [...USERS, 'client-credentials'] },
  'username-format': { for: ['ephemeral', 'sweep'], default: 'email' },
  'create-with': { for: ['ephemeral'], default: 'admin' },
  'email-domain': { for: ['ephemeral'], default: 'example.com', form: forms.EMAIL_DOMAIN },
  'password-length': { for: ['ephemeral'], default: '64' },
  'user-attributes': { for: ['ephemeral'] },
  groups: { for: ['ephemeral'] },
  'client-metadata': { for: MODES },
  'max-age-hours': { for: ['sweep'], default: '24' },
  'dry-run': { for: ['sweep'], default: 'false' },
  'deletes-per-second': { for: ['sweep'], default: '10' },
  'role-to-assume': { for: [...USERS, 'sweep'], form: forms.ROLE_ARN },
  audience: { for: [...USERS, 'sweep'], default: 'sts.amazonaws.com' },
  'delete-user': { for: ['ephemeral'], default: 'true' },
  'revoke-token': { for: ['stored'], default: 'true' },
  'probe-url': { for: MODES, form: forms.PROBE_URL, mayHoldSecret: true },
  'probe-method': { for: MODES, default: 'GET' },
  'probe-header': {
    for: MODES,
    default: 'Authorization: Bearer {token}',
    form: forms.PROBE_HEADER,
    mayHoldSecret: true,
  },
  'postman-environment': { for: MODES, default: 'false' },
  'env-prefix': { for: MODES, form: forms.ENV_PREFIX },
  'job-summary': { for: EVERYWHERE, default: 'false' },
  'timeout-seconds': { for: MODES, default: '60' },
} satisfies Readonly<Record<string, InputRule>>;

export type InputName = keyof typeof RULES;

export const INPUT_RULES: Readonly<Record<InputName, InputRule>> = RULES;

/** The inputs that have a meaning for any of these, in the order of their `action.yml`. */
export function inputsFor(purposes: readonly Purpose[]): readonly InputName[] {
  return Object.keys(INPUT_RULES)
    .filter(isInputName)
    .filter((name) => INPUT_RULES[name].for.some((purpose) => purposes.includes(purpose)));
}

/** The secrets among them. */
export function secretInputsFor(purposes: readonly Purpose[]): readonly InputName[] {
  return inputsFor(purposes).filter((name) => INPUT_RULES[name].secret === true);
}

function isInputName(name: string): name is InputName {
  return Object.hasOwn(INPUT_RULES, name);
}
