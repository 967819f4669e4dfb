/**
 * What an input has to look like, and what people write in its place. Every message says what is seen, and what must be there.
 */
import { quote, withHint } from './quote.ts';

/** Of an entry in a list. */
export interface EntryForm {
  readonly pattern: RegExp;
  /** What stands behind `must be`. */
  readonly words: string;
}

export interface Form extends EntryForm {
  /** What the pattern cannot tell. */
  readonly accepts?: (text: string) => boolean;
  /** A sentence on where the right value is to be found. */
  readonly hint?: string;
  /** The usual mistakes, of which the first that fits is said. */
  readonly mistakes: readonly Mistake[];
}

export interface Mistake {
  readonly pattern: RegExp;
  /** What stands behind the input's name, for instance `is an ARN`. `$<part>` is what the pattern's group of that name found. */
  readonly seen: string;
  /** What stands behind `must be`, where the value itself tells more than the form's words and hint. */
  readonly rather?: string;
}

/** What is wrong with a value, to be put behind the input's name, or undefined. Nothing of a secret is in the message. */
export function problemOfForm(text: string, form: Form, isSecret: boolean): string | undefined {
  const { pattern, accepts, words, hint, mistakes } = form;
  if (pattern.test(text) && accepts?.(text) !== false) {
    return undefined;
  }
  const mistake = mistakes.find((candidate) => candidate.pattern.test(text));
  if (mistake === undefined) {
    return withHint(`${isSecret ? '' : `is ${quote(text)}, but `}must be ${words}.`, hint);
  }
  const { seen, rather } = mistake;
  const problem =
    rather === undefined ? withHint(`${seen}, but must be ${words}.`, hint) : `${seen}, but must be ${rather}.`;
  return isSecret ? problem : fillIn(problem, mistake.pattern.exec(text)?.groups ?? {});
}

function fillIn(problem: string, parts: Readonly<Record<string, string>>): string {
  return problem.replaceAll(/\$<(\w+)>/g, (_, part: string) => parts[part] ?? '');
}
