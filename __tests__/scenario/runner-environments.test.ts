// Verify that the action works on other runners: special characters in paths, and servers other than github.com.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { expect, it } from '@jest/globals';
import { runMain, runPost, useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

const folders = ['Zoës Aufträge 仕事 🐢 ', "it's 100% $HOME & more; "];
// Windows would take this name for several folders.
const onUnix = process.platform === 'win32' ? [] : ['D:\\a\\_temp\\new '];

it.each([...folders, ...onUnix])('main and post work in a temporary folder called %j', async (folder) => {
  const { pool, job, inputs } = await startFixture({ job: { folder } });
  const main = await runMain(job, {
    ...inputs,
    'postman-environment': 'true',
    'env-prefix': 'PORTMAN_',
    'job-summary': 'true',
  });
  const path = String(main.outputs['POSTMAN_ENVIRONMENT']);
  expect(path).toContain(folder.trim());
  expect(job.files()).toStrictEqual([relative(job.temp, path)]);
  expect(job.env['PORTMAN_POSTMAN_ENVIRONMENT']).toBe(path);
  const { values } = JSON.parse(readFileSync(path, 'utf8'));
  expect(values).toContainEqual({ key: 'idToken', value: main.outputs['ID_TOKEN'], type: 'secret', enabled: true });
  expect(main.summary).toContain(pool.id);

  const post = await runPost(job);
  expect(post.summary).toContain(pool.id);
  expect(job.files()).toStrictEqual([]);
  expect(pool.users).toStrictEqual([]);
});

const PATH = 'docs/troubleshooting.md#inputs-invalid';

it.each([
  ['https://github.com', {}, `https://github.com/org/cognito-token-action/blob/v1/${PATH}`],
  ['https://github.acme.test', {}, `https://github.acme.test/org/cognito-token-action/blob/v1/${PATH}`],
  // Gitea and Forgejo also fetch actions from other servers, and do not say from which.
  ['https://gitea.acme.test', { GITEA_ACTIONS: 'true' }, PATH],
  ['https://forgejo.acme.test', { FORGEJO_ACTIONS: 'true' }, PATH],
])(
  'the link at the end of a message leads to the documentation on %s with the variables %j',
  async (server, env, link) => {
    const { job, inputs } = await startFixture({ job: { env: { ...env, GITHUB_SERVER_URL: server } } });
    const main = await job.uses({ with: { ...inputs, 'client-id': '' } });
    expect(main.annotations.map(({ message }) => message.split(' See ').at(-1))).toStrictEqual([link]);
  },
);
