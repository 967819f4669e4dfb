// Verify that a step opens its connection while it loads, and uses that connection for its calls.
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { startJob } from 'action-runner';
import { listen } from 'cognito-emulator/loopback';
import { operationsOf, runMain, runPost, useFixtures } from '../support/fixture.ts';

const startFixture = useFixtures();

it('main and post each use only the connection that they open early', async () => {
  const { emulator, job, inputs } = await startFixture({ tls: true });
  const certificate = join(job.temp, '..', 'certificate.pem');
  writeFileSync(certificate, emulator.certificate ?? '');
  job.env['NODE_EXTRA_CA_CERTS'] = certificate;

  await runMain(job, inputs);
  await runPost(job);
  expect(operationsOf(emulator)).toStrictEqual([
    'AdminCreateUser',
    'AdminSetUserPassword',
    'InitiateAuth',
    'AdminDeleteUser',
  ]);
  expect(emulator.requests.map(({ connection }) => connection)).toStrictEqual([1, 1, 1, 2]);
});

it('main connects even before it knows that its inputs are invalid', async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined);
  });
  const port = await listen(server);
  const job = startJob({ env: { AWS_ENDPOINT_URL: `https://localhost:${port}` } });
  const main = await job.uses({ with: { 'user-pool-id': 'eu-west-1_AbCdEf123' } });
  expect(main).toMatchObject({ outcome: 'failure', annotations: [{ level: 'error' }], stderr: '' });
  expect(connections).toBe(1);
  await job.end();
  server.close();
});
