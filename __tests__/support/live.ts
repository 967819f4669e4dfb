/** Runs `npm run live` against an emulator instead of AWS. */
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { type Interrupt, type StepResult, startJob } from 'action-runner';
import { startEmulator } from 'cognito-emulator';
import { credentialVariables } from './credential-variables.ts';
import { REPOSITORY_ROOT } from './repository.ts';
import { useCleanup } from './use-cleanup.ts';

/** A test runs a program that runs tests, which may start jobs of their own. */
export const LIVE_TIMEOUT_MS = 180_000;

export const LIVE_SCRIPT = join(REPOSITORY_ROOT, 'scripts', 'live', 'index.ts');

const REGION = 'eu-west-1';

/** Returns a function that creates test environments, which are removed at the end of the test. */
export function useLiveFixtures() {
  const onTestEnd = useCleanup();

  return async () => {
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
  };
}
