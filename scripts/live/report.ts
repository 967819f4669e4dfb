/** Writes the report: what was asked, and how the service differs. Rows arrive redacted. */
import { table } from '../lib/markdown-table.ts';
import { type Row, tallyText } from './outcomes.ts';

export interface ReportFacts {
  /** `AWS`, or the name of the stand-in. */
  readonly service: string;
  readonly isAws: boolean;
  readonly region: string;
  readonly date: Date;
  /** Version of the action. */
  readonly commit: string;
  readonly rows: readonly Row[];
}

const MAX_LINES = 25;
const MAX_LINE = 300;
const VERDICTS: Readonly<Record<Row['verdict'], string>> = {
  agrees: 'agrees',
  differs: '**differs**',
  known: 'differs, as known',
  outdated: '**agrees**, but is a known difference',
};

export function reportOf({ service, isAws, region, date, commit, rows }: ReportFacts): string {
  const day = date.toISOString().slice(0, 10);
  const about = isAws
    ? `\`npm run live\` asked Amazon Cognito in ${region} on ${day}, with the action of commit ${commit}.`
    : `**This is not about AWS.** \`npm run live\` asked an emulator, ${inText(service)}, on ${day}, with the action of commit ${commit}.`;
  const areas = [...new Set(rows.map(({ area }) => area))];
  const paragraphs = [
    isAws ? '# Verified on AWS' : '# Tried on an emulator',
    about,
    'Each row is a contract test, or a job that uses the action. The strict emulator that the tests run on agrees with all of them. See [live.md](maintaining/live.md) for how to read this.',
    `**${tallyText(rows)}.**`,
    ...differencesIn(rows),
    ...areas.flatMap((area) => sectionOf(area, rows)),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function differencesIn(rows: readonly Row[]): string[] {
  const paragraphs = rows
    .filter(({ verdict }) => verdict === 'differs')
    .flatMap(({ area, title, difference }) => [`### ${area}: ${inText(title)}`, quoted(difference)]);
  return paragraphs.length === 0 ? [] : ['## What differs', ...paragraphs];
}

function sectionOf(area: string, rows: readonly Row[]): string[] {
  const cells = rows.filter((row) => row.area === area).map(({ title, verdict }) => [inText(title), VERDICTS[verdict]]);
  return [`## ${area}`, table(['test', 'service'], cells)];
}

/** Returns an indented code block, in which nothing is Markdown. */
function quoted(text: string): string {
  const lines = text.split('\n').slice(0, MAX_LINES);
  return lines.map((line) => `    ${line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line}`).join('\n');
}

/** Escapes Markdown, because a title may have any value. */
function inText(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>|#&]/g, (mark) => `\\${mark}`);
}
