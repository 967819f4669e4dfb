// Verify that inputs that are probably wrong are remarked on, and that unusual surroundings are no mistake.
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DIST } from '../support/bundle.ts';
import { cleanUp, type Fixture, onlyPost, readableTextOf, runMain, runPost, useFixtures } from '../support/fixture.ts';
import { firstOf } from '../support/sample.ts';
import { useHeadings } from './catalogue/headings.ts';

const startFixture = useFixtures();
const expectHeading = useHeadings('inputs-unusual');

const PASSWORD = 'Canary-Engine-1843';
const SWEEP = resolve(import.meta.dirname, '..', '..', 'sweep');
const LINK = 'See https://github.com/org/cognito-token-action/blob/v1/docs/troubleshooting.md#inputs-unusual';

/** The variables of AWS in the code of the action, which is mostly that of the AWS SDK. */
const AWS_VARIABLES = new Set(
  globSync('bundle/*.js', { cwd: DIST }).flatMap(
    (path) => readFileSync(join(DIST, path), 'utf8').match(/\bAWS_[A-Z0-9_]+\b/g) ?? [],
  ),
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
    await runPost(fixture.job);
  });
});

describe('unusual surroundings', () => {
  it.each(firstOf(['7c9e6679-7425-40de-944b-e07fc1f90ae7', 'q83vEjRWeJA/+w==']))(
    'an emulator has client secrets like %s',
    async (secret) => {
      const { job, inputs } = await startFixture({ client: { secret } });
      await runMain(job, { ...inputs, 'client-secret': secret });
    },
  );

  it.each(firstOf(['task-7', 'a1b2c3d4-e5f6']))('a runner has the run ID %s', async (runId) => {
    const { pool, job, inputs } = await startFixture({ job: { env: { GITHUB_RUN_ID: runId } } });
    const main = await runMain(job, inputs);
    expect(main.outputs['USERNAME']).toMatch(/^gha-0-1-[a-z2-7]{26}@example\.com$/);
    await onlyPost(job);
    expect(pool.users).toStrictEqual([]);
  });

  // An empty AWS_RETRY_MODE would keep the SDK from reading AWS_DEFAULTS_MODE.
  it.each([
    ['AWS_DEFAULTS_MODE is', ['AWS_DEFAULTS_MODE']],
    ['all variables of the AWS SDK are', [...AWS_VARIABLES]],
  ])('%s empty', async (_, names) => {
    expect(names).toContain('AWS_DEFAULTS_MODE');
    const fixture = await startFixture();
    for (const name of names.filter((variable) => fixture.job.env[variable] === undefined)) {
      fixture.job.env[name] = '';
    }
    await runMain(fixture.job, fixture.inputs);
    await cleanUp(fixture.job, fixture.pool);
  });
});
