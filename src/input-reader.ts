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
}

function quote(text: string): string {
  return JSON.stringify(text);
}

/** `a`, `a or b`, `a, b or c`. */
function orList(choices: readonly string[]): string {
  const last = choices.at(-1) ?? '';
  return choices.length < 2 ? last : `${choices.slice(0, -1).join(', ')} or ${last}`;
}
