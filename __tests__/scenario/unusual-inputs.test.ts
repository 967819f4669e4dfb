// Verify that inputs that are probably wrong are remarked on, and that unusual surroundings are no mistake.
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Fixture, onlyPost, readableTextOf, useFixtures } from '../support/fixture.ts';
import { firstOf } from '../support/sample.ts';
import { useHeadings } from './catalogue/headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings('unusual-inputs.test.ts');

const PASSWORD = 'Canary-Engine-1843';
const SWEEP = resolve(import.meta.dirname, '..', '..', 'sweep');
const LINK = 'See https://github.com/org/cognito-token-action/blob/v1/docs/troubleshooting.md#inputs-unusual';

/** The variables in the code of the AWS SDK. */
const SDK_VARIABLES =
  'AWS_ACCOUNT_ID AWS_ACCOUNT_ID_ENDPOINT_MODE AWS_AUTH_SCHEME_PREFERENCE AWS_CONFIG_FILE AWS_CONTAINER_AUTHORIZATION_TOKEN AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE AWS_CONTAINER_CREDENTIALS_FULL_URI AWS_CONTAINER_CREDENTIALS_RELATIVE_URI AWS_CREDENTIAL_EXPIRATION AWS_CREDENTIAL_SCOPE AWS_DEFAULTS_MODE AWS_DEFAULT_REGION AWS_DISABLE_CLOCK_SKEW_CORRECTION AWS_EC2_METADATA_SERVICE_ENDPOINT AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE AWS_EC2_METADATA_V1_DISABLED AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER AWS_ENDPOINT_URL_STS AWS_EXECUTION_ENV AWS_IGNORE_CONFIGURED_ENDPOINT_URLS AWS_LAMBDA_FUNCTION_NAME AWS_LOGIN_CACHE_DIRECTORY AWS_MAX_ATTEMPTS AWS_PROFILE AWS_REGION AWS_RETRY_MODE AWS_ROLE_ARN AWS_ROLE_SESSION_NAME AWS_SDK_UA_APP_ID AWS_SHARED_CREDENTIALS_FILE AWS_SIGV4A_SIGNING_REGION_SET AWS_USE_DUALSTACK_ENDPOINT AWS_USE_FIPS_ENDPOINT AWS_WEB_IDENTITY_TOKEN_FILE'.split(
    ' ',
  );

function stored({ client, pool }: Fixture, password = PASSWORD): Readonly<Record<string, string>> {
  pool.addUser({ username: 'ada', password });
  return { mode: 'stored', 'client-id': client.id, 'aws-region': 'eu-west-1', username: 'ada', password };
}

describe('a remark', () => {
  it('warns of the misspelled name of an input', async () => {
    const { job, inputs } = await startFixture();
    const main = await job.uses({ with: { ...inputs, group: 'admins' } });
    expect(main).toMatchObject({ outcome: 'success', stderr: '' });
    expect(main.annotations).toStrictEqual([
      { level: 'warning', message: `\`group\` is not an input. Did you mean \`groups\`? ${LINK}` },
    ]);
    expectHeading(main, 'inputs-unusual');
  });

  it('warns of the misspelled name of an input of the sweep', async () => {
    const { pool, job } = await startFixture();
    const main = await job.uses({ action: SWEEP, with: { 'user-pool-id': pool.id, dry_run: 'true' } });
    expect(main.annotations).toMatchObject([{ level: 'warning', message: expect.stringContaining('`dry-run`') }]);
  });

  it('comes before the error of the sign-in that it explains, and does not show the password', async () => {
    const fixture = await startFixture({ job: { debug: true } });
    const main = await fixture.job.uses({ with: { ...stored(fixture), password: `"${PASSWORD}"` } });
    expect(main.annotations).toMatchObject([
      { level: 'notice', message: `password has quotation marks around it, which count as part of the value. ${LINK}` },
      { level: 'error', message: expect.stringContaining('#sign-in-rejected') },
    ]);
    expect(readableTextOf(main)).not.toContain(PASSWORD);
  });

  it('says that the user signs in at a replica of the user pool', async () => {
    const fixture = await startFixture();
    const inputs = { ...stored(fixture), 'user-pool-id': fixture.pool.id, 'aws-region': 'us-west-2' };
    const main = await fixture.job.uses({ with: inputs });
    expect(main).toMatchObject({ outcome: 'success', stderr: '' });
    expect(main.annotations).toMatchObject([{ level: 'notice', message: expect.stringContaining('replica') }]);
    expect(await onlyPost(fixture.job)).toMatchObject({ outcome: 'success', annotations: [] });
  });
});

describe('unusual surroundings', () => {
  it.each(firstOf(['7c9e6679-7425-40de-944b-e07fc1f90ae7', 'q83vEjRWeJA/+w==']))(
    'an emulator has client secrets like %s',
    async (secret) => {
      const { job, inputs } = await startFixture({ client: { secret } });
      const main = await job.uses({ with: { ...inputs, 'client-secret': secret } });
      expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    },
  );

  it.each(firstOf(['task-7', 'a1b2c3d4-e5f6']))('a runner has the run ID %s', async (runId) => {
    const { pool, job, inputs } = await startFixture({ job: { env: { GITHUB_RUN_ID: runId } } });
    const main = await job.uses({ with: inputs });
    expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(main.outputs['USERNAME']).toMatch(/^gha-0-1-[a-z2-7]{26}@example\.com$/);
    await onlyPost(job);
    expect(pool.users).toStrictEqual([]);
  });

  it('AWS_REGION has white space around it', async () => {
    const fixture = await startFixture({ job: { env: { AWS_REGION: ' eu-west-1\n' } } });
    const main = await fixture.job.uses({ with: { ...stored(fixture), 'aws-region': '' } });
    expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
  });

  // An empty AWS_RETRY_MODE would keep the SDK from reading AWS_DEFAULTS_MODE.
  it.each([
    ['AWS_DEFAULTS_MODE is', ['AWS_DEFAULTS_MODE']],
    ['all variables of the AWS SDK are', SDK_VARIABLES],
  ])('%s empty', async (_, names) => {
    const fixture = await startFixture();
    for (const name of names.filter((variable) => fixture.job.env[variable] === undefined)) {
      fixture.job.env[name] = '';
    }
    const main = await fixture.job.uses({ with: fixture.inputs });
    expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(await onlyPost(fixture.job)).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
    expect(fixture.pool.users).toStrictEqual([]);
  });
});
