/**
 * Every input that there is: the modes it belongs to, where it is required, and its default. `action.yml` and the README follow this table.
 */
export const MODES = ['ephemeral', 'stored', 'refresh', 'client-credentials'] as const;

export type Mode = (typeof MODES)[number];

export interface InputRule {
  /** Where the input has a meaning. */
  readonly modes: readonly Mode[];
  /** Where it must not be empty. */
  readonly requiredIn: readonly Mode[];
  /** What it is when nobody sets it. */
  readonly default: string;
  /** Secrets are masked before anything else is done with them, and never quoted in a message. */
  readonly secret?: true;
}

/** Every input of `action.yml`, in its order. */
export const INPUT_RULES = {
  mode: { modes: MODES, requiredIn: [], default: 'ephemeral' },
  'client-id': { modes: MODES, requiredIn: MODES, default: '' },
  'client-secret': { modes: MODES, requiredIn: ['client-credentials'], default: '', secret: true },
  'user-pool-id': { modes: ['ephemeral', 'stored', 'refresh'], requiredIn: ['ephemeral'], default: '' },
  'aws-region': { modes: MODES, requiredIn: [], default: '' },
  'auth-flow': { modes: ['ephemeral', 'stored'], requiredIn: [], default: 'USER_PASSWORD_AUTH' },
  username: { modes: ['stored'], requiredIn: ['stored'], default: '', secret: true },
  password: { modes: ['stored'], requiredIn: ['stored'], default: '', secret: true },
  'totp-secret': { modes: ['stored'], requiredIn: [], default: '', secret: true },
  'refresh-token': { modes: ['refresh'], requiredIn: ['refresh'], default: '', secret: true },
  domain: { modes: ['client-credentials'], requiredIn: ['client-credentials'], default: '' },
  scopes: { modes: ['client-credentials'], requiredIn: [], default: '' },
  'username-format': { modes: ['ephemeral'], requiredIn: [], default: 'email' },
  'create-with': { modes: ['ephemeral'], requiredIn: [], default: 'admin' },
  'email-domain': { modes: ['ephemeral'], requiredIn: [], default: 'example.com' },
  'password-length': { modes: ['ephemeral'], requiredIn: [], default: '64' },
  'user-attributes': { modes: ['ephemeral'], requiredIn: [], default: '' },
  groups: { modes: ['ephemeral'], requiredIn: [], default: '' },
  'client-metadata': { modes: ['ephemeral', 'stored'], requiredIn: [], default: '' },
  'role-to-assume': { modes: ['ephemeral', 'stored'], requiredIn: [], default: '' },
  audience: { modes: ['ephemeral', 'stored'], requiredIn: [], default: 'sts.amazonaws.com' },
  'delete-user': { modes: ['ephemeral'], requiredIn: [], default: 'true' },
  'revoke-token': { modes: ['stored'], requiredIn: [], default: 'true' },
  'probe-url': { modes: MODES, requiredIn: [], default: '' },
  'probe-method': { modes: MODES, requiredIn: [], default: 'GET' },
  'probe-header': { modes: MODES, requiredIn: [], default: 'Authorization: Bearer {token}' },
  'postman-environment': { modes: MODES, requiredIn: [], default: 'false' },
  'env-prefix': { modes: MODES, requiredIn: [], default: '' },
  'job-summary': { modes: MODES, requiredIn: [], default: 'false' },
  'timeout-seconds': { modes: MODES, requiredIn: [], default: '60' },
} as const satisfies Readonly<Record<string, InputRule>>;

export type InputName = keyof typeof INPUT_RULES;

/** The inputs that are secrets. */
export function secretInputNames(): readonly InputName[] {
  return inputRules().flatMap(([name, rule]) => (rule.secret === true ? [name] : []));
}

/** The table, row by row. */
export function inputRules(): [InputName, InputRule][] {
  return Object.keys(INPUT_RULES)
    .filter(isInputName)
    .map((name) => [name, INPUT_RULES[name]]);
}

function isInputName(name: string): name is InputName {
  return Object.hasOwn(INPUT_RULES, name);
}
