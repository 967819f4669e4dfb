/** The rows of the table under a heading, without its head, each as its cells' text. */
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

/** The texts of the headings of one level. */
export function headings(level: string, markdown: string): string[] {
  return linesOutsideOfCode(markdown)
    .filter((line) => line.startsWith(`${level} `))
    .map((line) => line.slice(level.length + 1));
}

/** What stands between a heading, as it is written, and the next one of any level. */
export function textUnder(heading: string, markdown: string): string {
  const lines = linesOutsideOfCode(markdown);
  const start = lines.indexOf(heading);
  if (start === -1) {
    throw new Error(`no heading ${heading}`);
  }
  const end = lines.findIndex((line, index) => index > start && HEADING.test(line));
  return lines.slice(start + 1, end === -1 ? undefined : end).join('\n');
}

/** The first blockquote, on one line; empty where there is none. */
export function firstBlockquote(markdown: string): string {
  const [quote = ''] = /(^> .*\n?)+/m.exec(markdown) ?? [];
  return quote
    .split('\n')
    .map((line) => line.replace(/^> /, ''))
    .join(' ')
    .trim();
}

/** The targets of all links. */
export function links(markdown: string): string[] {
  const text = linesOutsideOfCode(markdown)
    .join('\n')
    .replaceAll(/`[^`]*`/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

/** What can stand behind the `#` of a link, as GitHub makes it of each heading: letters, digits, `-` and `_`, in lower case. */
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
  /** Of the fence, counted from 1. */
  readonly line: number;
  readonly code: string;
}

/** The fenced code blocks, without the indentation of their fence. */
export function codeBlocks(markdown: string): CodeBlock[] {
  const fences = /^(?<indent> *)```(?<language>[a-z]*)\n(?<body>.*?)^\k<indent>```$/gms;
  return [...markdown.matchAll(fences)].map(({ index, groups: { indent = '', language = '', body = '' } = {} }) => ({
    language,
    line: markdown.slice(0, index).split('\n').length,
    code: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}

const HEADING = /^#{1,6} (?<text>.*)$/;

function linesOutsideOfCode(markdown: string): string[] {
  let isCode = false;
  return markdown.split('\n').filter((line) => {
    const isFence = /^\s*```/.test(line);
    isCode = isFence ? !isCode : isCode;
    return !(isCode || isFence);
  });
}
