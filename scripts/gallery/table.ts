/**
 * The leak table of `docs/test-tools.md`, generated from what the gallery found.
 */

import { table, tableRow } from '../lib/markdown-table.ts';
import type { Run, ToolResult } from './run-tool.ts';
import type { Tool } from './tool.ts';

export interface Row {
  readonly tool: string;
  readonly text: string;
}

const BEGIN = '<!-- The gallery writes this table: npm run gallery -- --write -->';
const END = '<!-- The end of the table. -->';
const HEAD = ['tool', 'clean', 'leaks, and where', 'leaks nothing through the proxy, even with'];

/** Returns the table row of a tool. */
export function rowOf(
  { title, name, reports, clean = [], unavoidable = [], proxied }: Tool,
  version: string,
  result: ToolResult,
): Row {
  const cleanOnes = [reports, ...clean.map(({ what }) => what)].filter((what) => what !== '');
  const leaks = [...result.leaks].map(([{ what }, runs]) => `${what} → ${places(runs, unavoidable)}`);
  const always = unavoidable.length === 0 ? [] : [`always → ${unavoidable.map(asCode).join(', ')}`];
  const link = `[${title}](../examples/${name}) ${version}`.trimEnd();
  return {
    tool: title,
    text: escapedRow([link, cleanOnes.join('<br>'), [...always, ...leaks].join('<br>'), proxied.what]),
  };
}

/**
 * Returns the document with these rows in its table, in the order of `tools`. Rows of other tools stay unchanged.
 *
 * @throws {Error} if the document has no markers for the table
 */
export function withRows(document: string, rows: readonly Row[], tools: readonly Tool[]): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) {
    throw new Error(`no ${BEGIN} before ${END}`);
  }
  const present = document.slice(begin, end).split('\n');
  const lines = tools.flatMap(({ title }) => {
    const row =
      rows.find(({ tool }) => tool === title)?.text ?? present.find((text) => text.startsWith(`| [${title}](`));
    return row ?? [];
  });
  const generated = [table(HEAD, []), ...lines].join('\n');
  return `${document.slice(0, begin)}${BEGIN}\n\n${generated}\n\n${document.slice(end)}`;
}

/** Returns the rows that the document does not contain. */
export function differences(document: string, rows: readonly Row[]): string[] {
  const lines = document.split('\n');
  return rows.filter(({ text }) => !lines.includes(text)).map(({ text }) => text);
}

function escapedRow(cells: readonly string[]): string {
  return tableRow(cells.map((cell) => cell.replaceAll('|', '\\|')));
}

/** Lists where a token was found, each place once, grouped by the situation. */
function places(runs: readonly Run[], unavoidable: readonly string[]): string {
  const all = [...new Set(runs.flatMap(({ leaks }) => [...leaks.keys()]))];
  const avoidable = all.filter((place) => !unavoidable.includes(place)).toSorted(byKind);
  const byDetails = Map.groupBy(avoidable, (place) => details(place, runs));
  return [...byDetails]
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
