/**
 * What an input has to look like, and what people write in its place. Every message says what is seen, and what must be there.
 */
import { mustBe, withHint } from './quote.ts';

interface Pattern {
  readonly pattern: RegExp;
  /** What stands behind `must be` or `expected`. */
  readonly words: string;
}

/** Of a list: the pattern and words are of each entry. */
export interface ListForm extends Pattern {
  readonly separator: RegExp;
  /** For instance `lines or commas`. */
  readonly separators: string;
}

/** What a list or the like comes to, and what is wrong with it, each to be put behind the input's name. */
export interface Parsed<Value> {
  readonly value: Value;
  readonly problems: readonly string[];
}

export interface Form extends Pattern {
  /** What the pattern cannot tell. */
  readonly accepts?: (text: string) => boolean;
  /** A sentence on where the right value is to be found. */
  readonly hint?: string;
  /** The usual mistakes, of which the first that fits is said. */
  readonly mistakes?: readonly Mistake[];
}

export interface Mistake {
  readonly pattern: RegExp;
  /** What stands behind the input's name, for instance `is an ARN`. */
  readonly seen: string;
  /**
   * What stands behind `must be`, where the value itself tells more than the form's words and hint. `$<part>` is what the pattern's group of
   * that name found: for parts of which no secret is made.
   */
  readonly rather?: string;
}

/** What is wrong with a value, to be put behind the input's name, or undefined. */
export function problemOfForm(text: string, form: Form, mayQuote: boolean): string | undefined {
  const { pattern, accepts, words, hint, mistakes } = form;
  if (pattern.test(text) && accepts?.(text) !== false) {
    return undefined;
  }
  const mistake = mistakes?.find((candidate) => candidate.pattern.test(text));
  if (mistake === undefined) {
    return withHint(`${mustBe(text, mayQuote)} ${words}.`, hint);
  }
  const { seen, rather } = mistake;
  if (rather === undefined) {
    return withHint(`${seen}, but must be ${words}.`, hint);
  }
  const parts = mistake.pattern.exec(text)?.groups ?? {};
  return `${seen}, but must be ${rather.replaceAll(/\$<(\w+)>/g, (_, part: string) => parts[part] ?? '')}.`;
}
