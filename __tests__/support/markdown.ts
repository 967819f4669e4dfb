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
  return markdown
    .split('\n')
    .filter((line) => line.startsWith(`${level} `))
    .map((line) => line.slice(level.length + 1));
}
