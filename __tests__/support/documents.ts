/** The documents of this project, and what is in them: headings, links, tables and code blocks. */
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { REPOSITORY_ROOT } from './repository.ts';

export const DOCUMENTS: readonly string[] = globSync(
  ['*.md', 'docs/**/*.md', 'sweep/*.md', 'packages/*/README.md', 'examples/**/README.md'],
  { cwd: REPOSITORY_ROOT, exclude: (path) => path.includes('node_modules') },
)
  .map((path) => path.replaceAll(sep, '/'))
  .toSorted();

export function readDocument(path: string): string {
  return readFileSync(join(REPOSITORY_ROOT, path), 'utf8');
}

export interface Block {
  /** The path of the document. */
  readonly path: string;
  readonly language: string;
  /** The text of the nearest heading above, or an empty string. */
  readonly heading: string;
  /** Line number of the opening fence, from 1. */
  readonly line: number;
  readonly code: string;
}

/** Returns the fenced code blocks of all documents, without the indentation of their fence. */
export function allBlocks(): Block[] {
  const fences = /^(?<indent> *)```(?<language>[a-z]*)\n(?<body>.*?)^\k<indent>```$/gms;
  return DOCUMENTS.flatMap((path) => {
    const markdown = readDocument(path);
    return [...markdown.matchAll(fences)].map(({ index, groups: { indent = '', language = '', body = '' } = {} }) => ({
      path,
      language,
      heading: headingsIn(markdown.slice(0, index)).at(-1)?.text ?? '',
      line: markdown.slice(0, index).split('\n').length,
      code: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }));
  });
}

/**
 * Returns the first code block under a heading.
 *
 * @throws {Error} if there is none
 */
export function blockUnder(path: string, heading: string, language?: string): Block {
  const found = allBlocks().find(
    (block) => block.path === path && block.heading === heading && (language ?? block.language) === block.language,
  );
  if (found === undefined) {
    throw new Error(`${path} has no code under ${heading}`);
  }
  return found;
}

/** Returns the rows of the table under a heading as cell texts, without the header row. */
export function tableUnder(heading: string, markdown: string): string[][] {
  const lines = markdown.split('\n');
  const start = lines.indexOf(heading);
  const first = lines.findIndex((line, index) => index > start && line.startsWith('|'));
  if (start === -1 || first === -1) {
    throw new Error(`no table under ${heading}`);
  }
  const end = lines.findIndex((line, index) => index > first && !line.startsWith('|'));
  const cells = lines.slice(first + 2, end).map((line) => line.split(/(?<!\\)\|/).slice(1, -1));
  return cells.map((row) => row.map((cell) => cell.trim()));
}

/** Returns the texts of all headings of one level, such as `##`. */
export function headings(level: string, markdown: string): string[] {
  return headingsIn(markdown).flatMap((heading) => (heading.level === level ? heading.text : []));
}

function headingsIn(markdown: string): { readonly level: string; readonly text: string }[] {
  return linesOutsideOfCode(markdown).flatMap((line) => {
    const { level, text } = /^(?<level>#{1,6}) (?<text>.*)$/.exec(line)?.groups ?? {};
    return level === undefined || text === undefined ? [] : { level, text };
  });
}

/** Returns the targets of all links. */
export function links(markdown: string): string[] {
  const text = linesOutsideOfCode(markdown)
    .join('\n')
    .replaceAll(/`[^`]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

/** Returns the fragments that GitHub generates for headings: lower-case letters, digits, `-` and `_`. */
export function anchors(markdown: string): string[] {
  const seen = new Map<string, number>();
  return headingsIn(markdown).map(({ text }) => {
    const words = text.toLowerCase().replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '');
    const slug = words.replaceAll(' ', '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
}

function linesOutsideOfCode(markdown: string): string[] {
  let isCode = false;
  return markdown.split('\n').filter((line) => {
    const isFence = /^\s*```/.test(line);
    isCode = isFence ? !isCode : isCode;
    return !(isCode || isFence);
  });
}
