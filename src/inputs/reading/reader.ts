import { ActionError } from '../../failures/action-error.ts';
import { orList } from '../../lists.ts';
import type { InputContext, Runner } from '../../platform/ports.ts';
import { INPUT_NAMES, INPUT_RULES, type InputName, inputsFor, OTHER_NAMES, type Purpose } from '../rules.ts';
import { formatProblem, type ListFormat } from './format.ts';
import { parseLines, parseList, parsePairs } from './lists.ts';
import { misspelledNames, nearMiss } from './near-miss.ts';
import { mustBe, quote } from './quote.ts';

export type InputSource = Pick<Runner, 'action' | 'inputContext' | 'readInput' | 'notice' | 'warning'>;

/** The spellings of YAML 1.2's core schema: https://yaml.org/spec/1.2.2/#10212-boolean */
const BOOLEAN = /^(true|True|TRUE|false|False|FALSE)$/;

const BOOLEAN_ADVICE: ReadonlyMap<string, string> = new Map([
  ...['yes', 'y', 'on', '1', 'enabled'].map((word) => [word, 'Did you mean true?'] as const),
  ...['no', 'n', 'off', '0', 'disabled'].map((word) => [word, 'Did you mean false?'] as const),
]);

/** Reads inputs and collects their problems. */
export class InputReader {
  readonly context: InputContext;
  readonly #source: InputSource;
  readonly #purposes: readonly Purpose[];
  readonly #problems = new Map<InputName, readonly string[]>();
  readonly #missing = new Set<InputName>();
  readonly #notices: string[] = [];

  private constructor(source: InputSource, purposes: readonly Purpose[]) {
    this.context = source.inputContext;
    this.#source = source;
    this.#purposes = purposes;
  }

  /**
   * Returns the result of `read` if it found no problem. Probable mistakes in valid inputs become notices, misspelled
   * names of inputs become warnings.
   *
   * A problem does not end `read`, so that one message can list all of them. Meanwhile the reader returns a stand-in of
   * the right type for an invalid value: the text itself, `NaN`, the first choice. No stand-in leaves this function.
   *
   * @param purposes the action's modes, or the sweep
   * @throws {ActionError} `inputs-invalid`, with all problems in the order of the table of inputs
   */
  static readValid<Inputs>(
    source: InputSource,
    purposes: readonly Purpose[],
    read: (reader: InputReader) => Inputs,
  ): Inputs {
    const reader = new InputReader(source, purposes);
    const inputs = read(reader);
    reader.assertValid();
    const link = `See ${source.action.troubleshooting}#inputs-unusual`;
    for (const text of reader.#notices) {
      source.notice(`${text} ${link}`);
    }
    for (const text of reader.#misspelled().values()) {
      source.warning(`${text} ${link}`);
    }
    return inputs;
  }

