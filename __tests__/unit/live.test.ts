/** The options and the report of `npm run live`. */
import { expect, it } from '@jest/globals';
import { readOptions } from '../../scripts/live/options.ts';
import { type ReportFacts, redact, reportOf, rowsOf } from '../../scripts/live/report.ts';
import { CONTRACT_AREAS } from '../../scripts/live/tests.ts';

it.each([
  [[], undefined, 'docs/verified.md'],
  [['--endpoint', 'http://ada:secret@127.0.0.1:5000/'], 'http://127.0.0.1:5000', 'build/tried.md'],
  [['--rehearse', 'cognito-local'], undefined, 'build/tried.md'],
])('writes the document about AWS only on AWS: %j', (args, endpoint, report) => {
  expect(readOptions(args)).toMatchObject({ endpoint, report, areas: [...CONTRACT_AREAS, 'stories'] });
});

it('keeps the areas in their own order, and leaves out the jobs if it is told to', () => {
  const only = ['--only', 'stories', '--only', 'mfa', '--only', 'devices'];
  expect(readOptions(only).areas).toStrictEqual(['devices', 'mfa', 'stories']);
  expect(readOptions(['--requests-only']).areas).toStrictEqual(CONTRACT_AREAS);
});

it.each([
  [['--only', 'federated'], '--only is one of '],
  [['--rehearse', 'localstack'], '--rehearse is one of strict-emulator, moto, cognito-local'],
  [['--endpoint', 'host'], 'Invalid URL'],
])('refuses %j', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});

const PART = Buffer.from(JSON.stringify({ alg: 'RS256' })).toString('base64url');

it.each([
  ['a token', `got ${PART}.${PART}.${'s'.repeat(340)} back`, 'got <token> back'],
  ['an ARN', 'User: arn:aws:sts::123456789012:assumed-role/ci/live is not', 'User: <ARN> is not'],
  ['an account', 'of account 123456789012.', 'of account <account>.'],
  ['a UUID', 'user 11111111-2222-3333-4444-555555555555', 'user <UUID>'],
  ['a session', `session AYABe${'x_-9'.repeat(40)}.`, 'session <…>.'],
  ['an access key', 'key AKIAIOSFODNN7EXAMPLE', 'key <access key>'],
  ['an app client', 'client a1b2c3d4e5f6g7h8i9j0k1l2m3 does not exist', 'client <ID> does not exist'],
  ['nothing else', 'InvalidParameterException: SECRET_HASH is', 'InvalidParameterException: SECRET_HASH is'],
])('has a placeholder for %s', (_, text, redacted) => {
  expect(redact(text)).toBe(redacted);
});

const OUTCOMES = [
  { area: 'sign-in', title: 'a | b › refuses a wrong password', difference: 'Expected: "a"\nReceived: "b"' },
  { area: 'sign-in', title: 'a | b › refuses <b>no</b> password', difference: '' },
  { area: 'srp', title: 'signs in', difference: 'Unsupported' },
  { area: 'srp', title: 'SRP_A › is required', difference: '' },
];

const FACTS: ReportFacts = {
  service: 'AWS',
  region: 'eu-west-1',
  date: new Date('2026-11-21T23:59:00Z'),
  commit: 'abc1234',
  rows: rowsOf(OUTCOMES, (name) => name.startsWith('srp › ')),
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

it('reports what was asked and how the service differs, area by area', () => {
  expect(reportOf(FACTS)).toBe(REPORT);
});

it('says of an emulator that it is not about AWS', () => {
  const report = reportOf({ ...FACTS, service: 'http://127.0.0.1:5000' });
  expect(report).toContain('# Tried on an emulator\n\n**This is not about AWS.**');
  expect(report).toContain('http://127.0.0.1:5000');
});
