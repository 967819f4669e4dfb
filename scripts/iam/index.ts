/**
 * Runs the tests of examples/iam with AWS credentials from the built action against an API that verifies signatures.
 * They must pass, and they must fail if the API is broken or the credentials are not those of a signed-in user.
 *
 *   npm run iam
 */

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startJob } from 'action-runner';
import { parse } from 'yaml';
import { credentialVariables } from '../../__tests__/support/credential-variables.ts';
import { evaluateAll, named, type Variables, withOutputs } from '../gallery/workflow.ts';
import { startEmulatedAws } from '../lib/emulated-aws.ts';
import { printHeading } from '../lib/heading.ts';
import { startIamApi } from '../lib/iam-api.ts';
import { root } from '../lib/root.ts';
import { makeTemporaryFolder } from '../lib/temporary-folder.ts';
import { runCommand } from '../lib/tool-environment.ts';

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly run?: string;
  readonly with?: Variables;
  readonly env?: Variables;
}

const EXAMPLE = join(root, 'examples', 'iam');

const folder = makeTemporaryFolder();
const project = join(folder, 'iam');
mkdirSync(project);
cpSync(EXAMPLE, project, { recursive: true });
const steps: readonly Step[] = parse(readFileSync(join(EXAMPLE, 'workflow.yml'), 'utf8')).jobs['api-tests'].steps;
const tests = steps.filter(({ run, env }) => run !== undefined && env !== undefined);
assert.deepEqual(
  tests.map(({ name }) => name),
  ['curl', 'Newman', 'pytest'],
);

const { emulator, pool, client, env, vars } = await startEmulatedAws();
const api = await startIamApi(emulator);
const identityPool = emulator.createIdentityPool({ providers: [{ pool, client }] });
const job = startJob({ env });
const iamVars = { ...vars, IAM_CLIENT_ID: client.id, IDENTITY_POOL_ID: identityPool.id, IAM_BASE_URL: api.url };
try {
  printHeading('Install');
  const install = steps.find(({ name }) => name === 'Install')?.run ?? assert.fail('no step Install');
  await runCommand(install, project);

  const action = steps.find(({ id }) => id === 'cognito') ?? assert.fail('no step of the action');
  const main = await job.uses({ with: evaluateAll(action.with, new Map(named('vars', iamVars))) });
  assert.equal(main.outcome, 'success', main.log);

  printHeading('The tests pass');
  await runTests(main.outputs, 'success');

  printHeading("The tests fail with the job's own credentials");
  await runTests(
    withOutputs(main.outputs, credentialVariables(emulator.addPrincipal({ sessionToken: true }))),
    'failure',
  );

  printHeading('The tests fail with a wrong signature');
  await runTests(withOutputs(main.outputs, { AWS_SECRET_ACCESS_KEY: 'x'.repeat(40) }), 'failure');

  printHeading('The tests fail if the API is broken');
  api.break();
  await runTests(main.outputs, 'failure');

  const [post] = await job.post();
  assert.deepEqual(post?.annotations, []);
  assert.deepEqual([pool.users, identityPool.identities], [[], []]);
} finally {
  await job.end();
  api.close();
  await emulator.close();
}

/** Runs the tests of all tools. None may show a secret. */
async function runTests(outputs: Variables, outcome: 'success' | 'failure'): Promise<void> {
  const context = new Map([...named('vars', iamVars), ...named('steps.cognito.outputs', outputs)]);
  for (const test of tests) {
    const { name, run = '' } = test;
    const log = await runTest(run, evaluateAll(test.env, context), outcome);
    const shown = emulator.secrets.filter(
      ({ kind, text }) => kind === 'AWS credentials of a user' && log.includes(text),
    );
    assert.equal(shown.length, 0, `${name} shows the user's credentials`);
    console.log(`${name}: ${outcome}`);
  }
}

async function runTest(script: string, env: Variables, outcome: 'success' | 'failure'): Promise<string> {
  const command = `cd ${JSON.stringify(project)}\n${script}`;
  const step = await job.run({ command: 'bash', args: ['-e', '-o', 'pipefail', '-c', command], env });
  assert.equal(step.outcome, outcome, step.log);
  return step.stdout + step.stderr;
}
