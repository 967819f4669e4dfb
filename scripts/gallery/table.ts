/**
 * The leak table of `docs/test-tools.md`, generated from what the gallery found.
 */
import { table, tableRow } from '../lib/markdown-table.ts';
import type { Tool } from './example.ts';
import type { Run } from './run.ts';

const BEGIN = '<!-- The gallery writes this table: npm run gallery -- --write -->';
const END = '<!-- The end of the table. -->';
const HEAD = ['tool', 'clean', 'leaks, and where', 'leaks nothing through the proxy, even with'];

/** Returns the table row of a tool. */
export function rowOf(
  name: string,
  { title, reports, clean = {}, unavoidable = [], proxied }: Tool,
  version: string,
  leaks: ReadonlyMap<string, readonly Run[]>,
): string {
  const always = unavoidable.length === 0 ? [] : [`always → ${unavoidable.map(asCode).join(', ')}`];
  const cells = [
    `[${title}](../examples/${name}) ${version}`.trimEnd(),
    [reports, ...Object.keys(clean)].join('<br>'),
    [...always, ...[...leaks].map(([what, runs]) => `${what} → ${places(runs)}`)].join('<br>'),
    proxied.what,
  ];
  return tableRow(cells.map((cell) => cell.replaceAll('|', '\\|')));
}

/**
 * Returns the document with these rows in its table, in the order of `tools`. Rows of other tools stay unchanged.
 *
 * @throws {Error} if the document has no markers for the table
 */
export function withRows(document: string, rows: readonly string[], tools: readonly Tool[]): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) {
    throw new Error(`no ${BEGIN} before ${END}`);
  }
  const all = [...rows, ...document.slice(begin, end).split('\n')];
  const lines = tools.flatMap(({ title }) => all.find((row) => row.startsWith(`| [${title}](`)) ?? []);
  const generated = [table(HEAD, []), ...lines].join('\n');
  return `${document.slice(0, begin)}${BEGIN}\n\n${generated}\n\n${document.slice(end)}`;
}

/** Lists where a token was found, each place once, grouped by the situation. */
function places(runs: readonly Run[]): string {
  const all = [...new Set(runs.flatMap(({ leaks }) => [...leaks.keys()]))].toSorted(byKind);
  return [...Map.groupBy(all, (place) => details(place, runs))]
    .map(([text, together]) => {
      const names = together.map((place) => (place === 'log' || place === 'argv' ? place : asCode(place)));
      return [...(text === '' ? [] : [text]), names.join(', ')].join(': ');
    })
    .join('; ');
}

/** Says in which situation the token was found, and if it was truncated. */
function details(place: string, runs: readonly Run[]): string {
  const having = runs.filter(({ leaks }) => leaks.has(place));
  const truncated = having.every(({ leaks }) => leaks.get(place) === 'truncated') ? ['truncated'] : [];
  const when = having.map(({ situation }) => situation.when).slice(0, 1);
  return [...when, ...truncated].filter((detail) => detail !== '').join(', ');
}

/** Sorts command lines and log first, then files by name. */
function byKind(one: string, other: string): number {
  const rank = (place: string) => ['argv', 'log'].indexOf(place) + 1 || 3;
  return rank(one) - rank(other) || one.localeCompare(other);
}

function asCode(text: string): string {
  return `\`${text}\``;
}