  /** @throws {ActionError} `inputs-invalid`, with all problems so far in the order of the table of inputs */
  assertValid(): void {
    const problems = INPUT_NAMES.flatMap((name) => this.#problems.get(name) ?? []);
    if (problems.length > 0) {
      const misspelled = this.#misspelled();
      throw new ActionError({
        code: 'inputs-invalid',
        problems: [...problems, ...misspelled.values()],
        isAnyEmpty: [...this.#missing].some((name) => !misspelled.has(name)),
        isInComposite: this.context.isInComposite,
      });
    }
  }

  /** Returns the trimmed input, or its default if nothing is left. An input without a default can be empty. */
  text(name: InputName): string {
    return this.#source.readInput(name).trim() || (INPUT_RULES[name].default ?? '');
  }

  /** Is true for an input that consists of white space. */
  isBlank(name: InputName): boolean {
    return this.#source.readInput(name) !== '' && this.#source.readInput(name).trim() === '';
  }

  hasWhiteSpaceAround(name: InputName): boolean {
    return this.#source.readInput(name) !== this.#source.readInput(name).trim();
  }

  hasProblem(name: InputName): boolean {
    return this.#problems.has(name);
  }

  /** Adds problems, each to follow the input's name, unless the input already has one, which may be their cause. */
  addProblem(name: InputName, ...problems: readonly (string | undefined)[]): void {
    const sentences = sentencesOn(name, problems);
    if (sentences.length > 0 && !this.hasProblem(name)) {
      this.#problems.set(name, sentences);
    }
  }

  /** Adds probable mistakes, each to follow the input's name. */
  addNotice(name: InputName, ...doubts: readonly (string | undefined)[]): void {
    this.#notices.push(...sentencesOn(name, doubts));
  }

  /** Adds the problem of a missing value, which is often a secret that GitHub withholds. */
  addMissing(name: InputName, problem: string): void {
    this.#missing.add(name);
    this.addProblem(name, problem);
  }

  /** @param condition for example `in mode stored`; empty if the input is always required */
  require(name: InputName, condition: string): void {
    if (this.text(name) === '') {
      const required = `is required ${condition}`.trim();
      this.addMissing(name, `${required}, but is ${this.isBlank(name) ? 'only white space' : 'empty'}.`);
    }
  }

  /** Reads an input that is required or has a default. */
  value(name: InputName): string {
    const text = this.text(name);
    const ownFormat = INPUT_RULES[name].format;
    const format = (this.context.hasEndpoint && ownFormat?.atEndpoint) || ownFormat;
    if (format !== undefined && text !== '') {
      this.addProblem(name, formatProblem(text, format, this.#canQuote(name)));
    }
    return text;
  }

  optional(name: InputName): string | undefined {
    return this.value(name) || undefined;
  }

  /** @param advice a sentence for each well-known wrong value, by its lower-case spelling */
  choice<Choice extends string>(
    name: InputName,
    choices: readonly [Choice, ...Choice[]],
    advice: ReadonlyMap<string, string> = new Map(),
  ): Choice {
    const text = this.text(name);
    const choice = choices.find((candidate) => candidate === text);
    if (choice === undefined) {
      const suggestion = nearMiss(text, choices);
      const hint = advice.get(text.toLowerCase()) ?? (suggestion && `Did you mean ${suggestion}?`);
      this.addProblem(name, mustBe(this.#quoted(name), orList(choices), hint));
    }
    return choice ?? choices[0];
  }

  boolean(name: InputName): boolean {
    const text = this.text(name);
    const value = BOOLEAN.test(text) ? text.toLowerCase() : this.choice(name, ['true', 'false'], BOOLEAN_ADVICE);
    return value === 'true';
  }

  integer(name: InputName, min: number, max: number): number {
    const text = this.text(name);
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) {
      this.addProblem(name, mustBe(this.#quoted(name), `a whole number from ${min} to ${max}`));
    }
    return value;
  }

  list(name: InputName, format: ListFormat): readonly string[] {
    const { value, problems } = parseList(this.text(name), format);
    this.addProblem(name, ...problems);
    return value;
  }

  /** Reads a list with one entry a line, whose order counts. */
  lines(name: InputName): readonly string[] {
    const { value, problems, doubts = [] } = parseLines(this.#source.readInput(name).trimEnd());
    this.addProblem(name, ...problems);
    this.addNotice(name, ...doubts);
    return value;
  }

  /** Reads lines of `name=value`. */
  pairs(name: InputName): Readonly<Record<string, string>> {
    const { value, problems, doubts = [] } = parsePairs(this.text(name));
    this.addProblem(name, ...problems);
    this.addNotice(name, ...doubts);
    return value;
  }

  /** Returns a sentence for each unset input in place of which a similar, unknown name was given. */
  #misspelled(): ReadonlyMap<InputName, string> {
    const unset = inputsFor(this.#purposes).filter((name) => this.text(name) === (INPUT_RULES[name].default ?? ''));
    const misspelled = misspelledNames(this.context.names, INPUT_NAMES, unset, OTHER_NAMES);
    return new Map(
      [...misspelled].map(([name, given]) => [name, `\`${given}\` is not an input. Did you mean \`${name}\`?`]),
    );
  }

  #quoted(name: InputName): string | undefined {
    return this.#canQuote(name) ? `is ${quote(this.text(name))}` : undefined;
  }

  /** Is false for trimmed values: the runner's mask of a secret includes the white space, so it does not match them. */
  #canQuote(name: InputName): boolean {
    const { secret, mayHoldSecret } = INPUT_RULES[name];
    return secret !== true && mayHoldSecret !== true && !this.hasWhiteSpaceAround(name);
  }
}

function sentencesOn(name: InputName, problems: readonly (string | undefined)[]): readonly string[] {
  return problems
    .filter((problem) => problem !== undefined)
    .map((problem) => (problem.startsWith(',') ? `${name}${problem}` : `${name} ${problem}`));
}
