/** Returns the rows of the table under a heading as cell texts, without the header row. */
export function tableUnder(heading: string, markdown: string): string[][] {
  const lines = markdown.split('\n');
  const start = lines.indexOf(heading);
  const first = lines.findIndex((line, index) => index > start && line.startsWith('|'));
  if (start === -1 || first === -1) {
    throw new Error(`no table under ${heading}`);
  }
  const end = lines.findIndex((line, index) => index > first && !line.startsWith('|'));
  return lines
    .slice(first + 2, end)
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}

/** Returns the texts of all headings of one level. */
export function headings(level: string, markdown: string): string[] {
  return linesOutsideOfCode(markdown)
    .filter((line) => line.startsWith(`${level} `))
    .map((line) => line.slice(level.length + 1));
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
  return linesOutsideOfCode(markdown).flatMap((line) => {
    const { text } = HEADING.exec(line)?.groups ?? {};
    if (text === undefined) {
      return [];
    }
    const slug = text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return [before === 0 ? slug : `${slug}-${before}`];
  });
}

export interface CodeBlock {
  readonly language: string;
  /** The text of the nearest heading above, or an empty string. */
  readonly heading: string;
  /** Line number of the opening fence, from 1. */
  readonly line: number;
  readonly code: string;
}

/** Returns the fenced code blocks, without the indentation of their fence. */
export function codeBlocks(markdown: string): CodeBlock[] {
  const fences = /^(?<indent> *)```(?<language>[a-z]*)\n(?<body>.*?)^\k<indent>```$/gms;
  return [...markdown.matchAll(fences)].map(({ index, groups: { indent = '', language = '', body = '' } = {} }) => ({
    language,
    heading: linesOutsideOfCode(markdown.slice(0, index)).findLast(isHeading)?.replace(/^#+ /, '') ?? '',
    line: markdown.slice(0, index).split('\n').length,
    code: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}

const HEADING = /^#{1,6} (?<text>.*)$/;

function isHeading(line: string): boolean {
  return HEADING.test(line);
}

function linesOutsideOfCode(markdown: string): string[] {
  let isCode = false;
  return markdown.split('\n').filter((line) => {
    const isFence = /^\s*```/.test(line);
    isCode = isFence ? !isCode : isCode;
    return !(isCode || isFence);
  });
}
