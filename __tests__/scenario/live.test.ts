// Verify that npm run live finds a difference, reports no secret, and leaves nothing behind.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { LIVE_SCRIPT, LIVE_TIMEOUT_MS, useLiveFixtures } from '../support/live.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';

jest.setTimeout(LIVE_TIMEOUT_MS);

const startLiveFixture = useLiveFixtures();

const DAY_MS = 24 * 60 * 60 * 1000;

const PROBES_FOLDER = join(REPOSITORY_ROOT, 'scripts', 'live', 'probes');

/** The source of the probes. A wrong password that appears in it is not a secret. */
const PROBES = readdirSync(PROBES_FOLDER)
  .map((name) => readFileSync(join(PROBES_FOLDER, name), 'utf8'))
  .join('\n');

/** Returns the operations that the policy in docs/live.md allows. */
function allowedOperations(): string[] {
  const document = readFileSync(join(REPOSITORY_ROOT, 'docs', 'live.md'), 'utf8');
  return [...document.matchAll(/"cognito-idp:(\w+)"/g)].map(([, operation]) => operation ?? '');
}

describe('a whole run', () => {
  it('reports exactly the one difference that was introduced on purpose', async () => {
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

  it('shows no secret, and makes exactly the calls that the policy in docs/live.md allows', async () => {
    const { emulator, live, report } = await startLiveFixture();
    const { stdout } = await live(['--requests-only']);
    const shown = stdout + readFileSync(report, 'utf8');
    const secrets = emulator.secrets.filter(({ text }) => !PROBES.includes(text));
    expect(new Set(secrets.map(({ kind }) => kind)).size).toBeGreaterThan(8);
    expect(secrets.filter(({ text }) => shown.includes(text))).toStrictEqual([]);

    const called = emulator.requests.filter(({ signed }) => signed).map(({ operation }) => operation);
    // Creating a user pool with tags needs permission for TagResource, without a call of its own.
    expect([...new Set([...called, 'TagResource'])].toSorted()).toStrictEqual(allowedOperations().toSorted());
  });

  it('continues without operations that the service does not offer', async () => {
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

(process.platform === 'win32' ? it.skip : it)('leaves nothing behind after Ctrl-C during a job', async () => {
  const { emulator, live, report, poolNames, filesLeft } = await startLiveFixture();
  const interrupt = { when: emulator.nextRequest('POST login'), signal: 'SIGINT' } as const;
  const run = await live(['--only', 'domain'], interrupt);
  expect(run).toMatchObject({ exitCode: 130, signal: null, stderr: '' });
  expect(await poolNames()).toStrictEqual([]);
  expect(existsSync(report)).toBe(false);
  expect(filesLeft()).toStrictEqual([]);
});

describe('after an earlier run', () => {
  const OLD = 'cognito-token-action-live-0123456789-plain';
  const YOUNG = 'cognito-token-action-live-abcdefghij-plain';
  const OTHERS = ['orders', `${OLD}-copy`, 'cognito-token-action-live-plain'];

  async function startWithLeftovers() {
    const story = await startLiveFixture();
    await story.makePool(OLD, DAY_MS + 60_000);
    await story.makePool(YOUNG, DAY_MS - 60_000);
    for (const name of OTHERS) {
      await story.makePool(name, 30 * DAY_MS);
    }
    return story;
  }

  it('names the user pool that the run left, and keeps it', async () => {
    const { live, poolNames } = await startWithLeftovers();
    const { stdout } = await live(['--only', 'machine', '--requests-only']);
    expect(stdout.match(/^ {2}cognito-token-action-live-\S+/gm)).toStrictEqual([`  ${OLD}`]);
    expect(await poolNames()).toStrictEqual([OLD, YOUNG, ...OTHERS]);
  });

  it('deletes that user pool, and no other, with --sweep', async () => {
    const { live, poolNames } = await startWithLeftovers();
    await live(['--only', 'machine', '--sweep', '--requests-only']);
    expect(await poolNames()).toStrictEqual([YOUNG, ...OTHERS]);
  });
});

it('refuses an endpoint from the AWS configuration that is not AWS', async () => {
  const { emulator, job, report } = await startLiveFixture();
  const folder = join(job.env['HOME'] ?? '', '.aws');
  mkdirSync(folder);
  writeFileSync(join(folder, 'config'), `[default]\nendpoint_url = ${emulator.url}\n`);
  const run = await job.run({ command: process.execPath, args: [LIVE_SCRIPT, '--report', report] });
  expect(run).toMatchObject({ exitCode: 1, stderr: '' });
  expect(run.stdout).toContain('the AWS configuration names another endpoint than AWS: give it by --endpoint');
  expect(emulator.requests).toStrictEqual([]);
});
