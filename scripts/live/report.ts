/**
 * Writes the report: the requests, the answers of the service, and whether the strict emulator agrees. Rows arrive
 * redacted.
 */
import { PLANS, POOL_KINDS, type PoolKind } from './pools/plans.ts';
import { type Row, tallyText } from './rows.ts';
import type { Difference } from './seen/observation.ts';

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

const MAX_CELL = 300;
const VERDICTS = { agrees: 'agrees', differs: '**differs**', 'not-offered': 'not offered', 'not-run': 'not run' };

export function reportOf({ service, isAws, region, date, commit, rows }: ReportFacts): string {
  const day = date.toISOString().slice(0, 10);
  const about = isAws
    ? `\`npm run live\` asked Amazon Cognito in ${region} on ${day}, with the action of commit ${commit}.`
    : `**This is not about AWS.** \`npm run live\` asked an emulator, ${inText(service)}, on ${day}, with the action of commit ${commit}.`;
  const kinds = POOL_KINDS.filter((kind) => rows.some((row) => row.kind === kind));
  const paragraphs = [
    isAws ? '# Verified on AWS' : '# Tried on an emulator',
    about,
    'Each row is a request, or a job that uses the action. It was sent to the service and to the strict emulator that the tests run on, in user ' +
      'pools with the same settings. See [live.md](live.md) for how to read it.',
    `**${tallyText(rows)}.**`,
    ...differencesOf(rows),
    ...kinds.flatMap((kind) => sectionOf(kind, rows)),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function differencesOf(rows: readonly Row[]): string[] {
  const paragraphs = rows.flatMap(({ kind, title, verdict }) =>
    verdict.kind === 'differs' ? [`### ${inText(title)} (${kind})`, differenceTable(verdict.differences)] : [],
  );
  return paragraphs.length === 0 ? [] : ['## What differs', ...paragraphs];
}

function differenceTable(differences: readonly Difference[]): string {
  return table(
    ['', 'service', 'emulator'],
    differences.map(({ what, service, emulator }) => [what, service, emulator]),
  );
}

function sectionOf(kind: PoolKind, rows: readonly Row[]): string[] {
  const cells = rows
    .filter((row) => row.kind === kind)
    .map(({ title, said, verdict }) => [title, 'reason' in verdict ? verdict.reason : said, VERDICTS[verdict.kind]]);
  return [`## ${kind}: ${PLANS[kind].what}`, table(['request or job', 'the service said', 'emulator'], cells)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(head),
    line(head.map(() => '---')),
    ...rows.map(([first = '', ...others]) => line([inText(first), ...others.map(cell)])),
  ].join('\n');
}

/** Our own texts, such as the verdicts, are Markdown. Texts of a service are escaped. */
function cell(text: string): string {
  return Object.values(VERDICTS).includes(text) ? text : inText(text);
}

/** Escapes Markdown, because a service may write anything. */
function inText(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const short = line.length > MAX_CELL ? `${line.slice(0, MAX_CELL)}…` : line;
  return short.replaceAll(/[\\`*_[\]<>|#&]/g, (mark) => `\\${mark}`);
}
