// Verify that npm run live finds a difference, reports no secret, and removes everything that it created, whenever a
// signal arrives and whatever fails.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Interrupt, startJob } from 'action-runner';
import { startEmulator } from 'cognito-emulator';
import { createSdk } from 'cognito-emulator/contract/sdk';
import { credentialVariables } from '../support/credential-variables.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';
import { useCleanup } from '../support/use-cleanup.ts';

const onTestEnd = useCleanup();

const LIVE_FOLDER = join(REPOSITORY_ROOT, 'scripts', 'live');
const REGION = 'eu-west-1';
const DAY_MS = 24 * 60 * 60 * 1000;

/** The source of the contract tests. A password that appears in it is not a secret. */
function sourceOfTests(): string {
  const folder = join(REPOSITORY_ROOT, 'packages', 'cognito-emulator', 'test');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}

/** Starts an emulator to run `npm run live` against instead of AWS. */
async function startLiveFixture() {
  let offset = 0;
  const emulator = await startEmulator({ now: () => Date.now() + offset });
  onTestEnd(() => emulator.close());
  const { url: endpoint, credentials } = emulator;
  const job = startJob({ env: { ...credentialVariables(credentials), AWS_REGION: REGION } });
  onTestEnd(() => job.end());
  const temp = join(job.temp, 'live');
  mkdirSync(temp);
  Object.assign(job.env, { TMPDIR: temp, TEMP: temp, TMP: temp });
  const report = join(job.temp, 'report.md');
  const run = (args: readonly string[], interrupt?: Interrupt) =>
    job.run({
      command: process.execPath,
      args: [join(LIVE_FOLDER, 'index.ts'), '--report', report, ...args],
      interrupt,
    });
  const sdkAt = (systemClockOffset: number) => {
    const sdk = createSdk({ endpoint, region: REGION, credentials, systemClockOffset });
    onTestEnd(() => sdk.destroy());
    return sdk;
  };

  return {
    emulator,
    report,
    job,
    run,
    live: (args: readonly string[], interrupt?: Interrupt) => run(['--endpoint', endpoint, ...args], interrupt),
    /** Creates a pool whose creation date is this many milliseconds ago. */
    async makePool(name: string, age: number): Promise<void> {
      offset = -age;
      await sdkAt(-age).createUserPool({ PoolName: name });
      offset = 0;
    },
    async poolNames(): Promise<(string | undefined)[]> {
      const { UserPools: pools = [] } = await sdkAt(0).listUserPools({ MaxResults: 60 });
      return pools.map(({ Name }) => Name);
    },
    /** Files in the system's temporary folder. */
    filesLeft: () => readdirSync(temp),
  };
}

describe('a run', () => {
  it('reports exactly the one difference that was introduced on purpose', async () => {
    const { emulator, live, report, poolNames, filesLeft } = await startLiveFixture();
    const wrongSecret = { exception: 'UnauthorizedException', message: `No: ${'s'.repeat(51)}.` };
    emulator.injectFault({ operation: 'GetClientToken', kind: 'none', times: 3 });
    emulator.injectFault({ operation: 'GetClientToken', kind: 'refused', ...wrongSecret, times: 1 });
    expect(await live(['--only', 'token-endpoint', '--fail-on-difference'])).toMatchObject({ exitCode: 2, stderr: '' });
    const text = readFileSync(report, 'utf8');
    expect(text).toMatch(/\*\*\d+ agree, 1 differ\.\*\*/);
    expect(text).toContain('### token-endpoint: GetClientToken › refuses a wrong secret\n\n    expect(received)');
    expect(text).toMatch(/ {4}Received: +"UnauthorizedException: No: <…>\."\n/);
    expect(text).toContain('| GetClientToken › refuses a wrong secret | **differs** |\n');
    expect(text).toContain('| GetClientToken › refuses no secret | agrees |\n');
    expect(await poolNames()).toStrictEqual([]);
    expect(filesLeft()).toStrictEqual([]);
    // The SDK's requests go without credentials where Cognito wants none.
    expect(emulator.violations.filter((violation) => violation.includes('the header'))).toStrictEqual([]);
  });

  it('shows no secret, also of what differs, and makes exactly the calls that scripts/live/policy.json allows', async () => {
    const { emulator, live, report } = await startLiveFixture();
    emulator.forgetOperation('GetUser');
    const areas = ['administration', 'devices', 'login-page', 'sign-in', 'tokens', 'user-pools'];
    const { stdout } = await live(areas.flatMap((area) => ['--only', area]));
    const shown = stdout + readFileSync(report, 'utf8');
    expect(shown).toContain('UnknownOperationException');
    const source = sourceOfTests();
    const secrets = emulator.secrets.filter(({ text }) => !source.includes(text));
    expect(new Set(secrets.map(({ kind }) => kind)).size).toBeGreaterThan(8);
    expect(secrets.filter(({ text }) => shown.includes(text))).toStrictEqual([]);

    const policy = readFileSync(join(LIVE_FOLDER, 'policy.json'), 'utf8');
    const allowed = [...policy.matchAll(/"cognito-idp:(\w+)"/g)].map(([, operation]) => operation);
    const called = emulator.requests.filter(({ signed }) => signed).map(({ operation }) => operation);
    // Creating a user pool with tags needs permission for TagResource, without a call of its own.
    expect([...new Set([...called, 'TagResource'])].toSorted()).toStrictEqual(allowed.toSorted());
  });
});

