/**
 * Runs the examples for many users against the example API: each tool with the users of one job, then the post step.
 *
 *   npm run many-users [-- TOOL…]
 *
 * Without names, runs the tools that install quickly. Linux only.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startJob } from 'action-runner';
import { credentialVariables } from '../../__tests__/support/credential-variables.ts';
import { startEnvironment } from '../demo/environment.ts';
import { interruptible } from '../lib/interruption.ts';
import { root } from '../lib/root.ts';
import { makeTemporaryFolder } from '../lib/temporary-folder.ts';
import { runCommand } from '../lib/tool-environment.ts';

interface Tool {
  readonly install: string;
  /** The command of docs/many-users.md. */
  readonly run: string;
  readonly isQuick: boolean;
}

const PYTHON = 'python3 -m venv .venv && .venv/bin/pip install --quiet --requirement requirements.txt';

/** By their folders in examples/many-users/. JMeter has to be installed: it is not in a registry. */
const TOOLS: Readonly<Record<string, Tool>> = {
  k6: { install: 'GOBIN="$PWD" go install go.k6.io/k6@v1.8.1', run: './k6 run users.js', isQuick: false },
  artillery: {
    install: 'npm install --silent',
    run: 'USERS_CSV=$(realpath --relative-to=. "$USERS_CSV") npx artillery run users.yml',
    isQuick: false,
  },
  locust: {
    install: PYTHON,
    run: '.venv/bin/locust --headless --only-summary --users 4 --spawn-rate 4 --run-time 5s',
    isQuick: true,
  },
  jmeter: {
    install: 'jmeter --version',
    // Each of the 4 users makes 5 requests. JMeter succeeds whatever their answers are, and without any.
    run: 'jmeter -n -t users.jmx -l users.jtl -Jusers="$USERS_CSV" -Jurl="$BASE_URL" && [ "$(grep -c ",200," users.jtl)" = 20 ]',
    isQuick: false,
  },
  playwright: { install: 'npm install --silent', run: 'npx playwright test', isQuick: true },
  'pytest-xdist': { install: PYTHON, run: '.venv/bin/pytest -n 4', isQuick: true },
};
const USERS = '4';

const { positionals } = parseArgs({ allowPositionals: true });
const names = positionals.length > 0 ? positionals : Object.keys(TOOLS).filter((name) => TOOLS[name]?.isQuick);

const folder = makeTemporaryFolder();
const environment = await startEnvironment(folder, interruptible());
const { endpoint, userPoolId, clientId, baseUrl } = environment;
const job = startJob({ env: { AWS_ENDPOINT_URL: endpoint, ...credentialVariables(environment) } });
const main = await job.uses({ with: { 'user-pool-id': userPoolId, 'client-id': clientId, users: USERS } });
const { USERS_FILE = '', USERS_CSV = '' } = main.outputs;
const failures = main.outcome === 'success' ? [] : [main.log];
for (const name of failures.length === 0 ? names : []) {
  await runTool(name).catch((error) => failures.push(String(error)));
}
const [post] = await job.end();
if (post?.log.includes(`Deleted ${USERS} ephemeral users`) !== true) {
  failures.push(`post: ${post?.log}`);
}
await environment.stopServers();
console.log(failures.length === 0 ? 'Passed.' : failures.join('\n'));
process.exitCode = failures.length === 0 ? 0 : 1;

async function runTool(name: string): Promise<void> {
  const tool = TOOLS[name];
  if (tool === undefined) {
    throw new Error(`${name} is not one of ${Object.keys(TOOLS).join(', ')}`);
  }
  const cwd = join(folder, name);
  cpSync(join(root, 'examples', 'many-users', name), cwd, { recursive: true });
  for (const command of [tool.install, tool.run]) {
    console.log(`${name}: ${command}`);
    await runCommand(command, cwd, { BASE_URL: baseUrl, USERS_FILE, USERS_CSV });
  }
}
