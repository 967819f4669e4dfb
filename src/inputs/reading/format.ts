/**
 * Describes the format of an input and its usual mistakes, and words the problem of a value that does not have it.
 */
import { mustBe, quote } from './quote.ts';

interface Pattern {
  readonly pattern: RegExp;
  /** Follows `must be` or `expected` in messages. */
  readonly description: string;
}

/** The pattern and description apply to each entry of the list. */
export interface ListFormat extends Pattern {
  readonly separator: RegExp;
  /** Names the separators in messages, for example `lines or commas`. */
  readonly separators: string;
}

export interface Format extends Pattern {
  /** Checks what a regular expression cannot. */
  readonly accepts?: (text: string) => boolean;
  /** A sentence that says where to find the right value. */
  readonly hint?: string;
  /** The usual mistakes. The first match is reported. */
  readonly mistakes?: readonly Mistake[];
  /** Replaces this format if the job has its own endpoint for Cognito: emulators have formats of their own. */
  readonly atEndpoint?: Format;
}

export interface Mistake {
  readonly pattern: RegExp;
  /** Follows the input's name, for example `is an ARN`. */
  readonly problem: string;
  /**
   * Follows `must be` in place of the format's description and hint. `$<group>` inserts a named group of the pattern,
   * which therefore must not match a secret.
   */
  readonly expected?: string;
}

/** @returns the problem of the value, to follow the input's name; undefined if it has the format */
export function formatProblem(text: string, format: Format, canQuote: boolean): string | undefined {
  const { pattern, accepts, description, hint, mistakes } = format;
  if (pattern.test(text) && accepts?.(text) !== false) {
    return undefined;
  }
  const mistake = mistakes?.find((candidate) => candidate.pattern.test(text));
  const problem = mistake?.problem ?? (canQuote ? `is ${quote(text)}` : undefined);
  if (mistake?.expected === undefined) {
    return mustBe(problem, description, hint);
  }
  const groups = mistake.pattern.exec(text)?.groups ?? {};
  return mustBe(
    problem,
    mistake.expected.replaceAll(/\$<(\w+)>/g, (_, group: string) => groups[group] ?? ''),
  );
}
