/**
 * Replaces secrets and values that differ from pool to pool by placeholders, so that answers can be compared and
 * published.
 */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/\brequest [\w-]{16,}/g, 'request <ID>'],
  [/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, '<token>'],
  [/arn:[\w-]+:[\w-]*:[\w-]*:\d*:[^\s,'"]+/g, '<ARN>'],
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/g, '<UUID>'],
  [/\b\d{12}\b/g, '<account>'],
  // Sessions, signatures and secret blocks: no word is that long.
  [/[\w+/=-]{60,}/g, '<…>'],
];

const SECRETS = [
  'AWS credentials',
  'username',
  'e-mail',
  'password',
  'client secret',
  'secret hash',
  'TOTP secret',
  'refresh token',
] as const;

type Placeholder = (typeof SECRETS)[number] | 'region' | 'endpoint' | 'user pool' | 'client';

/** Shorter values would also match parts of unrelated words. */
const SHORTEST = 4;

export class Redaction {
  readonly #placeholders = new Map<string, Placeholder>();

  /** Returns the value, so that the call fits where the value is created. */
  learn(value: string, placeholder: Placeholder): string {
    if (value.length >= SHORTEST) {
      this.#placeholders.set(value, placeholder);
    }
    return value;
  }

  /** Returns true if the text contains a known secret. */
  findsSecretIn(text: string): boolean {
    return [...this.#placeholders].some(
      ([value, placeholder]) => SECRETS.some((secret) => secret === placeholder) && text.includes(value),
    );
  }

  apply(text: string): string {
    const known = [...this.#placeholders]
      .toSorted(([one], [other]) => other.length - one.length)
      .map(([value, placeholder]): [string, string] => [value, `<${placeholder}>`]);
    return [...known, ...FORMS].reduce((redacted, [what, placeholder]) => redacted.replaceAll(what, placeholder), text);
  }
}
