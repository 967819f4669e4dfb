/** Parses inputs of several entries or lines. No message quotes an entry, because it can be part of a secret. */
import type { ListFormat } from './format.ts';
import { doubtAbout, IN_QUOTATION_MARKS, lostValueProblem, wrongBracketsProblem } from './placeholders.ts';

/** The valid part of an input, its problems, and its probable mistakes, each to follow the input's name. */
interface Parsed<Value> {
  readonly value: Value;
  readonly problems: readonly string[];
  readonly doubts?: readonly string[];
}

const JSON_TEXT = /^[{[].*[}\]]$/s;
/** Splits at the first `=`. */
const PAIR = /^(?<name>[^=]*[^=\s])\s*=(?<value>.*)$/;
const YAML_PAIR = /^[^\s=]+:(\s|$)/;
const YAML_LIST_ITEM = /^-\s/;
const SECOND_PAIR = /[,;\s][\w:-]+=[^=\s]/;

function isJsonArray(text: string): boolean {
  return text.startsWith('[') && text.endsWith(']') && /[,"']/.test(text);
}

/** Trims the entries, and drops empty ones and duplicates. */
export function parseList(text: string, format: ListFormat): Parsed<readonly string[]> {
  const { pattern, description, separator, separators } = format;
  const fix = `Separate entries by ${separators}.`;
  if (isJsonArray(text)) {
    return { value: [], problems: [`is a JSON array, but must be plain text. ${fix}`] };
  }
  const entries = text
    .split(separator)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const problems = entries.flatMap((entry, index) =>
    pattern.test(entry) ? [] : [`, entry ${index + 1}: expected ${description}. ${fix}`],
  );
  return { value: [...new Set(entries)], problems };
}

/** Parses lines of `name=value`. Trims names and values, and ignores empty lines. */
export function parsePairs(text: string): Parsed<Readonly<Record<string, string>>> {
  if (JSON_TEXT.test(text)) {
    return { value: {}, problems: ['is JSON, but must be lines of name=value.'] };
  }
  const pairs = new Map<string, string>();
  const problems: string[] = [];
  const doubts: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const pair = line.trim();
    const { name, value } = PAIR.exec(pair)?.groups ?? {};
    if (YAML_LIST_ITEM.test(pair)) {
      problems.push(`, line ${index + 1}: expected name=value, without the dash in front.`);
    } else if (YAML_PAIR.test(pair)) {
      problems.push(`, line ${index + 1}: expected name=value, with = instead of the colon.`);
    } else if (name === undefined || value === undefined) {
      problems.push(...(pair === '' ? [] : [`, line ${index + 1}: expected name=value.`]));
    } else if (pairs.has(name)) {
      problems.push(`, line ${index + 1}: an earlier line has the same name.`);
    } else {
      pairs.set(name, value.trim());
      const doubt = valueDoubt(value.trim());
      doubts.push(...(doubt === undefined ? [] : [`, line ${index + 1}: the value ${doubt}`]));
    }
  }
  return { value: Object.fromEntries(pairs), problems, doubts };
}

/** Parses lines of one entry each and trims them. Reports empty lines: they would change which entry is the second. */
export function parseLines(text: string): Parsed<readonly string[]> {
  if (isJsonArray(text)) {
    return { value: [], problems: ['is a JSON array, but must be plain text with one answer a line.'] };
  }
  const lines = text === '' ? [] : text.split('\n').map((line) => line.trim());
  const about = (index: number, problem: string | undefined, subject = '') =>
    problem === undefined ? [] : [`, line ${index + 1}: ${subject}${problem}`];
  return {
    value: lines,
    problems: lines.flatMap((line, index) => about(index, lineProblem(line))),
    doubts: lines.flatMap((line, index) => about(index, lineDoubt(line), 'the answer ')),
  };
}

function lineProblem(line: string): string | undefined {
  if (line === '') {
    return 'is empty. Remove it, or save the secret that it comes from.';
  }
  if (YAML_LIST_ITEM.test(line)) {
    return 'expected an answer, without the dash in front.';
  }
  return wrongBracketsProblem(line) ?? lostValueProblem(line);
}

function lineDoubt(line: string): string | undefined {
  return /\\n/.test(line) ? 'contains \\n, which is not a line break.' : doubtAbout(line);
}

function valueDoubt(value: string): string | undefined {
  if (IN_QUOTATION_MARKS.test(value)) {
    return 'has quotation marks around it, which count as part of it.';
  }
  return SECOND_PAIR.test(value)
    ? 'seems to contain another name=value. Write each pair on a line of its own.'
    : lostValueProblem(value);
}
