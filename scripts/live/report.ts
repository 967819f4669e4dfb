/** The report: what was asked, and how the service differs. */
import { table } from '../lib/markdown-table.ts';

export interface TestOutcome {
  readonly area: string;
  /** The titles of the test and of the blocks that it is in. */
  readonly title: string;
  /** How the service differs, redacted. Empty if it agrees. */
  readonly difference: string;
}

export type Row = TestOutcome & { readonly verdict: keyof typeof VERDICTS };

export interface ReportFacts {
  /** `AWS`, or the name of the stand-in. */
  readonly service: string;
  readonly region: string;
  readonly date: Date;
  /** Version of the action. */
  readonly commit: string;
  readonly rows: readonly Row[];
}

const MAX_LINES = 25;
const MAX_LINE = 300;
/** How each verdict is counted, and shown in a row. */
const VERDICTS = {
  agrees: ['agree', 'agrees'],
  differs: ['differ', '**differs**'],
  known: ['differ as known', 'differs, as known'],
  outdated: ['agree although they are listed as known differences', '**agrees**, but is a known difference'],
} as const;

/** Formats of secrets and IDs in answers, which are reported. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, '<token>'],
  [/arn:[\w-]+:[\w-]*:[\w-]*:\d*:[^\s,'"]+/g, '<ARN>'],
  [/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/g, '<UUID>'],
  [/\b\d{12}\b/g, '<account>'],
  // Client secrets, sessions, signatures, passwords, access keys: no word is that long.
  [/[\w+/=~-]{40,}/g, '<…>'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, '<access key>'],
  // IDs of app clients and usernames of the action.
  [/\b[a-z0-9]{26}\b/g, '<ID>'],
];

/** Replaces what has the format of a secret or of an ID by a placeholder. */
export function redact(text: string): string {
  return SECRETS.reduce((redacted, [format, placeholder]) => redacted.replaceAll(format, placeholder), text);
}

/** @param isKnown returns true for the name of a test that is known to differ */
export function rowsOf(outcomes: readonly TestOutcome[], isKnown: (name: string) => boolean): readonly Row[] {
  return outcomes.map((outcome) => {
    const isListed = isKnown(`${outcome.area} › ${outcome.title}`);
    const [agrees, differs] = isListed ? (['outdated', 'known'] as const) : (['agrees', 'differs'] as const);
    return { ...outcome, verdict: outcome.difference === '' ? agrees : differs };
  });
}

/** Summarises rows: `61 agree, 2 differ, 3 differ as known`. */
export function tallyText(rows: readonly Row[]): string {
  return Object.entries(VERDICTS)
    .map(([kind, [text]]) => ({ kind, text, count: rows.filter(({ verdict }) => verdict === kind).length }))
    .filter(({ kind, count }) => count > 0 || ['agrees', 'differs'].includes(kind))
    .map(({ count, text }) => `${count} ${text}`)
    .join(', ');
}

export function reportOf({ service, region, date, commit, rows }: ReportFacts): string {
  const isAws = service === 'AWS';
  const day = date.toISOString().slice(0, 10);
  const about = isAws
    ? `\`npm run live\` asked Amazon Cognito in ${region} on ${day}, with the action of commit ${commit}.`
    : `**This is not about AWS.** \`npm run live\` asked an emulator, ${inText(service)}, on ${day}, with the action of commit ${commit}.`;
  const different = rows.filter(({ verdict }) => verdict === 'differs');
  const paragraphs = [
    isAws ? '# Verified on AWS' : '# Tried on an emulator',
    about,
    'Each row is a contract test, or a job that uses the action. The strict emulator that the tests run on agrees with all of them. See [live.md](maintaining/live.md) for how to read this.',
    `**${tallyText(rows)}.**`,
    ...(different.length === 0 ? [] : ['## What differs']),
    ...different.flatMap(({ area, title, difference }) => [`### ${area}: ${inText(title)}`, quoted(difference)]),
    ...[...Map.groupBy(rows, ({ area }) => area)].flatMap(([area, rowsOfArea]) => {
      const cells = rowsOfArea.map(({ title, verdict }) => [inText(title), VERDICTS[verdict][1]]);
      return [`## ${area}`, table(['test', 'service'], cells)];
    }),
  ];
  return `${paragraphs.join('\n\n')}\n`;
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
