/** The scenarios of the demo. Each runs a job, or two. No scenario may leave an ephemeral user. */
import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { loginInputs } from '../../__tests__/support/login-page.ts';
import { ADMINS, type Demo, STORED } from './environment.ts';
import { type Command, runJob, type Variables } from './job.ts';

export interface Scenario {
  readonly title: string;
  readonly run: (demo: Demo) => Promise<void>;
}

export const SCENARIOS: readonly Scenario[] = [
  { title: 'Ephemeral user: Newman and Portman pass, the user is deleted', run: ephemeralUser },
  { title: 'Failing test: the user is deleted', run: failingTest },
  { title: 'Groups: the API accepts only a user in the group', run: groups },
  { title: 'Stored user: stays, its refresh token is revoked', run: storedUser },
  { title: 'Refresh token: returns new tokens and stays valid', run: refresh },
  { title: 'App client with a secret: sign-in with SRP', run: confidentialClient },
  { title: 'Login page: sign-in as with a browser', run: loginPage },
  { title: 'Client credentials: an access token without a user', run: clientCredentials },
  { title: 'Sweep: deletes the user that a killed job left behind', run: sweep },
];

export const CLEANUP: Scenario = {
  title: 'Cleanup: no user and no file is left, no secret was printed',
  run: nothingLeft,
};

const EXPECTED_REFUSALS =
  '401 and 403 below are expected: these tests check that the API refuses calls without a token or without the group';
const PORTMAN = 'node_modules/@apideck/portman/bin/portman';

async function ephemeralUser(demo: Demo): Promise<void> {
  const { screen, baseUrl } = demo;
  screen.step('Call the API without a token');
  const { status } = await fetch(new URL('/orders', baseUrl));
  screen.line(`    GET /orders → ${status}`);
  assert.equal(status, 401, 'the API should refuse a call without a token');

  await runJob(demo, {}, async (job) => {
    const outputs = await job.uses({ ...inputsFor(demo), 'probe-url': `${baseUrl}/orders`, 'job-summary': 'true' });
    const [user] = demo.assertUsers('during the job', 1);
    assert.equal(user?.attributes['sub'], outputs['SUB'], 'the user in the pool should be the one of the outputs');

    await job.run(newman(baseUrl, outputs));
    await job.run({
      title: "Portman: tests generated from the API's OpenAPI file",
      args: [PORTMAN, '--cliOptionsFile', 'portman/portman-cli.json', '--baseUrl', baseUrl],
      env: { PORTMAN_TOKEN: outputs['ID_TOKEN'] ?? '' },
      note: EXPECTED_REFUSALS,
    });
  });
}

/** The user is deleted although an API test, and so the job, fails. */
async function failingTest(demo: Demo): Promise<void> {
  await runJob(demo, {}, async (job) => {
    const outputs = await job.uses(inputsFor(demo));
    demo.assertUsers('during the job', 1);
    const title = 'Newman: tests that fail, because the API has no such path';
    await job.run({ ...newman(`${demo.baseUrl}/missing`, outputs), title }, 'failure');
  });
}

/**
 * The API returns all orders to the admin, whose token Portman reads from the environment, but not to the user without
 * a group.
 */
async function groups(demo: Demo): Promise<void> {
  const { baseUrl } = demo;
  await runJob(demo, {}, async (job) => {
    const customer = await job.uses(inputsFor(demo));
    const probe = { 'probe-url': `${baseUrl}/admin/orders` };
    await job.uses({ ...inputsFor(demo), groups: ADMINS, 'env-prefix': 'PORTMAN_', ...probe });
    demo.assertUsers('during the job', 2);

    await job.run(newman(baseUrl, customer));
    // The action has exported the token as PORTMAN_ID_TOKEN.
    const args = [PORTMAN, '--cliOptionsFile', 'portman/admins-cli.json', '--baseUrl', baseUrl];
    await job.run({ title: "Portman: tests of the admins' routes", args });
  });
}

/** The user's password is a secret of the repository. The job has no AWS credentials. */
async function storedUser(demo: Demo): Promise<void> {
  const { screen, pool, client, baseUrl } = demo;
  let refreshToken = '';
  const isValid = () => pool.signIns.get(refreshToken)?.isRevoked === false;

  await runJob(demo, { hasRole: false, secrets: Object.values(STORED) }, async (job) => {
    const inputs = { 'user-pool-id': pool.id, 'client-id': client.id, mode: 'stored', ...STORED };
    const outputs = await job.uses({ ...inputs, 'postman-environment': 'true' });
    refreshToken = outputs['REFRESH_TOKEN'] ?? '';
    await job.run(newmanWithEnvironment(baseUrl, 'orders', outputs));
    assert.ok(isValid(), 'the refresh token should work during the job');
    screen.checked('the refresh token is valid');
  });

  assert.ok(!isValid(), 'the refresh token should be revoked');
  screen.checked('the refresh token is revoked');
}

