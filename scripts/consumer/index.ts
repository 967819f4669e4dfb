/**
 * Runs the workflows of the README and in examples/ with nektos/act against the strict emulator, in a repository with
 * the content of examples/. Fails if a job fails, a user is left, the log shows a secret, or the README's job runs for
 * a fork.
 *
 *   npm run consumer -- TOOLS [NAME…]
 *
 * TOOLS is the folder of the program act, and of its files. NAME is a folder in examples/, `workflow` or `README`.
 * Without names, runs all workflows that need no minutes to install. Linux only.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exportWorkTree } from '../../__tests__/support/export.ts';
import { oidcVariables } from '../../__tests__/support/oidc-variables.ts';
import { createAuthorizer } from '../../examples/api/authorizer.ts';
import { type ActRun, problemsOf, runByAct, SETUP_NODE, type StandIn } from '../act/run.ts';
import { createEchoApi } from '../lib/echo-api.ts';
import { type EmulatedAws, startEmulatedAws } from '../lib/emulated-aws.ts';
import { interruptible } from '../lib/interruption.ts';
import { createOrdersApi, trustIn } from '../lib/orders-api.ts';
import { sightingIn } from '../lib/sighting.ts';
import { chooseWorkflows, makeRepository, type Workflow, workflowPath } from './workflows.ts';

const OUR_ACTION = 'org/cognito-token-action@v1';
const REPOSITORY = 'octo-org/octo-repo';
const FORK = 'octocat/octo-repo';

const [tools = '', ...names] = process.argv.slice(2);
if (tools === '') {
  throw new Error('missing the folder of act: npm run consumer -- TOOLS [NAME…]');
}
const chosen = chooseWorkflows(names);
const interrupted = interruptible();
const folder = mkdtempSync(join(resolve(tools), 'consumer-'));
const repository = join(folder, 'repository');
makeRepository(repository, chosen);
const action = exportWorkTree();
const aws = await startEmulatedAws();
const ordersUrl = await aws.serve(createOrdersApi(aws));
const echoUrl = await aws.serve(createEchoApiFor(aws));
const standIns = {
  'actions/setup-node': SETUP_NODE,
  'aws-actions/configure-aws-credentials': configureAwsCredentials(aws),
};
const failed: string[] = [];
try {
  for (const workflow of chosen) {
    console.log(`\n${workflow.name}`);
    const start = performance.now();
    const problems = await problemsWith(workflow);
    for (const problem of problems) {
      console.log(`✗ ${problem}`);
    }
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${problems.length === 0 ? 'passed' : 'FAILED'} after ${seconds} s`);
    failed.push(...(problems.length === 0 ? [] : [workflow.name]));
  }
} finally {
  await aws.close();
  action.remove();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}
console.log(`\n${[`${chosen.length - failed.length} passed, ${failed.length} failed`, ...failed].join(' ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Creates the API that the templates in examples/aws deploy, which trusts the user pool. */
function createEchoApiFor(account: EmulatedAws) {
  const authorizer = createAuthorizer(trustIn(account));
  return createEchoApi('rest-api.yaml', async ({ headers }) => {
    const user = await authorizer.findUser(headers.authorization);
    return user === undefined
      ? { status: 401, message: 'Unauthorized' }
      : { context: { authorizer: { claims: { sub: user.sub } } } };
  });
}

/** Exports the same variables to later steps as aws-actions/configure-aws-credentials, for the emulator's only role. */
function configureAwsCredentials({ emulator, role, pool }: EmulatedAws): StandIn {
  const { accessKeyId, secretAccessKey, sessionToken } = emulator.addPrincipal({ sessionToken: true });
  return {
    inputs: { ROLE: 'role-to-assume', REGION: 'aws-region' },
    env: { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken },
    run: `test "$ROLE" = ${role}
test "$REGION" = ${pool.settings.region}
printf '%s\\n' "AWS_REGION=$REGION" "AWS_DEFAULT_REGION=$REGION" >>"$GITHUB_ENV"
for name in AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN; do
  echo "::add-mask::\${!name}"
  echo "$name=\${!name}" >>"$GITHUB_ENV"
done
`,
  };
}

/** Runs a workflow and returns its problems. */
async function problemsWith(workflow: Workflow): Promise<readonly string[]> {
  const { emulator, pool } = aws;
  const before = { requests: emulator.requests.length, violations: emulator.violations.length };
  const run = await runWorkflow(workflow);
  const operations = emulator.requests.slice(before.requests).map(({ operation }) => operation);
  const shown = sightingIn(
    run.lines.map(({ msg }) => msg).join('\n'),
    emulator.secrets.map(({ text }) => text),
  );
  const isForkSkipped = workflow.event !== 'pull_request' || (await isSkippedForFork(workflow));
  return [
    ...problemsOf(run, workflow.jobs),
    ...(operations.includes('AdminCreateUser') ? [] : ['no user was created']),
    ...(pool.users.length === 0 ? [] : [`users left in the user pool: ${pool.users.length}`]),
    ...(isForkSkipped ? [] : ['the job of a fork was not skipped']),
    ...emulator.violations.slice(before.violations),
    ...(shown === undefined ? [] : [`the log shows a secret (${shown})`]),
  ];
}

async function isSkippedForFork(workflow: Workflow): Promise<boolean> {
  const { requests } = aws.emulator;
  const before = requests.length;
  const { exitCode } = await runWorkflow(workflow, FORK);
  return exitCode === 0 && requests.length === before;
}

/** @param head the repository that a pull request comes from */
function runWorkflow(workflow: Workflow, head: string = REPOSITORY): Promise<ActRun> {
  const payload = join(folder, 'event.json');
  const pullRequest = { pull_request: { head: { repo: { full_name: head } } } };
  writeFileSync(payload, JSON.stringify(workflow.event === 'pull_request' ? pullRequest : {}));
  return runByAct({
    tools,
    folder,
    repository,
    workflow: workflowPath(workflow),
    event: workflow.event,
    actions: { [OUR_ACTION]: action.folder },
    standIns,
    vars: { ...aws.vars, BASE_URL: workflow.name === 'aws' ? echoUrl : ordersUrl },
    env: {
      GITHUB_REPOSITORY: REPOSITORY,
      AWS_ENDPOINT_URL: aws.emulator.url,
      // The runner sets these for jobs with `id-token: write`. act does not support that permission.
      ...(workflow.mayGetIdToken && oidcVariables(aws.emulator.oidc)),
    },
    args: ['--eventpath', payload],
    signal: interrupted,
  });
}
