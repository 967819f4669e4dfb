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
import { type StepResult, startJob } from 'action-runner';
import { freePort } from 'cognito-emulator/loopback';
import { copyExample } from '../gallery/folders.ts';
import { evaluateAll, named, readWorkflow, type Variables } from '../gallery/workflow.ts';
import { startEmulatedAws } from '../lib/emulated-aws.ts';
import { printHeading } from '../lib/heading.ts';
import { root } from '../lib/root.ts';
import { makeTemporaryFolder } from '../lib/temporary-folder.ts';
import { pathOfSteps, runCommand } from '../lib/tool-environment.ts';

const EXAMPLE = 'playwright-ui';
const SERVER_SIDE = 'server-side.spec.js';
const SECRETS = ['USERNAME', 'PASSWORD', 'ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN'] as const;

const chromium = spawnSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).stdout.trim();
assert.ok(chromium !== '', 'There is no command chromium. On Debian: apt-get install chromium');
const workflow = readWorkflow(join(root, 'examples', EXAMPLE, 'workflow.yml'));
const project = await makeProject();
// Usernames are e-mail addresses, which cookies have in another form than localStorage.
const { emulator, pool, env, vars } = await startEmulatedAws({ usernameAttributes: [] });
const port = await freePort();
const job = startJob({ env });
try {
  const main = await signIn();
  const { STORAGE_STATE: storageState } = main.outputs;
  assert.ok(storageState !== undefined, 'the action should set STORAGE_STATE: is dist/ up to date?');
  printHeading(workflow.test.run);
  const tests = await runTests(main.outputs);
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
async function makeProject(): Promise<string> {
  const repository = join(makeTemporaryFolder(), 'repository');
  copyExample(EXAMPLE, repository);
  const folder = join(repository, workflow.workingDirectory);
  cpSync(join(import.meta.dirname, SERVER_SIDE), join(folder, SERVER_SIDE));
  printHeading(`npm install in a copy of examples/${EXAMPLE}`);
  await runCommand('npm install --ignore-scripts', folder);
  return folder;
}

async function signIn(): Promise<StepResult> {
  const inputs = evaluateAll(workflow.inputs, new Map(named('vars', vars)));
  const main = await job.uses({ with: { ...inputs, 'storage-state-origin': `http://localhost:${port}` } });
  assert.equal(main.outcome, 'success', main.log);
  return main;
}

function runTests(outputs: Variables): Promise<StepResult> {
  const context = new Map([...named('vars', vars), ...named('steps.cognito.outputs', outputs)]);
  return job.run({
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