it('keeps user pools that an earlier run left, and deletes those that are older than a day with --sweep', async () => {
  const old = 'cognito-token-action-live-0123456789-0123456789';
  const young = 'cognito-token-action-live-abcdefghij-0123456789';
  const others = ['orders', `${old}-copy`, 'cognito-token-action-live-0123456789'];
  const { live, makePool, poolNames } = await startLiveFixture();
  await makePool(old, DAY_MS + 60_000);
  await makePool(young, DAY_MS - 60_000);
  for (const name of others) {
    await makePool(name, 30 * DAY_MS);
  }
  const { stdout } = await live(['--only', 'wire']);
  expect(stdout.match(/^ {2}cognito-token-action-live-\S+/gm)).toStrictEqual([`  ${old}`]);
  expect(await poolNames()).toStrictEqual([old, young, ...others]);
  await live(['--only', 'wire', '--sweep']);
  expect(await poolNames()).toStrictEqual([young, ...others]);
});

it('refuses an endpoint from the AWS configuration that is not AWS', async () => {
  const { emulator, job, run } = await startLiveFixture();
  const folder = join(job.env['HOME'] ?? '', '.aws');
  mkdirSync(folder);
  writeFileSync(join(folder, 'config'), `[default]\nendpoint_url = ${emulator.url}\n`);
  const { exitCode, stdout } = await run([]);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('the AWS configuration names another endpoint than AWS: give it by --endpoint');
  expect(emulator.requests).toStrictEqual([]);
});

const onUnix = process.platform === 'win32' ? it.skip : it;

onUnix.each([
  ['while it creates a user pool', 'CreateUserPool', 'SIGINT'],
  ['after it has created a domain', 'AdminSetUserPassword', 'SIGINT'],
  ['during the tests', 'oauth2/token', 'SIGTERM'],
  ['while a test deletes its user pools', 'DeleteUserPoolDomain', 'SIGINT'],
] as const)('removes everything after a signal %s', async (_, call, signal) => {
  const { emulator, live, report, poolNames, filesLeft } = await startLiveFixture();
  const run = await live(['--only', 'token-endpoint'], { when: emulator.nextRequest(call), signal });
  expect(run).toMatchObject({ exitCode: 130, signal: null, stderr: '' });
  expect(run.stdout).toContain(`${signal}: deleting the user pools`);
  expect(await poolNames()).toStrictEqual([]);
  expect(existsSync(report)).toBe(false);
  expect(filesLeft()).toStrictEqual([]);
});

it('removes a user pool after a lost answer to CreateUserPool', async () => {
  const { emulator, live, poolNames } = await startLiveFixture();
  emulator.injectFault({ operation: 'CreateUserPool', kind: 'lose-answer', times: 1 });
  const run = await live(['--only', 'wire']);
  expect(run.stdout).toContain('removed 1 user pools');
  expect(await poolNames()).toStrictEqual([]);
});

it('fails, and names what it could not remove', async () => {
  const { emulator, live, poolNames } = await startLiveFixture();
  emulator.deny(emulator.credentials, ['DeleteUserPool']);
  const run = await live(['--only', 'wire']);
  const [name = ''] = await poolNames();
  expect(run).toMatchObject({ exitCode: 1 });
  expect(run.stdout).toMatch(new RegExp(`✗ ${name} \\(\\S+\\) is left: AccessDeniedException: `));
});
