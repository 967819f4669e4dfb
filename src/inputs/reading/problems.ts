import type { InputName } from '../rules.ts';

/** What is wrong with the inputs, so that it can all be said at once. */
export class InputProblems {
  readonly #sentences = new Map<string, readonly string[]>();
  #isAnyEmpty = false;

  /** Of an input that has a problem already nothing more is said: what follows from a mistake is not a second one. */
  add(name: InputName, ...sentences: readonly string[]): void {
    if (sentences.length > 0 && !this.has(name)) {
      this.#sentences.set(name, sentences);
    }
  }

  /** The same for something needed that is empty, or nothing but white space. */
  addEmpty(name: InputName, sentence: string): void {
    this.#isAnyEmpty = true;
    this.add(name, sentence);
  }

  has(name: InputName): boolean {
    return this.#sentences.has(name);
  }

  /** Whether something is missing that is needed: often a secret that GitHub withholds. */
  get isAnyEmpty(): boolean {
    return this.#isAnyEmpty;
  }

  /** Every problem, in the order in which they were found. */
  get sentences(): readonly string[] {
    return [...this.#sentences.values()].flat();
  }
}
