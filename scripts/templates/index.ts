/**
 * Deploys the templates of examples/aws to moto, by the very commands of docs/set-up.md and examples/aws/README.md, runs the built action
 * with what they set, and takes all away again.
 *
 *   npm run templates -- PYTHON
 *
 * PYTHON is the `bin` of a Python environment with moto, aws-sam-translator and the AWS CLI: `.ci/run` makes one. moto has neither a token
 * endpoint nor running APIs: those are looked at by other tests. An API by the template's own function stands in for the deployed one.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { startEmulator } from '../../__tests__/support/emulator/index.ts';
import { type Job, startJob } from '../../__tests__/support/runner.ts';
import { makeFolder } from '../demo/stage.ts';
import { evaluate, readWorkflow } from '../gallery/workflow.ts';
import { printHeading } from '../lib/heading.ts';
import { Account } from './account.ts';
import { commandsIn } from './documents.ts';
import { startEchoApi } from './echo-api.ts';

type Inputs = Readonly<Record<string, string>>;

const SET_UP = 'docs/set-up.md';
const TAKE_AWAY = 'Delete everything';
/** Of the shell in which the action was cloned. */
const TEMPLATES = 'templates=../cognito-token-action/examples/aws';
const POSTMAN_SCOPES = `aws cognito-idp describe-user-pool-client --query UserPoolClient.AllowedOAuthScopes --output text \\
  --user-pool-id "$(gh variable get USER_POOL_ID)" --client-id "$(gh variable get POSTMAN_CLIENT_ID)"`;
const TRIGGER = `aws cognito-idp describe-user-pool --query UserPool.LambdaConfig.PreTokenGenerationConfig.LambdaArn --output text \\
  --user-pool-id "$(gh variable get USER_POOL_ID)"`;
/** What the documents' variables are named, as the documents say it. */
const VARIABLES = /`AWS_ROLE`[\s\S]*?`USER_POOL_ID`/;

const [python] = process.argv.slice(2);
assert.ok(python !== undefined, 'say where Python is: npm run templates -- PYTHON');
const account = await Account.start(python, makeFolder());
const github = await startEmulator();
try {
  const all = commandsIn(SET_UP);
  const setUp = all.filter(({ heading }) => heading !== TAKE_AWAY).map(({ code }) => code);
  const [takeAway = '', removeProvider = ''] = all
    .filter(({ heading }) => heading === TAKE_AWAY)
    .map(({ code }) => code);

  printHeading('set up, in an account without an OIDC provider');
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

  printHeading('take it all away');
  account.run(takeAway);
  assert.deepEqual([...account.context().keys()], []);
  assert.equal(
    account.run(
      'aws cloudformation list-stacks --stack-status-filter CREATE_COMPLETE UPDATE_COMPLETE --query StackSummaries',
    ),
    '[]',
  );
  assert.equal(account.run('aws cognito-idp list-user-pools --max-results 10 --query UserPools'), '[]');
  assert.equal(account.run('aws iam list-roles --query Roles'), '[]');

  printHeading(
    'set up again, with the HTTP API, where the OIDC provider is there and GitHub names the repository by IDs',
  );
  const again = [TEMPLATES, ...setUp.filter((code) => !/git (clone|commit)/.test(code))].join('\n');
  account.run(again.replace('rest-api.yaml', 'http-api.yaml'), true);
  assertTrust('repo:octo-org@1234/octo-repo@5678:*');

  printHeading('the commands of examples/aws/README.md');
  account.run([TEMPLATES, ...commandsIn('examples/aws/README.md').map(({ code }) => code)].join('\n'));
  assert.match(account.run(POSTMAN_SCOPES), /orders\/read/);
  assert.match(account.run(TRIGGER), /:function:api-tests-scopes-AddScopes-\w+$/);
  await otherModes();
  account.run(removeProvider);
} finally {
  await github.close();
  await account.stop();
}

/** The workflow that set-up.md puts into the repository. */
async function firstRun(): Promise<void> {
  printHeading('the first run');
  const { inputs, test } = readWorkflow(account.file('.github/workflows/api-tests.yml'));
  await play(async (job) => {
    const { outputs } = await uses(job, inputs);
    assert.equal(users(), 1);
    const api = await startEchoApi(outputs['ID_TOKEN'] ?? '');
    try {
      const createOutputs = Object.entries(outputs).map(([name, value]): [string, string] => [
        `steps.cognito.outputs.${name}`,
        value,
      ]);
      const context = new Map([...account.context(), ['vars.BASE_URL', api.url], ...createOutputs]);
      const env = Object.fromEntries(Object.entries(test.env).map(([name, value]) => [name, evaluate(value, context)]));
      const step = await job.run({ command: 'bash', args: ['-e', '-o', 'pipefail', '-c', test.run], env });
      assert.equal(step.outcome, 'success', step.log);
      assert.match(step.log, /"path":"\/echo".*"token_use":"id"/);
    } finally {
      await api.close();
    }
  });
  assert.equal(users(), 0);
}

/** Those that moto can sign in. */
async function otherModes(): Promise<void> {
  const context = account.context();
  const given = (name: string) => context.get(name) ?? assert.fail(`${name} is not set`);
  const common = { 'client-id': given('vars.CLIENT_ID'), 'user-pool-id': given('vars.USER_POOL_ID') };
  printHeading('groups');
  await play(async (job) => {
    await uses(job, { ...common, 'role-to-assume': given('vars.AWS_ROLE'), groups: 'admins' });
  });
  printHeading('create-with sign-up');
  await play(async (job) => {
    const signUp = { 'create-with': 'sign-up', 'email-domain': 'simulator.amazonses.com' };
    await uses(job, { ...common, 'role-to-assume': given('vars.SIGN_UP_ROLE'), ...signUp });
  });
  printHeading('a stored user');
  await play(async (job) => {
    const stored = { username: given('secrets.TEST_USERNAME'), password: given('secrets.TEST_PASSWORD') };
    await uses(job, { ...common, mode: 'stored', 'revoke-token': 'false', ...stored });
  });
  assert.equal(users(), 1);
}

async function play(steps: (job: Job) => Promise<void>): Promise<void> {
  const { requestUrl, requestToken } = github.oidc;
  const job = startJob({
    env: {
      AWS_ENDPOINT_URL: account.url,
      ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
    },
  });
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

async function uses(job: Job, inputs: Inputs) {
  const context = account.context();
  const evaluated = Object.entries(inputs).map(([name, value]) => [name, evaluate(value, context)]);
  const step = await job.uses({ with: Object.fromEntries(evaluated) });
  assert.equal(step.outcome, 'success', step.log + JSON.stringify(step.annotations));
  return step;
}

function users(): number {
  return Number(
    account.run('aws cognito-idp list-users --user-pool-id "$(gh variable get USER_POOL_ID)" --query "length(Users)"'),
  );
}

/** The role for ephemeral users trusts the one provider of the account, for these subjects. */
function assertTrust(subject: string): void {
  const statement = 'AssumeRolePolicyDocument.Statement[0]';
  const roles = JSON.parse(
    account.run(`aws iam list-roles --query "Roles[?contains(RoleName, 'EphemeralRole')].${statement}"`),
  );
  const providers = account.run(
    'aws iam list-open-id-connect-providers --query "OpenIDConnectProviderList[].Arn" --output text',
  );
  assert.equal(roles.length, 1);
  assert.deepEqual(roles[0].Principal, { Federated: providers });
  assert.deepEqual(roles[0].Condition.StringLike, { 'token.actions.githubusercontent.com:sub': subject });
}
