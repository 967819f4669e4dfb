import { ActionError } from '../../failures/action-error.ts';
import { orList } from '../../lists.ts';
import { INPUT_RULES, type InputName } from '../rules.ts';
import { type ListForm, type Parsed, problemOfForm } from './form.ts';
import { parseList } from './list.ts';
import { nearMiss } from './near-miss.ts';
import { parsePairs } from './pairs.ts';
import { problemOfPlaceholder } from './placeholders.ts';
import { mustBe, withHint } from './quote.ts';

/** What people mean who write these. */
const FLAG_WORDS: ReadonlyMap<string, string> = new Map([
  ...['yes', 'y', 'on', '1', 'enabled'].map((word) => [word, 'true'] as const),
  ...['no', 'n', 'off', '0', 'disabled'].map((word) => [word, 'false'] as const),
]);

/** Reads inputs one by one and notes every problem on the way, so that all can be said at once. */
export class InputReader {
  readonly #given: (name: InputName) => string;
  readonly #problems = new Map<InputName, readonly string[]>();
  #isAnyEmpty = false;

  /** @param given the input as it was given, empty when it is not set */
  constructor(given: (name: InputName) => string) {
    this.#given = given;
  }

  /** The input as it stands, without white space around it; where nothing is left its default, which may be empty. */
  text(name: InputName): string {
    return this.#given(name).trim() || (INPUT_RULES[name].default ?? '');
  }

  /** Whether it was given, and as white space alone. */
  isBlank(name: InputName): boolean {
    return this.#given(name) !== '' && this.#given(name).trim() === '';
  }

  /** Whether it was given with white space around it. */
  hasWhiteSpaceAround(name: InputName): boolean {
    return this.#given(name) !== this.#given(name).trim();
  }

  /**
   * Notes what is wrong with an input, in words to be put behind its name. Of one that has a problem already nothing more is said: what
   * follows from a mistake is not a second one.
   */
  note(name: InputName, ...problems: readonly (string | undefined)[]): void {
    const said = problems.filter((problem) => problem !== undefined);
    if (said.length > 0 && !this.hasProblem(name)) {
      this.#problems.set(
        name,
        said.map((problem) => (problem.startsWith(',') ? `${name}${problem}` : `${name} ${problem}`)),
      );
    }
  }

  /** The same of something needed that is empty, or nothing but white space: often a secret that GitHub withholds. */
  noteEmpty(name: InputName, problem: string): void {
    this.#isAnyEmpty = true;
    this.note(name, problem);
  }

  /** Notes that an input is empty which must not be. `when` stands behind `is required`, and may be empty. */
  require(name: InputName, when: string): void {
    if (this.text(name) === '') {
      const required = when === '' ? 'is required' : `is required ${when}`;
      this.noteEmpty(name, `${required}, but is ${this.isBlank(name) ? 'only white space' : 'empty'}.`);
    }
  }

  hasProblem(name: InputName): boolean {
    return this.#problems.has(name);
  }

  /** @throws {ActionError} `inputs-invalid`, with every problem, in the order in which they were found */
  assertValid(): void {
    if (this.#problems.size > 0) {
      const problems = [...this.#problems.values()].flat();
      throw new ActionError({ code: 'inputs-invalid', problems, isAnyEmpty: this.#isAnyEmpty });
    }
  }

  /** Notes a value that was to be replaced. */
  checkPlaceholder(name: InputName): void {
    this.note(name, problemOfPlaceholder(this.text(name), INPUT_RULES[name].secret === true));
  }

  /** The text of an input that cannot be empty: it is required, or has a default. */
  value(name: InputName): string {
    const { form } = INPUT_RULES[name];
    const text = this.text(name);
    if (form !== undefined && text !== '') {
      this.note(name, problemOfForm(text, form, this.#mayQuote(name)));
    }
    return text;
  }

  /** The text of one that need not be there. */
  optional(name: InputName): string | undefined {
    return this.value(name) || undefined;
  }

  /** `advice` is for values that have a meaning elsewhere: a sentence in place of the nearest choice. */
  choice<Choice extends string>(
    name: InputName,
    choices: readonly [Choice, ...Choice[]],
    advice: ReadonlyMap<string, string> = new Map(),
  ): Choice {
    const text = this.text(name);
    const choice = choices.find((candidate) => candidate === text);
    if (choice === undefined) {
      const hint = advice.get(text) ?? didYouMean(nearMiss(text, choices));
      this.note(name, withHint(`${this.#mustBe(name)} ${orList(choices)}.`, hint));
    }
    return choice ?? choices[0];
  }

  /** `true` or `false`, in the spellings of YAML 1.2's core schema: https://yaml.org/spec/1.2.2/#10212-boolean */
  flag(name: InputName): boolean {
    const text = this.text(name);
    if (!/^(true|True|TRUE|false|False|FALSE)$/.test(text)) {
      const meant = FLAG_WORDS.get(text.toLowerCase()) ?? nearMiss(text, ['true', 'false']);
      this.note(name, withHint(`${this.#mustBe(name)} true or false.`, didYouMean(meant)));
    }
    return text.toLowerCase() === 'true';
  }

  wholeNumber(name: InputName, least: number, most: number): number {
    const text = this.text(name);
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      this.note(name, `${this.#mustBe(name)} a whole number from ${least} to ${most}.`);
    }
    return value;
  }

  /** The entries of a list, each once. */
  list(name: InputName, form: ListForm): readonly string[] {
    return this.#noted(name, parseList(this.text(name), form));
  }

  /** Lines of `name=value`. */
  pairs(name: InputName): Readonly<Record<string, string>> {
    return this.#noted(name, parsePairs(this.text(name)));
  }

  #noted<Value>(name: InputName, { value, problems }: Parsed<Value>): Value {
    this.note(name, ...problems);
    return value;
  }

  #mustBe(name: InputName): string {
    return mustBe(this.text(name), this.#mayQuote(name));
  }

  /** A mask does not fit a secret without the white space that was around it. */
  #mayQuote(name: InputName): boolean {
    const { secret, mayHoldSecret } = INPUT_RULES[name];
    return secret !== true && mayHoldSecret !== true && !this.hasWhiteSpaceAround(name);
  }
}

function didYouMean(choice: string | undefined): string | undefined {
  return choice === undefined ? undefined : `Did you mean ${choice}?`;
}
