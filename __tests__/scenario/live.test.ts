// Verify that npm run live finds a difference, reports no secret, and leaves nothing behind.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { LIVE_SCRIPT, LIVE_TIMEOUT_MS, useLiveFixtures } from '../support/live.ts';

jest.setTimeout(LIVE_TIMEOUT_MS);

const startLiveFixture = useLiveFixtures();

const DAY = 24 * 60 * 60 * 1000;

const ROOT = join(import.meta.dirname, '..', '..');
const PROBES_FOLDER = join(ROOT, 'scripts', 'live', 'probes');

/** Their source: a wrong password that stands there is no secret. */
const PROBES = readdirSync(PROBES_FOLDER)
  .map((name) => readFileSync(join(PROBES_FOLDER, name), 'utf8'))
  .join('\n');

/** TagResource is no call of its own: making a pool with tags takes it. */
function allowedOperations(): string[] {
  const document = readFileSync(join(ROOT, 'docs', 'live.md'), 'utf8');
  return [...document.matchAll(/"cognito-idp:(\w+)"/g)].map(([, operation]) => operation ?? '');
}

describe('from start to end', () => {
  it('finds a difference that was put in on purpose, names it, and nothing else', async () => {
    const { emulator, live, report, poolNames, filesLeft } = await startLiveFixture();
    const wrongSecret = { exception: 'UnauthorizedException', message: 'No.' };
    emulator.injectFault({ operation: 'GetClientToken', kind: 'none', times: 2 });
    emulator.injectFault({ operation: 'GetClientToken', kind: 'refused', ...wrongSecret, times: 1 });
    expect(await live(['--only', 'machine', '--fail-on-difference'])).toMatchObject({ exitCode: 2, stderr: '' });
    const text = readFileSync(report, 'utf8');
    expect(text).toContain('**4 agree, 1 differ.**');
    expect(text).toContain(`### GetClientToken: a wrong secret (machine)

|  | service | emulator |
| --- | --- | --- |
| error | UnauthorizedException | NotAuthorizedException |
| text | No. | Unable to verify secret for client \\<client\\> |
`);
    expect(text).toContain('| client-credentials: without a domain | success, 0 users left | agrees |');
    expect(await poolNames()).toStrictEqual([]);
    expect(filesLeft()).toStrictEqual([]);
    expect(emulator.violations).toStrictEqual([]);
  });

  it('prints and reports no secret, and calls what the policy of docs/live.md has', async () => {
    const { emulator, live, report } = await startLiveFixture();
    const { stdout } = await live(['--requests-only']);
    const told = stdout + readFileSync(report, 'utf8');
    const secrets = emulator.secrets.filter(({ text }) => !PROBES.includes(text));
    expect(new Set(secrets.map(({ kind }) => kind)).size).toBeGreaterThan(8);
    expect(secrets.filter(({ text }) => told.includes(text))).toStrictEqual([]);

    const called = emulator.requests.filter(({ signed }) => signed).map(({ operation }) => operation);
    expect([...new Set([...called, 'TagResource'])].toSorted()).toStrictEqual(allowedOperations().toSorted());
  });

  it('goes on without what the service does not have', async () => {
    const { emulator, live, report, poolNames } = await startLiveFixture();
    emulator.forgetOperation('GetClientToken');
    expect(await live(['--only', 'machine'])).toMatchObject({ exitCode: 0 });
    const text = readFileSync(report, 'utf8');
    expect(text).toContain('**0 agree, 0 differ, 5 not offered by this service.**');
    expect(text).toContain(
      '| client-credentials: without a domain | the service has no GetClientToken | not offered |',
    );
    expect(await poolNames()).toStrictEqual([]);
  });
});

(process.platform === 'win32' ? it.skip : it)('leaves nothing behind after Ctrl-C in the midst of a job', async () => {
  const { emulator, live, report, poolNames, filesLeft } = await startLiveFixture();
  const interrupt = { when: emulator.nextRequest('POST login'), signal: 'SIGINT' } as const;
  const run = await live(['--only', 'domain'], interrupt);
  expect(run).toMatchObject({ exitCode: 130, signal: null, stderr: '' });
  expect(await poolNames()).toStrictEqual([]);
  expect(existsSync(report)).toBe(false);
  expect(filesLeft()).toStrictEqual([]);
});

describe('what an earlier run left', () => {
  const OLD = 'cognito-token-action-live-0123456789-plain';
  const YOUNG = 'cognito-token-action-live-abcdefghij-plain';
  const OTHERS = ['orders', `${OLD}-copy`, 'cognito-token-action-live-plain'];

  async function startAfterOthers() {
    const story = await startLiveFixture();
    await story.makePool(OLD, DAY + 60_000);
    await story.makePool(YOUNG, DAY - 60_000);
    for (const name of OTHERS) {
      await story.makePool(name, 30 * DAY);
    }
    return story;
  }

  it('is named, and stays', async () => {
    const { live, poolNames } = await startAfterOthers();
    const { stdout } = await live(['--only', 'machine', '--requests-only']);
    expect(stdout.match(/^ {2}cognito-token-action-live-\S+/gm)).toStrictEqual([`  ${OLD}`]);
    expect(await poolNames()).toStrictEqual([OLD, YOUNG, ...OTHERS]);
  });

  it('goes with --sweep, and nothing else does', async () => {
    const { live, poolNames } = await startAfterOthers();
    await live(['--only', 'machine', '--sweep', '--requests-only']);
    expect(await poolNames()).toStrictEqual([YOUNG, ...OTHERS]);
  });
});

it('does not take another endpoint of the AWS configuration for AWS', async () => {
  const { emulator, job, report } = await startLiveFixture();
  const folder = join(job.env['HOME'] ?? '', '.aws');
  mkdirSync(folder);
  writeFileSync(join(folder, 'config'), `[default]\nendpoint_url = ${emulator.url}\n`);
  const run = await job.run({ command: process.execPath, args: [LIVE_SCRIPT, '--report', report] });
  expect(run).toMatchObject({ exitCode: 1, stderr: '' });
  expect(run.stdout).toContain('the AWS configuration names another endpoint than AWS: give it by --endpoint');
  expect(emulator.requests).toStrictEqual([]);
});
