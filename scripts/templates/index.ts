/**
 * Deploys the templates of examples/aws to moto with the commands of docs/set-up.md and examples/aws/README.md, runs
 * the built action with the variables that they set, and deletes everything again. Also runs the commands of
 * docs/troubleshooting.md and docs/migration.md.
 *
 *   npm run templates -- PYTHON
 *
 * PYTHON is the `bin` folder of a Python environment with moto, aws-sam-translator and the AWS CLI; `.ci/run` creates
 * one. moto has no token endpoint and does not run APIs, so a local server with the template's function replaces the
 * deployed API.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type Job, startJob } from 'action-runner';
import { startEmulator } from 'cognito-emulator';
import { decodeClaims } from 'cognito-emulator/decode-claims';
import { listen } from 'cognito-emulator/loopback';
import { oidcVariables } from '../../__tests__/support/oidc-variables.ts';
import { evaluateAll, named, readWorkflow, type Variables } from '../gallery/workflow.ts';
import { createEchoApi } from '../lib/echo-api.ts';
import { printHeading } from '../lib/heading.ts';
import { makeTemporaryFolder } from '../lib/temporary-folder.ts';
import { commandsIn, startAccount } from './account.ts';
import { deployFixes, runFixes, runMigration } from './fixes.ts';

const SET_UP = 'docs/set-up.md';
const DELETE_EVERYTHING = 'Delete everything';
/** The variable that the commands of docs/set-up.md set before they clone the action. */
const TEMPLATES = 'templates=../cognito-token-action/examples/aws';
const POOL = '--output text --user-pool-id "$(gh variable get USER_POOL_ID)"';
const POSTMAN_SCOPES = `aws cognito-idp describe-user-pool-client --query UserPoolClient.AllowedOAuthScopes ${POOL} \\
  --client-id "$(gh variable get POSTMAN_CLIENT_ID)"`;
const TRIGGER = `aws cognito-idp describe-user-pool --query UserPool.LambdaConfig.PreTokenGenerationConfig.LambdaArn ${POOL}`;
/** Matches the names of variables in docs/set-up.md. */
const VARIABLES = /`AWS_ROLE`[\s\S]*?`USER_POOL_ID`/;

const [python] = process.argv.slice(2);
assert.ok(python !== undefined, 'missing the folder of Python: npm run templates -- PYTHON');
const account = await startAccount(python, makeTemporaryFolder());
const github = await startEmulator();
try {
  const all = commandsIn(SET_UP);
  const setUp = all.filter(({ heading }) => heading !== DELETE_EVERYTHING).map(({ code }) => code);
  const [deleteEverything = '', removeProvider = ''] = all
    .filter(({ heading }) => heading === DELETE_EVERYTHING)
    .map(({ code }) => code);

  printHeading('Set up in an account without an OIDC provider');
  account.run(setUp.join('\n'));
  const names = [...account.context().keys()].toSorted();
  const documented = VARIABLES.exec(readFileSync(SET_UP, 'utf8'))?.[0]
    .match(/\w+/g)
    ?.filter((word) => word !== 'and');
  assert.deepEqual(
    names,
    ['AWS_REGION', ...(documented ?? [])].map((name) => `vars.${name}`),
  );
  assertTrust('repo:octo-org/octo-repo:*');
  await firstRun();

  printHeading('Delete everything');
  account.run(deleteEverything);
  assert.deepEqual([...account.context().keys()], []);
  const stacks = 'list-stacks --stack-status-filter CREATE_COMPLETE UPDATE_COMPLETE --query StackSummaries';
  assert.deepEqual(account.json(`aws cloudformation ${stacks}`), []);
  assert.deepEqual(account.json('aws cognito-idp list-user-pools --max-results 10 --query UserPools'), []);
  assert.deepEqual(account.json('aws iam list-roles --query Roles'), []);

  printHeading('Set up again with the HTTP API and an existing OIDC provider; OIDC subjects contain IDs');
  const again = [TEMPLATES, ...setUp.filter((code) => !/git (clone|commit)/.test(code))].join('\n');
  account.run(again.replace('rest-api.yaml', 'http-api.yaml'), { immutableSubject: true });
  assertTrust('repo:octo-org@1234/octo-repo@5678:*');

  printHeading('Run the commands of examples/aws/README.md');
  // moto's CloudFormation creates no secrets.
  const withoutSecret = ({ code }: { code: string }) =>
    code.replace(/^aws secretsmanager .*\n.*gh secret set .*$/m, '');
  account.run([TEMPLATES, ...commandsIn('examples/aws/README.md').map(withoutSecret)].join('\n'));
  assert.match(account.run(POSTMAN_SCOPES), /orders\/read/);
  assert.match(account.run(TRIGGER), /:function:api-tests-scopes-AddScopes-\w+$/);
  printHeading('Run the commands of docs/troubleshooting.md and docs/migration.md');
  runFixes(account);
  deployFixes(account);
  runMigration(account);
  await otherModes();
  account.run(removeProvider);
} finally {
  await github.close();
}

