import { createServer as createTcpServer } from 'node:net';
import { createServer } from 'node:tls';
import { describe, expect, it } from '@jest/globals';
import { newTlsIdentity } from 'cognito-emulator/certificate';
import { connectEarly, guessEndpoint, takeEarlyConnection } from '../../../src/platform/early-connection.ts';
import { useServers } from '../../support/test-servers.ts';

const AWS = 'https://cognito-idp.eu-west-1.amazonaws.com/';
const LOCAL = 'https://localhost:4566/';
const POOL = { 'INPUT_USER-POOL-ID': 'eu-west-1_AbCdEf123' };

it.each<[Readonly<Record<string, string>>, string | undefined]>([
  [POOL, AWS],
  [{ ...POOL, AWS_ENDPOINT_URL: LOCAL }, LOCAL],
  [{ AWS_ENDPOINT_URL: AWS, AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: LOCAL }, LOCAL],
  [{ ...POOL, AWS_ENDPOINT_URL: '', HTTPS_PROXY: '' }, AWS],
  [{}, undefined],
  [{ AWS_ENDPOINT_URL: 'http://localhost:4566' }, undefined],
  [{ AWS_ENDPOINT_URL: 'localhost' }, undefined],
  [{ ...POOL, HTTPS_PROXY: 'http://proxy.example.com' }, undefined],
  [{ ...POOL, http_proxy: 'http://proxy.example.com' }, undefined],
  [{ ...POOL, AWS_USE_FIPS_ENDPOINT: 'true' }, undefined],
  [{ ...POOL, AWS_USE_DUALSTACK_ENDPOINT: 'true' }, undefined],
  [{ 'INPUT_USER-POOL-ID': 'cn-north-1_AbCdEf123' }, undefined],
  [{ 'INPUT_USER-POOL-ID': 'us-gov-west-1_AbCdEf123' }, undefined],
  [{ 'INPUT_USER-POOL-ID': 'local_AbCdEf123' }, undefined],
  [{ 'INPUT_USER-POOL-ID': 'arn:aws:cognito-idp:eu-west-1:1:userpool/eu-west-1_AbCdEf123' }, undefined],
])('guesses from %j the endpoint %s', (environment, address) => {
  expect(guessEndpoint(environment)?.href).toBe(address);
});

describe('the early connection', () => {
  const startServer = useServers();
  const startTlsServer = () => startServer(createServer({ ...newTlsIdentity() }));

  it('is handed over once, for its own host and port', async () => {
    const port = await startTlsServer();
    const socket = connectEarly({ AWS_ENDPOINT_URL: `https://localhost:${port}` });
    expect(socket).toMatchObject({ connecting: true, destroyed: false });
    expect(takeEarlyConnection('127.0.0.1', port)).toBeUndefined();
    expect(takeEarlyConnection('localhost', 443)).toBeUndefined();
    expect(takeEarlyConnection('localhost', port)).toBe(socket);
    expect(takeEarlyConnection('localhost', port)).toBeUndefined();
    socket?.destroy();
  });

  it('rejects an untrusted certificate', async () => {
    const socket = connectEarly({ AWS_ENDPOINT_URL: `https://localhost:${await startTlsServer()}` });
    const { promise, reject } = Promise.withResolvers();
    socket?.once('error', reject);
    await expect(promise).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('is not handed over after it has failed', async () => {
    const port = await startServer(createTcpServer((socket) => socket.destroy()));
    const socket = connectEarly({ AWS_ENDPOINT_URL: `https://localhost:${port}` });
    await new Promise((closed) => socket?.once('close', closed));
    expect(takeEarlyConnection('localhost', port)).toBeUndefined();
  });
});
