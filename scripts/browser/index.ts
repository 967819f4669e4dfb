/**
 * Opens a web app that uses AWS Amplify in a browser, with the browser storage state of the built action. Runs the
 * workflow of examples/playwright-ui, and server-side.spec.js beside its tests.
 *
 *   npm run browser
 *
 * Needs the command `chromium`, which Debian's package of that name installs.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Job, type StepResult, startJob } from 'action-runner';
import { startEmulator } from 'cognito-emulator';
import { freePort } from 'cognito-emulator/loopback';
import { copyExample } from '../gallery/folders.ts';
import { evaluateAll, readWorkflow } from '../gallery/workflow.ts';
import { printHeading } from '../lib/heading.ts';
import { root } from '../lib/root.ts';
import { makeTemporaryFolder } from '../lib/temporary-folder.ts';
import { pathOfSteps } from '../lib/tool-environment.ts';

const EXAMPLE = 'playwright-ui';
const SERVER_SIDE = 'server-side.spec.js';
const SECRETS = ['USERNAME', 'PASSWORD', 'ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN'] as const;

const chromium = spawnSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).stdout.trim();
assert.ok(chromium !== '', 'There is no command chromium. On Debian: apt-get install chromium');
const workflow = readWorkflow(join(root, 'examples', EXAMPLE, 'workflow.yml'));
const project = makeProject();
const emulator = await startEmulator();
// Usernames are e-mail addresses, which cookies have in another form than localStorage.
const pool = emulator.createPool();
const client = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
const port = await freePort();
const { accessKeyId, secretAccessKey } = emulator.credentials;
const job = startJob({
  env: { AWS_ENDPOINT_URL: emulator.url, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
});
try {
  const main = await signIn(job);
  const { STORAGE_STATE: storageState } = main.outputs;
  assert.ok(storageState !== undefined, 'the action should set STORAGE_STATE: is dist/ up to date?');
  printHeading(workflow.test.run);
  const tests = await runTests(job, storageState);
  console.log(tests.log);
  assert.equal(tests.outcome, 'success', 'the tests failed');
  for (const name of SECRETS) {
    assert.ok(!tests.stdout.includes(String(main.outputs[name])), `the tests printed ${name}`);
  }
  const refreshes = emulator.requests.filter(({ operation }) => operation === 'GetTokensFromRefreshToken');
  assert.deepEqual(
    refreshes.map(({ status }) => status),
    [200],
    'Amplify should refresh the tokens once',
  );
  await job.post();
  assert.ok(!existsSync(storageState), 'post should remove the file');
  assert.deepEqual(pool.users, [], 'post should delete the user');
} finally {
  await job.end();
  await emulator.close();
}
console.log('\nAmplify finds the user in the browser, and refreshes the tokens.');

/** Copies the example as a user would, and installs its packages. */
function makeProject(): string {
  const repository = join(makeTemporaryFolder(), 'repository');
  copyExample(EXAMPLE, repository);
  const folder = join(repository, workflow.workingDirectory);
  cpSync(join(import.meta.dirname, SERVER_SIDE), join(folder, SERVER_SIDE));
  printHeading(`npm install in a copy of examples/${EXAMPLE}`);
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts'];
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: 'inherit' });
  assert.equal(status, 0, 'npm install failed');
  return folder;
}

/** Signs a user in with the inputs of the workflow, but without `role-to-assume`: there is no OIDC provider here. */
async function signIn(of: Job): Promise<StepResult> {
  const { 'role-to-assume': _, ...inputs } = workflow.inputs;
  const context = new Map([
    ['vars.USER_POOL_ID', pool.id],
    ['vars.CLIENT_ID', client.id],
  ]);
  const main = await of.uses({ with: { ...evaluateAll(inputs, context), 'storage-state-origin': origin() } });
  assert.equal(main.outcome, 'success', main.log);
  return main;
}

function runTests(of: Job, storageState: string): Promise<StepResult> {
  const context = new Map([
    ['vars.USER_POOL_ID', pool.id],
    ['vars.CLIENT_ID', client.id],
    ['steps.cognito.outputs.STORAGE_STATE', storageState],
  ]);
  return of.run({
    command: 'bash',
    args: ['-e', '-c', workflow.test.run],
    cwd: project,
    env: {
      ...evaluateAll(workflow.test.env, context),
      PATH: pathOfSteps(),
      PORT: String(port),
      CHROMIUM: chromium,
      COGNITO_ENDPOINT: emulator.url,
    },
  });
}

function origin(): string {
  return `http://localhost:${port}`;
}
