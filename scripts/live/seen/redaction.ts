/** What differs from pool to pool, and what is secret, in the words of a service: placeholders in its place, so that two answers can be compared and shown. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/\brequest [\w-]{16,}/g, 'request <ID>'],
  [/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, '<token>'],
  [/arn:[\w-]+:[\w-]*:[\w-]*:\d*:[^\s,'"]+/g, '<ARN>'],
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/g, '<UUID>'],
  [/\b\d{12}\b/g, '<account>'],
  // Sessions, signatures, secret blocks: nothing in words is as long.
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

/** A shorter one would be found in words that have nothing to do with it. */
const SHORTEST = 4;

export class Redaction {
  readonly #placeholders = new Map<string, Placeholder>();

  /** Gives the value back, for the place where it comes to be. */
  learn(value: string, placeholder: Placeholder): string {
    if (value.length >= SHORTEST) {
      this.#placeholders.set(value, placeholder);
    }
    return value;
  }

  /** Whether a text holds a secret that was learnt. */
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
