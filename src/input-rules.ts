/**
 * Every input that there is: the modes it belongs to, where it is required, and its default. `action.yml` and the README follow this table.
 */
export const MODES = ['ephemeral', 'stored'] as const;

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
  'user-pool-id': { modes: MODES, requiredIn: ['ephemeral'], default: '' },
  'aws-region': { modes: MODES, requiredIn: [], default: '' },
  username: { modes: ['stored'], requiredIn: ['stored'], default: '', secret: true },
  password: { modes: ['stored'], requiredIn: ['stored'], default: '', secret: true },
  'username-format': { modes: ['ephemeral'], requiredIn: [], default: 'email' },
  'email-domain': { modes: ['ephemeral'], requiredIn: [], default: 'example.com' },
  'password-length': { modes: ['ephemeral'], requiredIn: [], default: '64' },
  'delete-user': { modes: ['ephemeral'], requiredIn: [], default: 'true' },
  'revoke-token': { modes: ['stored'], requiredIn: [], default: 'true' },
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