/** Runs the workflow that docs/set-up.md adds to the repository. */
async function firstRun(): Promise<void> {
  printHeading('Run the workflow of docs/set-up.md');
  const { inputs, tests } = readWorkflow(account.file('.github/workflows/api-tests.yml'));
  await runJob(async (job) => {
    const { outputs } = await uses(job, inputs);
    assert.equal(users(), 1);
    const { ID_TOKEN: token = '' } = outputs;
    const claims = decodeClaims(token);
    const [test] = tests;
    const api = createEchoApi('rest-api.yaml', ({ headers }) =>
      headers.authorization === `Bearer ${token}`
        ? { context: { authorizer: { claims } } }
        : { status: 401, message: 'Unauthorized' },
    );
    const baseUrl = `http://127.0.0.1:${await listen(api)}`;
    try {
      const stepOutputs = named('steps.cognito.outputs', outputs);
      const context = new Map([...account.context(), ['vars.BASE_URL', baseUrl], ...stepOutputs]);
      const env = evaluateAll(test.env, context);
      const step = await job.run({ command: 'bash', args: ['-e', '-o', 'pipefail', '-c', test.run], env });
      assert.equal(step.outcome, 'success', step.log);
      assert.match(step.log, /"path":"\/echo".*"token_use":"id"/);
    } finally {
      api.closeAllConnections();
      api.close();
    }
  });
  assert.equal(users(), 0);
}

/** Runs the action in the other ways that moto supports. */
async function otherModes(): Promise<void> {
  const given = (name: string) => account.given(name);
  const role = { 'role-to-assume': given('vars.AWS_ROLE') };
  const signUp = { 'create-with': 'sign-up', 'email-domain': 'simulator.amazonses.com' };
  const user = { username: given('secrets.TEST_USERNAME'), password: given('secrets.TEST_PASSWORD') };
  const identity = { 'client-id': given('vars.IAM_CLIENT_ID'), 'identity-pool-id': given('vars.IDENTITY_POOL_ID') };
  const ways: Readonly<Record<string, Variables>> = {
    groups: { ...role, groups: 'admins' },
    'create-with: sign-up': { 'role-to-assume': given('vars.SIGN_UP_ROLE'), ...signUp },
    'a stored user': { mode: 'stored', 'revoke-token': 'false', ...user },
    'an identity pool': { ...role, ...identity },
  };
  for (const [way, inputs] of Object.entries(ways)) {
    printHeading(`Run the action with ${way}`);
    await runJob(async (job) => {
      const ids = { 'client-id': given('vars.CLIENT_ID'), 'user-pool-id': given('vars.USER_POOL_ID') };
      const { outputs, log } = await uses(job, { ...ids, ...inputs });
      assert.ok(inputs !== ways['an identity pool'] || (outputs['AWS_SESSION_TOKEN'] && outputs['IDENTITY_ID']), log);
    });
    assert.equal(users(), 1);
  }
  const name = 'aws ssm get-parameter --name /api-tests/ephemeral-role-name --query Parameter.Value --output text';
  const [statement, ...others] = account.json(
    `aws iam get-role-policy --role-name "$(${name})" --policy-name delete-identities --query PolicyDocument.Statement`,
  );
  assert.deepEqual(others, []);
  assert.equal(statement.Action, 'cognito-identity:DeleteIdentities');
  assert.match(statement.Resource, new RegExp(`:identitypool/${given('vars.IDENTITY_POOL_ID')}$`));
}

async function runJob(steps: (job: Job) => Promise<void>): Promise<void> {
  const job = startJob({ env: { AWS_ENDPOINT_URL: account.url, ...oidcVariables(github.oidc) } });
  try {
    await steps(job);
  } finally {
    const posts = await job.end();
    assert.deepEqual(
      posts.map(({ outcome, annotations }) => [outcome, annotations]),
      posts.map(() => ['success', []]),
    );
  }
}

async function uses(job: Job, inputs: Variables) {
  const step = await job.uses({ with: evaluateAll(inputs, account.context()) });
  assert.equal(step.outcome, 'success', step.log + JSON.stringify(step.annotations));
  return step;
}

function users(): number {
  return Number(account.run(`aws cognito-idp list-users ${POOL} --query "length(Users)"`));
}

/** Asserts that the role for ephemeral users trusts the account's only provider, for this subject. */
function assertTrust(subject: string): void {
  const statement = 'AssumeRolePolicyDocument.Statement[0]';
  const roles = account.json(`aws iam list-roles --query "Roles[?contains(RoleName, 'EphemeralRole')].${statement}"`);
  const providers = account.run(
    'aws iam list-open-id-connect-providers --query "OpenIDConnectProviderList[].Arn" --output text',
  );
  assert.equal(roles.length, 1);
  assert.deepEqual(roles[0].Principal, { Federated: providers });
  assert.deepEqual(roles[0].Condition.StringLike, { 'token.actions.githubusercontent.com:sub': subject });
}
