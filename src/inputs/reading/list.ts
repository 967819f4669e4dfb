/**
 * Lists of entries with something between them.
 */
import type { EntryForm } from './form.ts';

/** What stands between the entries. */
export interface Separator {
  readonly pattern: RegExp;
  /** For instance `lines or commas`. */
  readonly words: string;
}

export interface ParsedList {
  readonly entries: readonly string[];
  /** Each to be put behind the input's name. No entry is quoted: it can be a part of a secret. */
  readonly problems: readonly string[];
}

const JSON_ARRAY = /^\[.*[,"'].*\]$/s;

/** The entries without white space around them, without empty ones and without doubles. Each must have the form. */
export function parseList(text: string, separator: Separator, { pattern, words }: EntryForm): ParsedList {
  const separation = `Separate entries by ${separator.words}.`;
  if (JSON_ARRAY.test(text)) {
    return { entries: [], problems: [`is a JSON array, but must be plain text. ${separation}`] };
  }
  const entries = text
    .split(separator.pattern)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const problems = entries.flatMap((entry, index) =>
    pattern.test(entry) ? [] : [`, entry ${index + 1}: expected ${words}. ${separation}`],
  );
  return { entries: [...new Set(entries)], problems };
}