/** The refresh token of an earlier sign-in is a secret of the repository. The job has no password. */
async function refresh(demo: Demo): Promise<void> {
  const { screen, pool, client, baseUrl } = demo;
  const refreshToken = pool.addSignIn(client, STORED.username);

  await runJob(demo, { hasRole: false, secrets: [refreshToken] }, async (job) => {
    const inputs = { 'user-pool-id': pool.id, 'client-id': client.id };
    await job.run(newman(baseUrl, await job.uses({ ...inputs, mode: 'refresh', 'refresh-token': refreshToken })));
  });

  assert.equal(pool.signIns.get(refreshToken)?.isRevoked, false, 'the refresh token should work after the job');
  screen.checked('the refresh token is still valid');
}

async function confidentialClient(demo: Demo, more: Variables = {}): Promise<void> {
  await runJob(demo, { secrets: [demo.confidential.secret ?? ''] }, async (job) => {
    await job.run(newman(demo.confidentialUrl, await job.uses({ ...srpInputs(demo), ...more })));
  });
}

async function loginPage(demo: Demo): Promise<void> {
  await confidentialClient(demo, loginInputs(demo.emulator));
}

/** The token's scope gives access to the API's route for machines. */
async function clientCredentials(demo: Demo): Promise<void> {
  const { emulator, baseUrl, machine } = demo;
  const { id, secret = '' } = machine;
  await runJob(demo, { hasRole: false, secrets: [secret] }, async (job) => {
    const outputs = await job.uses({
      mode: 'client-credentials',
      'client-id': id,
      'client-secret': secret,
      domain: emulator.url,
      scopes: 'orders/read',
      'probe-url': `${baseUrl}/reports`,
      'postman-environment': 'true',
    });
    await job.run(newmanWithEnvironment(baseUrl, 'reports', outputs));
  });
}

/** The first job leaves a user behind, as a killed runner does. */
async function sweep(demo: Demo): Promise<void> {
  const { role, pool, confidential } = demo;
  await runJob(demo, { secrets: [confidential.secret ?? ''] }, async (job) => {
    await job.uses({ ...srpInputs(demo), 'delete-user': 'false' });
  });

  await runJob(demo, {}, async (job) => {
    const inputs = { 'role-to-assume': role, 'user-pool-id': pool.id, 'max-age-hours': '0', 'job-summary': 'true' };
    const outputs = await job.uses(inputs, 'sweep');
    assert.deepEqual(outputs, { FOUND: '1', DELETED: '1', FAILED: '0' }, 'the sweep should delete one user');
  });
}

/** Stops the servers, deletes the folder and searches the output for secrets. */
async function nothingLeft(demo: Demo): Promise<void> {
  const { screen, folder } = demo;
  screen.step('Stop the servers and delete the folder');
  await demo.close();
  screen.checked('the emulator and the APIs are stopped');
  // Windows keeps a process's files open for a moment after it ends.
  rmSync(folder, { recursive: true, maxRetries: 10 });
  assert.ok(!existsSync(folder), 'the temporary folder should be deleted');
  screen.checked('the temporary folder is deleted');

  demo.assertContainsNoSecret(screen.printed, 'the output of the demo');
  screen.checked('no secret of this run was printed');
}

function inputsFor({ role, pool, client }: Demo) {
  return { 'role-to-assume': role, 'user-pool-id': pool.id, 'client-id': client.id };
}

/** The inputs for the app client that has a secret and allows only SRP and the login page. */
function srpInputs({ role, pool, confidential: { id, secret = '' } }: Demo) {
  const client = { 'client-id': id, 'client-secret': secret, 'auth-flow': 'USER_SRP_AUTH' };
  return { 'role-to-assume': role, 'user-pool-id': pool.id, ...client };
}

/** Newman with the project's collection. The token is in the step's environment. */
function newman(baseUrl: string, { ID_TOKEN: idToken = '' }: Variables): Command {
  return {
    title: 'Newman: a Postman collection',
    args: ['newman/run.js'],
    env: { BASE_URL: baseUrl, ID_TOKEN: idToken },
    note: EXPECTED_REFUSALS,
  };
}

/** Newman's own command. The tokens are in the action's Postman environment. */
function newmanWithEnvironment(baseUrl: string, collection: string, { POSTMAN_ENVIRONMENT = '' }: Variables): Command {
  return {
    title: 'Newman: a Postman collection, with the environment file',
    args: [
      ...['node_modules/newman/bin/newman.js', 'run', `newman/${collection}.postman_collection.json`],
      ...['--environment', POSTMAN_ENVIRONMENT, '--env-var', `baseUrl=${baseUrl}`],
    ],
    note: EXPECTED_REFUSALS,
  };
}
