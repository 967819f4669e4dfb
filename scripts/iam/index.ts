/**
 * Runs the tests of examples/iam with AWS credentials from the built action against an API that verifies signatures.
 * They must pass, and they must fail if the API is broken or the credentials are not those of a signed-in user.
 *
 *   npm run iam
 */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startJob } from 'action-runner';
import { startEmulator } from 'cognito-emulator';
import { parse } from 'yaml';
import { oidcVariables } from '../../__tests__/support/oidc-variables.ts';
import { evaluateAll } from '../gallery/workflow.ts';
import { printHeading } from '../lib/heading.ts';
import { startIamApi } from '../lib/iam-api.ts';
import { root } from '../lib/root.ts';
import { makeTemporaryFolder } from '../lib/temporary-folder.ts';

type Variables = Readonly<Record<string, string>>;

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly run?: string;
  readonly with?: Variables;
  readonly env?: Variables;
}

const EXAMPLE = join(root, 'examples', 'iam');
const ROLE = 'arn:aws:iam::123456789012:role/api-tests';
const CREDENTIALS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'] as const;

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

const emulator = await startEmulator();
const api = await startIamApi(emulator);
const pool = emulator.createPool({ usernameAttributes: ['email'] });
const client = pool.createClient({ flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
const identityPool = emulator.createIdentityPool({ providers: [{ pool, client }] });
emulator.addRole({ arn: ROLE });
const job = startJob({ env: { AWS_ENDPOINT_URL: emulator.url, ...oidcVariables(emulator.oidc) } });
const variables = new Map([
  ['vars.AWS_ROLE', ROLE],
  ['vars.AWS_REGION', 'eu-west-1'],
  ['vars.USER_POOL_ID', pool.id],
  ['vars.IAM_CLIENT_ID', client.id],
  ['vars.IDENTITY_POOL_ID', identityPool.id],
  ['vars.IAM_BASE_URL', api.url],
]);
try {
  printHeading('Install');
  const install = steps.find(({ name }) => name === 'Install')?.run ?? assert.fail('no step Install');
  // Installs outside the job, with this machine's settings for package registries.
  execFileSync('bash', ['-e', '-c', install], { cwd: project, stdio: 'ignore' });

  const action = steps.find(({ id }) => id === 'cognito') ?? assert.fail('no step of the action');
  const main = await job.uses({ with: evaluateAll(action.with ?? {}, variables) });
  assert.equal(main.outcome, 'success', main.log);

  printHeading('The tests pass');
  await runTests(main.outputs, 'success');

  printHeading("The tests fail with the job's own credentials");
  const { accessKeyId, secretAccessKey, sessionToken = '' } = emulator.addPrincipal({ sessionToken: true });
  await runTests(withCredentials(main.outputs, [accessKeyId, secretAccessKey, sessionToken]), 'failure');

  printHeading('The tests fail with a wrong signature');
  const [id, , token] = CREDENTIALS.map((name) => main.outputs[name] ?? '');
  await runTests(withCredentials(main.outputs, [id ?? '', 'x'.repeat(40), token ?? '']), 'failure');

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
  const context = new Map([
    ...variables,
    ...Object.entries(outputs).map(([name, value]): [string, string] => [`steps.cognito.outputs.${name}`, value]),
  ]);
  for (const { name, run = '', env = {} } of tests) {
    const log = await runTest(run, evaluateAll(env, context), outcome);
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

/** Replaces the credentials, also in a second Postman environment. */
function withCredentials(outputs: Variables, credentials: readonly [string, string, string]): Variables {
  const changed = Object.fromEntries(CREDENTIALS.map((name, index) => [name, credentials[index] ?? '']));
  const environment = outputs['POSTMAN_ENVIRONMENT'] ?? '';
  const path = `${environment}.changed`;
  const text = CREDENTIALS.reduce(
    (written, name) => written.replace(outputs[name] ?? '', changed[name] ?? ''),
    readFileSync(environment, 'utf8'),
  );
  writeFileSync(path, text, { mode: 0o600 });
  return { ...outputs, ...changed, POSTMAN_ENVIRONMENT: path };
}
