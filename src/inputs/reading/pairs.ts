/**
 * Lines of `name=value`.
 */
import type { Parsed } from './form.ts';

const JSON_TEXT = /^[{[].*[}\]]$/s;
/** The first `=` splits. */
const PAIR = /^(?<name>[^=]*[^=\s])\s*=(?<value>.*)$/;
const YAML_PAIR = /^[^\s=]+:(\s|$)/;

/** White space around names and values is dropped, and empty lines count for nothing. No message quotes one: it can be a part of a secret. */
export function parsePairs(text: string): Parsed<Readonly<Record<string, string>>> {
  if (JSON_TEXT.test(text)) {
    return { value: {}, problems: ['is JSON, but must be lines of name=value.'] };
  }
  const pairs = new Map<string, string>();
  const problems: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const pair = line.trim();
    const { name, value } = PAIR.exec(pair)?.groups ?? {};
    if (YAML_PAIR.test(pair)) {
      problems.push(`, line ${index + 1}: expected name=value, with = in place of the colon.`);
    } else if (name === undefined || value === undefined) {
      problems.push(...(pair === '' ? [] : [`, line ${index + 1}: expected name=value.`]));
    } else if (pairs.has(name)) {
      problems.push(`, line ${index + 1}: an earlier line has the same name.`);
    } else {
      pairs.set(name, value.trim());
    }
  }
  return { value: Object.fromEntries(pairs), problems };
}
