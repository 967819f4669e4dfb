/** The report of `npm run live`. */
import { describe, expect, it } from '@jest/globals';
import { rowsOf, tallyText } from '../../../scripts/live/outcomes.ts';
import { type ReportFacts, reportOf } from '../../../scripts/live/report.ts';

const OUTCOMES = [
  { area: 'sign-in', title: 'a | b › refuses a wrong password', difference: 'Expected: "a"\nReceived: "b"' },
  { area: 'sign-in', title: 'a | b › refuses <b>no</b> password', difference: undefined },
  { area: 'srp', title: 'signs in', difference: 'Unsupported' },
  { area: 'srp', title: 'SRP_A › is required', difference: undefined },
];

const FACTS: ReportFacts = {
  service: 'AWS',
  isAws: true,
  region: 'eu-west-1',
  date: new Date('2026-11-21T23:59:00Z'),
  commit: 'abc1234',
  rows: rowsOf(OUTCOMES, ['srp']),
};

const REPORT = `# Verified on AWS

\`npm run live\` asked Amazon Cognito in eu-west-1 on 2026-11-21, with the action of commit abc1234.

Each row is a contract test, or a job that uses the action. The strict emulator that the tests run on agrees with all of them. See [live.md](maintaining/live.md) for how to read this.

**1 agree, 1 differ, 1 differ as known, 1 agree although they are listed as known differences.**

## What differs

### sign-in: a \\| b › refuses a wrong password

    Expected: "a"
    Received: "b"

## sign-in

| test | service |
| --- | --- |
| a \\| b › refuses a wrong password | **differs** |
| a \\| b › refuses \\<b\\>no\\</b\\> password | agrees |

## srp

| test | service |
| --- | --- |
| signs in | differs, as known |
| SRP\\_A › is required | **agrees**, but is a known difference |
`;

describe('the report', () => {
  it('says what was asked and how the service differs, area by area', () => {
    expect(reportOf(FACTS)).toBe(REPORT);
  });

  it('says of an emulator that it is not about AWS', () => {
    const report = reportOf({ ...FACTS, service: 'http://127.0.0.1:5000', isAws: false, rows: [] });
    expect(report).toContain('# Tried on an emulator\n\n**This is not about AWS.**');
    expect(report).toContain('http://127.0.0.1:5000');
    expect(report).not.toContain('Verified on AWS');
  });
});

describe('a known difference', () => {
  it.each([
    [['sign-in › a | b › refuses a wrong password'], '2 agree, 1 differ, 1 differ as known'],
    [
      ['sign-in › a | b'],
      '1 agree, 1 differ, 1 differ as known, 1 agree although they are listed as known differences',
    ],
    [['a | b'], '2 agree, 2 differ'],
  ])('is the beginning of names: %j', (known, tally) => {
    expect(tallyText(rowsOf(OUTCOMES, known))).toBe(tally);
  });
});
