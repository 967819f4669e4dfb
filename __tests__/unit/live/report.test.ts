/** The report of `npm run live`. */
import { describe, expect, it } from '@jest/globals';
import { type ReportFacts, reportOf } from '../../../scripts/live/report.ts';

const FACTS: ReportFacts = {
  service: 'AWS',
  isAws: true,
  region: 'eu-west-1',
  date: new Date('2026-11-21T23:59:00Z'),
  commit: 'abc1234',
  rows: [
    {
      kind: 'devices',
      title: 'ConfirmDevice',
      said: '',
      verdict: { kind: 'not-run', reason: 'AccessDeniedException: User: <ARN> is not authorized' },
    },
    {
      kind: 'plain',
      title: 'InitiateAuth: wrong password',
      said: '400 NotAuthorizedException: Incorrect username or password',
      verdict: {
        kind: 'differs',
        differences: [
          {
            what: 'text',
            service: 'Incorrect username or password',
            emulator: 'Incorrect username or password.',
          },
        ],
      },
    },
    {
      kind: 'plain',
      title: 'sweep: users',
      said: 'success, 0 users left',
      verdict: { kind: 'agrees' },
    },
  ],
};

const REPORT = `# Verified on AWS

\`npm run live\` asked Amazon Cognito in eu-west-1 on 2026-11-21, with the action of commit abc1234.

Each row is a request, or a job that uses the action. It was sent to the service and to the strict emulator that the tests run on, in user pools with the same settings. See [live.md](live.md) for how to read it.

**1 agree, 1 differ, 1 not run.**

## What differs

### InitiateAuth: wrong password (plain)

|  | service | emulator |
| --- | --- | --- |
| text | Incorrect username or password | Incorrect username or password. |

## plain: users sign in by username

| request or job | the service said | emulator |
| --- | --- | --- |
| InitiateAuth: wrong password | 400 NotAuthorizedException: Incorrect username or password | **differs** |
| sweep: users | success, 0 users left | agrees |

## devices: devices are remembered

| request or job | the service said | emulator |
| --- | --- | --- |
| ConfirmDevice | AccessDeniedException: User: \\<ARN\\> is not authorized | not run |
`;

describe('the report', () => {
  it('says what was asked, what differs and in which way, kind by kind', () => {
    expect(reportOf(FACTS)).toBe(REPORT);
  });

  it('says of an emulator that it is none of AWS', () => {
    const report = reportOf({ ...FACTS, service: 'http://127.0.0.1:5000', isAws: false, rows: [] });
    expect(report).toContain('# Tried on an emulator\n\n**This is not about AWS.**');
    expect(report).toContain('http://127.0.0.1:5000');
    expect(report).not.toContain('Verified on AWS');
  });

  it.each([
    ['a table', 'a | b\n| --- |', String.raw`a \| b \| --- \|`],
    ['a link', '[here](https://evil.example)', String.raw`\[here\](https://evil.example)`],
    ['HTML', '<img src=x>&amp;', String.raw`\<img src=x\>\&amp;`],
    ['code', '`x`', String.raw`\`x\``],
    ['more than anybody reads', 'x'.repeat(301), `${'x'.repeat(300)}…`],
  ])('takes %s of a service for text', (_, said, cell) => {
    const row = { kind: 'plain', title: 'ListUsers', said, verdict: { kind: 'agrees' } } as const;
    expect(reportOf({ ...FACTS, rows: [row] })).toContain(`| ListUsers | ${cell} | agrees |\n`);
  });
});
