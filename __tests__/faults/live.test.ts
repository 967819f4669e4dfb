// Verify that npm run live finds a difference, reports no secret, and removes everything that it created, whenever a
// signal arrives and whatever fails.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import { type Interrupt, type StepResult, startJob } from 'action-runner';
import { startEmulator } from 'cognito-emulator';
import { credentialVariables } from '../support/credential-variables.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';
import { useCleanup } from '../support/use-cleanup.ts';

const onTestEnd = useCleanup();

const LIVE_SCRIPT = join(REPOSITORY_ROOT, 'scripts', 'live', 'index.ts');
const REGION = 'eu-west-1';
const DAY_MS = 24 * 60 * 60 * 1000;

const TESTS_FOLDER = join(REPOSITORY_ROOT, 'packages', 'cognito-emulator', 'test');

/** The source of the contract tests. A password that appears in it is not a secret. */
const TESTS = readdirSync(TESTS_FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(TESTS_FOLDER, name), 'utf8'))
  .join('\n');

/** Returns the operations that the policy in scripts/live allows. */
function allowedOperations(): string[] {
  const document = readFileSync(join(REPOSITORY_ROOT, 'scripts', 'live', 'policy.json'), 'utf8');
  return [...document.matchAll(/"cognito-idp:(\w+)"/g)].map(([, operation]) => operation ?? '');
}

/** Starts an emulator to run `npm run live` against instead of AWS. */
async function startLiveFixture() {
  let offset = 0;
  const emulator = await startEmulator({ now: () => Date.now() + offset });
  onTestEnd(() => emulator.close());
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'live-')));
  onTestEnd(() => rmSync(folder, { recursive: true, force: true }));
  const temp = join(folder, 'temp');
  mkdirSync(temp);
  const report = join(folder, 'report.md');
  const variables = { AWS_REGION: REGION, TMPDIR: temp, TEMP: temp, TMP: temp };
  const job = startJob({ env: { ...credentialVariables(emulator.credentials), ...variables } });
  onTestEnd(() => job.end());
  const owner = (systemClockOffset: number) => {
    const { url: endpoint, credentials } = emulator;
    const client = new CognitoIdentityProviderClient({ endpoint, region: REGION, credentials, systemClockOffset });
    onTestEnd(() => client.destroy());
    return client;
  };

  return {
    emulator,
    report,
    job,
    live(args: readonly string[], interrupt?: Interrupt): Promise<StepResult> {
      const all = [LIVE_SCRIPT, '--endpoint', emulator.url, '--report', report, ...args];
      return job.run({ command: process.execPath, args: all, ...(interrupt && { interrupt }) });
    },
    /** Creates a pool whose creation date is this many milliseconds ago. */
    async makePool(name: string, age: number): Promise<void> {
      offset = -age;
      await owner(-age).send(new CreateUserPoolCommand({ PoolName: name }));
      offset = 0;
    },
    async poolNames(): Promise<(string | undefined)[]> {
      const { UserPools: pools = [] } = await owner(0).send(new ListUserPoolsCommand({ MaxResults: 60 }));
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
    emulator.injectFault({ operation: 'GetClientToken', kind: 'none', times: 5 });
    emulator.injectFault({ operation: 'GetClientToken', kind: 'refused', ...wrongSecret, times: 1 });
    expect(await live(['--only', 'client-token', '--fail-on-difference'])).toMatchObject({ exitCode: 2, stderr: '' });
    const text = readFileSync(report, 'utf8');
    expect(text).toMatch(/\*\*\d+ agree, 1 differ\.\*\*/);
    expect(text).toContain('### client-token: GetClientToken › refuses a wrong secret\n\n    expect(received)');
    expect(text).toMatch(/ {4}Received: +"UnauthorizedException: No: <…>\."\n/);
    expect(text).toContain('| GetClientToken › refuses a wrong secret | **differs** |\n');
    expect(text).toContain('| GetClientToken › refuses no secret | agrees |\n');
    expect(await poolNames()).toStrictEqual([]);
    expect(filesLeft()).toStrictEqual([]);
    // The SDK's requests go without credentials where Cognito wants none.
    expect(emulator.violations).toStrictEqual([]);
  });

  it('shows no secret, also of what differs, and makes exactly the calls that scripts/live/policy.json allows', async () => {
    const { emulator, live, report } = await startLiveFixture();
    emulator.forgetOperation('GetUser');
    const areas = ['admin-sign-in', 'devices', 'list-users', 'login-page', 'sign-up', 'tokens'];
    const { stdout } = await live(areas.flatMap((area) => ['--only', area]));
    const shown = stdout + readFileSync(report, 'utf8');
    expect(shown).toContain('UnknownOperationException');
    const secrets = emulator.secrets.filter(({ text }) => !TESTS.includes(text));
    expect(new Set(secrets.map(({ kind }) => kind)).size).toBeGreaterThan(8);
    expect(secrets.filter(({ text }) => shown.includes(text))).toStrictEqual([]);

    const called = emulator.requests.filter(({ signed }) => signed).map(({ operation }) => operation);
    // Creating a user pool with tags needs permission for TagResource, without a call of its own.
    expect([...new Set([...called, 'TagResource'])].toSorted()).toStrictEqual(allowedOperations().toSorted());
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
  const { stdout } = await live(['--only', 'client-token']);
  expect(stdout.match(/^ {2}cognito-token-action-live-\S+/gm)).toStrictEqual([`  ${old}`]);
  expect(await poolNames()).toStrictEqual([old, young, ...others]);
  await live(['--only', 'client-token', '--sweep']);
  expect(await poolNames()).toStrictEqual([young, ...others]);
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

const onUnix = process.platform === 'win32' ? it.skip : it;

const MOMENTS: readonly (readonly [string, string, Interrupt['signal']])[] = [
  ['while it creates a user pool', 'CreateUserPool', 'SIGINT'],
  ['while it creates an app client', 'CreateUserPoolClient', 'SIGTERM'],
  ['after it has created a domain', 'AdminSetUserPassword', 'SIGINT'],
  ['during the tests', 'oauth2/token', 'SIGTERM'],
  ['while a test deletes its user pools', 'DeleteUserPoolDomain', 'SIGINT'],
];

onUnix.each(MOMENTS)('removes everything after a signal %s', async (_, call, signal) => {
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
  const run = await live(['--only', 'client-token']);
  expect(run.stdout).toContain('removed 1 user pools');
  expect(await poolNames()).toStrictEqual([]);
});

it('fails, and names what it could not remove', async () => {
  const { emulator, live, poolNames } = await startLiveFixture();
  emulator.deny(emulator.credentials, ['DeleteUserPool']);
  const run = await live(['--only', 'choice']);
  const [name = ''] = await poolNames();
  expect(run).toMatchObject({ exitCode: 1 });
  expect(run.stdout).toMatch(new RegExp(`✗ ${name} \\(\\S+\\) is left: AccessDeniedException: `));
});
