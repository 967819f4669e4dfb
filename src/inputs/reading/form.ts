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

/** What is wrong with a value, to be put behind the input's name, or undefined. */
export function problemOfForm(text: string, form: Form): string | undefined {
  if (form.pattern.test(text)) {
    return undefined;
  }
  const mistake = findMistake(text, form);
  if (mistake === undefined) {
    return withHint(`is ${quote(text)}, and must be ${form.words}.`, form.hint);
  }
  const parts = mistake.pattern.exec(text)?.groups ?? {};
  return sayMistake(mistake, form).replaceAll(/\$<(\w+)>/g, (_, part: string) => parts[part] ?? '');
}

/** The same for a value that may hold a secret: nothing of it is in the message. */
export function problemOfSecretForm(text: string, form: Form): string | undefined {
  if (form.pattern.test(text)) {
    return undefined;
  }
  const mistake = findMistake(text, form);
  return mistake === undefined
    ? withHint(`must be ${form.words}, and is something else.`, form.hint)
    : sayMistake(mistake, form);
}

function findMistake(text: string, { mistakes }: Form): Mistake | undefined {
  return mistakes.find(({ pattern }) => pattern.test(text));
}

function sayMistake({ seen, rather }: Mistake, { words, hint }: Form): string {
  return rather === undefined ? withHint(`${seen}, and must be ${words}.`, hint) : `${seen}, and must be ${rather}.`;
}
