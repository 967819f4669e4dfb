// Verify that the proxy gets its secrets by standard input only, and shows none of them anywhere.
import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import { onlyPost, runMain } from '../../support/fixture.ts';
import { createIdentityPool } from '../../support/identity-pool.ts';
import { processesOf } from '../../support/job-processes.ts';
import { callThrough, useProxiedApi } from '../../support/proxied-api.ts';
import { givenSecrets, kindsIn, leftBy, shownBy, unmasked } from '../../support/secrets.ts';
import { filesOf } from '../../support/watched-job.ts';

const startApi = useProxiedApi();
const onLinux = process.platform === 'linux' ? it : it.skip;

const STORED = { username: 'ada.lovelace', password: 'Analytical-Engine-1843' };

/** Variables of a job that the proxy does not need. */
const JOB_SECRETS = {
  API_KEY: 'canary-api-key',
  HTTPS_PROXY: 'http://user:canary-proxy@127.0.0.1:9',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-oidc',
};

onLinux.each([
  ['a token', {}],
  ['signatures', { 'proxy-auth': 'sigv4' }],
])('a proxy with %s leaks nothing', async (_, more) => {
  const api = await startApi({ client: { secret: true }, job: { debug: true } });
  const { job, pool, emulator, trackingId } = api;
  Object.assign(job.env, JOB_SECRETS);
  pool.addUser(STORED);
  const inputs = {
    ...api.inputs,
    mode: 'stored',
    'identity-pool-id': createIdentityPool(api).id,
    'job-summary': 'true',
    ...STORED,
    ...more,
  };
  const main = await runMain(job, inputs);
  const answer = await callThrough(main);
  const [proxy, ...others] = processesOf(trackingId);
  const filesInJob = filesOf(resolve(job.temp, '..'))
    .map(({ text }) => text)
    .join('\n');
  const post = await onlyPost(job);

  const secrets = [...givenSecrets(inputs, job.env), ...emulator.secrets];
  const stopKey = /"stopKey":"(\w+)"/.exec(Object.values(main.state).join())?.[1] ?? '';
  expect(stopKey).toHaveLength(26);
  expect(job.masks).toContain(stopKey);
  expect(others).toStrictEqual([]);
  for (const text of [proxy?.commandLine, proxy?.environment, answer.body, filesInJob]) {
    expect(text).toBeDefined();
    expect(kindsIn(text ?? '', secrets)).toStrictEqual([]);
    expect(text).not.toMatch(/canary|AWS_|INPUT_|ACTIONS_/);
    expect(text).not.toContain(stopKey);
  }
  expect([
    ...shownBy(main, secrets),
    ...shownBy(post, secrets),
    ...leftBy(main, '', secrets),
    ...leftBy(post, '', secrets),
    ...unmasked(job, secrets),
  ]).toStrictEqual([]);
  for (const { log, summary } of [main, post]) {
    expect(`${log}${summary}`).not.toMatch(/canary/);
    expect(`${log}${summary}`).not.toContain(stopKey);
    // No URL of a request.
    expect(`${log}${summary}`).not.toContain('/orders');
  }
});
