/** Reads inputs one by one and notes every problem on the way, so that they can all be said at once. */
export class InputReader<Name extends string> {
  readonly problems: string[] = [];
  readonly #textOf: (name: Name) => string;

  constructor(textOf: (name: Name) => string) {
    this.#textOf = textOf;
  }

  /** The input as it is; empty when it is not set. */
  text(name: Name): string {
    return this.#textOf(name);
  }

  /** The input, which must have this form unless it is empty. For inputs that are no secret: the message quotes them. */
  formed(name: Name, pattern: RegExp, form: string): string {
    const text = this.text(name);
    if (text !== '' && !pattern.test(text)) {
      this.problems.push(`${name} is ${quote(text)}, and must be ${form}.`);
    }
    return text;
  }

  /** The same for a secret: the message does not quote it. */
  formedSecret(name: Name, pattern: RegExp, form: string): string {
    const text = this.text(name);
    if (text !== '' && !pattern.test(text)) {
      this.problems.push(`${name} must be ${form}, and is something else.`);
    }
    return text;
  }

  choice<Choice extends string>(name: Name, choices: readonly [Choice, ...Choice[]]): Choice {
    const text = this.text(name);
    const choice = choices.find((candidate) => candidate === text);
    if (choice === undefined) {
      this.problems.push(`${name} is ${quote(text)}, and must be ${orList(choices)}.`);
    }
    return choice ?? choices[0];
  }

  /** `true` or `false`, in the spellings of YAML 1.2's core schema: https://yaml.org/spec/1.2.2/#10212-boolean */
  flag(name: Name): boolean {
    const text = this.text(name);
    if (!/^(true|True|TRUE|false|False|FALSE)$/.test(text)) {
      this.problems.push(`${name} is ${quote(text)}, and must be true or false.`);
    }
    return text.toLowerCase() === 'true';
  }

  wholeNumber(name: Name, least: number, most: number): number {
    const text = this.text(name);
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      this.problems.push(`${name} is ${quote(text)}, and must be a whole number from ${least} to ${most}.`);
    }
    return value;
  }

  /** The parts between separators, trimmed, without empty ones and without doubles. Each must have the form. */
  list(name: Name, separator: RegExp, pattern: RegExp, form: string): readonly string[] {
    const entries = this.text(name)
      .split(separator)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '');
    for (const entry of entries) {
      if (!pattern.test(entry)) {
        this.problems.push(`${name} has ${quote(entry)}, and each entry must be ${form}.`);
      }
    }
    return [...new Set(entries)];
  }

  /** Lines of `name=value`; the first `=` splits, and white space around both is dropped. */
  pairs(name: Name): Readonly<Record<string, string>> {
    const pairs = new Map<string, string>();
    for (const [index, line] of this.text(name).split(/\r?\n/).entries()) {
      const equals = line.indexOf('=');
      const key = line.slice(0, equals).trim();
      if (line.trim() === '') {
        continue;
      }
      if (equals === -1 || key === '') {
        // The line is not quoted: it can hold a value that is nobody's business.
        this.problems.push(`${name} has a line ${index + 1} that is not name=value.`);
        continue;
      }
      if (pairs.has(key)) {
        this.problems.push(`${name} has ${quote(key)} twice.`);
      }
      pairs.set(key, line.slice(equals + 1).trim());
    }
    return Object.fromEntries(pairs);
  }
}

function quote(text: string): string {
  return JSON.stringify(text);
}

/** `a`, `a or b`, `a, b or c`. */
function orList(choices: readonly string[]): string {
  const last = choices.at(-1) ?? '';
  return choices.length < 2 ? last : `${choices.slice(0, -1).join(', ')} or ${last}`;
}
