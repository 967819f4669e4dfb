/** The scenarios of the demo. Each runs a job, or two. No scenario may leave an ephemeral user. */
import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { failingNewman, newman, newmanWithEnvironment, portman, portmanForAdmins } from './api-tests.ts';
import { assertClean, assertContainsNoSecret, assertRefusedWithoutToken, assertUsers } from './checks.ts';
import { ADMINS, type DemoEnvironment, type StrictService } from './environment.ts';
import { type JobOptions, runJob } from './job.ts';

export interface Scenario {
  readonly title: string;
  readonly run: (environment: DemoEnvironment) => Promise<void>;
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

async function ephemeralUser(environment: DemoEnvironment): Promise<void> {
  await assertRefusedWithoutToken(environment);

  await runJob(environment, {}, async (job) => {
    const outputs = await job.uses({
      ...poolInputs(environment),
      'probe-url': `${environment.baseUrl}/orders`,
      'job-summary': 'true',
    });
    const [user] = await assertUsers(environment, 'during the job', 1);
    assert.equal(user?.sub, outputs['SUB'], 'the user in the pool should be the one of the outputs');

    await job.run(newman(environment, outputs));
    await job.run(portman(environment, outputs));
  });
}

/** The user is deleted although an API test, and so the job, fails. */
async function failingTest(environment: DemoEnvironment): Promise<void> {
  await runJob(environment, {}, async (job) => {
    const outputs = await job.uses(poolInputs(environment));
    await assertUsers(environment, 'during the job', 1);
    await job.run(failingNewman(environment, outputs), 'failure');
  });
}

/**
 * The API returns all orders to the admin, whose token Portman reads from the environment, but not to the user without
 * a group.
 */
async function groups(environment: DemoEnvironment): Promise<void> {
  await runJob(environment, {}, async (job) => {
    const customer = await job.uses(poolInputs(environment));
    await job.uses({
      ...poolInputs(environment),
      groups: ADMINS,
      'env-prefix': 'PORTMAN_',
      'probe-url': `${environment.baseUrl}/admin/orders`,
    });
    await assertUsers(environment, 'during the job', 2);

    await job.run(newman(environment, customer));
    await job.run(portmanForAdmins(environment));
  });
}

/** The user's password is a secret of the repository. The job has no AWS credentials. */
async function storedUser(environment: DemoEnvironment): Promise<void> {
  const { screen, poolOwner, clientId } = environment;
  const { username, password } = await createStoredUser(environment);
  const [before] = await assertUsers(environment, 'before', 1);
  let refreshToken = '';

  await runJob(environment, { awsCredentials: false, secrets: [username, password] }, async (job) => {
    const inputs = { ...poolInputs(environment), mode: 'stored', username, password, 'postman-environment': 'true' };
    const outputs = await job.uses(inputs);
    refreshToken = outputs['REFRESH_TOKEN'] ?? '';
    await job.run(newmanWithEnvironment(environment, 'orders.postman_collection.json', outputs));

    assert.ok(await poolOwner.canRefresh(clientId, refreshToken), 'the refresh token should work during the job');
    screen.checked('the refresh token is valid');
  });

  const [after] = await assertUsers(environment, 'after', 1);
  assert.equal(after?.sub, before?.sub, 'the stored user should still be there');
  assert.ok(!(await poolOwner.canRefresh(clientId, refreshToken)), 'the refresh token should be revoked');
  screen.checked('the refresh token is revoked');
}

/** The refresh token of an earlier sign-in is a secret of the repository. The job has no password. */
async function refresh(environment: DemoEnvironment): Promise<void> {
  const { screen, poolOwner, clientId, secrets } = environment;
  const { refreshToken } = await poolOwner.signIn(clientId, await createStoredUser(environment));
  secrets.add(refreshToken);

  await runJob(environment, { awsCredentials: false, secrets: [refreshToken] }, async (job) => {
    const outputs = await job.uses({ ...poolInputs(environment), mode: 'refresh', 'refresh-token': refreshToken });
    await job.run(newman(environment, outputs));
  });

  assert.ok(await poolOwner.canRefresh(clientId, refreshToken), 'the refresh token should work after the job');
  screen.checked('the refresh token is still valid');
}

async function confidentialClient(environment: DemoEnvironment): Promise<void> {
  const { strict } = environment;
  await runJob(environment, ownerOf(strict), async (job) => {
    const outputs = await job.uses(srpInputs(strict));
    await job.run(newman(strict, outputs));
  });
}

async function loginPage(environment: DemoEnvironment): Promise<void> {
  const { strict } = environment;
  const { endpoint, redirectUri } = strict;
  await runJob(environment, ownerOf(strict), async (job) => {
    const outputs = await job.uses({
      ...srpInputs(strict),
      'auth-flow': 'AUTHORIZATION_CODE',
      domain: endpoint,
      'redirect-uri': redirectUri,
    });
    await job.run(newman(strict, outputs));
  });
}

/** The token's scope gives access to the API's route for machines. */
async function clientCredentials(environment: DemoEnvironment): Promise<void> {
  const { strict } = environment;
  const { endpoint, baseUrl, machineClientId, machineClientSecret } = strict;
  await runJob(environment, { service: strict, awsCredentials: false, secrets: [machineClientSecret] }, async (job) => {
    const outputs = await job.uses({
      mode: 'client-credentials',
      'client-id': machineClientId,
      'client-secret': machineClientSecret,
      domain: endpoint,
      scopes: 'orders/read',
      'probe-url': `${baseUrl}/reports`,
      'postman-environment': 'true',
    });
    await job.run(newmanWithEnvironment(strict, 'reports.postman_collection.json', outputs));
  });
}

/** The first job leaves a user behind, as a killed runner does. */
async function sweep(environment: DemoEnvironment): Promise<void> {
  const { strict } = environment;
  await runJob(environment, ownerOf(strict), async (job) => {
    await job.uses({ ...srpInputs(strict), 'delete-user': 'false' });
  });

  await runJob(environment, ownerOf(strict), async (job) => {
    const inputs = { 'user-pool-id': strict.userPoolId, 'max-age-hours': '0', 'job-summary': 'true' };
    const outputs = await job.sweep(inputs);
    assert.deepEqual(outputs, { FOUND: '1', DELETED: '1', FAILED: '0' }, 'the sweep should delete one user');
  });
}

/** Stops the servers, deletes the folder and searches the output for secrets. */
async function nothingLeft(environment: DemoEnvironment): Promise<void> {
  const { screen, folder, secrets } = environment;
  try {
    // A scenario that fails, or is interrupted, must not leave a user either.
    await assertClean(environment);
  } finally {
    screen.step('Stop the servers and delete the folder');
    await environment.stopServers();
    screen.checked('the emulators and the APIs are stopped');
    // Windows keeps a process's files open for a moment after it ends.
    rmSync(folder, { recursive: true, maxRetries: 10 });
  }
  assert.ok(!existsSync(folder), 'the temporary folder should be deleted');
  screen.checked('the temporary folder is deleted');

  assertContainsNoSecret(environment, screen.printed, 'the output of the demo');
  screen.checked(`none of the ${secrets.size} secrets of this run was printed`);
}

async function createStoredUser({ poolOwner, userPoolId, storedUsernames, secrets }: DemoEnvironment) {
  const user = await poolOwner.createStoredUser(userPoolId);
  storedUsernames.add(user.username);
  secrets.add(user.username).add(user.password);
  return user;
}

function poolInputs({ userPoolId, clientId }: DemoEnvironment) {
  return { 'user-pool-id': userPoolId, 'client-id': clientId };
}

/** The inputs for the app client of the strict emulator, which has a secret and allows only SRP and the login page. */
function srpInputs({ userPoolId, clientId, clientSecret }: StrictService) {
  return {
    'user-pool-id': userPoolId,
    'client-id': clientId,
    'client-secret': clientSecret,
    'auth-flow': 'USER_SRP_AUTH',
  };
}

/** A job with the AWS credentials of the owner of the strict emulator's pool. */
function ownerOf(strict: StrictService): JobOptions {
  return { service: strict, secrets: [strict.clientSecret] };
}
