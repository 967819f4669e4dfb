/**
 * Lists of entries with something between them.
 */
import type { ListForm, Parsed } from './form.ts';

const JSON_ARRAY = /^\[.*[,"'].*\]$/s;

/**
 * The entries without white space around them, without empty ones and without doubles. No message quotes one: it can be a part of a secret.
 */
export function parseList(text: string, form: ListForm): Parsed<readonly string[]> {
  const { pattern, words, separator, separators } = form;
  const separation = `Separate entries by ${separators}.`;
  if (JSON_ARRAY.test(text)) {
    return { value: [], problems: [`is a JSON array, but must be plain text. ${separation}`] };
  }
  const entries = text
    .split(separator)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const problems = entries.flatMap((entry, index) =>
    pattern.test(entry) ? [] : [`, entry ${index + 1}: expected ${words}. ${separation}`],
  );
  return { value: [...new Set(entries)], problems };
}
