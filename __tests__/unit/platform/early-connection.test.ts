import { once } from 'node:events';
import { createServer as createTcpServer } from 'node:net';
import { createServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newTlsIdentity } from 'cognito-emulator/certificate';
import { listen } from 'cognito-emulator/loopback';
import { connectEarly, guessEndpoint, takeEarlyConnection } from '../../../src/platform/early-connection.ts';

const AWS = 'https://cognito-idp.eu-west-1.amazonaws.com/';
const POOL = { 'INPUT_USER-POOL-ID': 'eu-west-1_AbCdEf123' };

describe('guessEndpoint', () => {
  it.each<[string, string | undefined, Readonly<Record<string, string>>]>([
    ['returns that of AWS in the region of the user pool', AWS, POOL],
    [
      'returns the custom endpoint of all services',
      'https://localhost:4566/',
      { ...POOL, AWS_ENDPOINT_URL: 'https://localhost:4566' },
    ],
    [
      "prefers Cognito's own custom endpoint",
      'https://localhost:9229/',
      {
        AWS_ENDPOINT_URL: 'https://localhost:4566',
        AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'https://localhost:9229',
      },
    ],
    ['ignores empty variables', AWS, { ...POOL, AWS_ENDPOINT_URL: '', HTTPS_PROXY: '' }],
    ['returns nothing if nothing is set', undefined, {}],
    ['returns nothing without TLS', undefined, { AWS_ENDPOINT_URL: 'http://localhost:4566' }],
    ['returns nothing for what is not a URL', undefined, { AWS_ENDPOINT_URL: 'localhost' }],
    ['returns nothing with a proxy', undefined, { ...POOL, HTTPS_PROXY: 'http://proxy.example.com' }],
    ['returns nothing with a proxy in lower case', undefined, { ...POOL, http_proxy: 'http://proxy.example.com' }],
    ['returns nothing with a FIPS endpoint', undefined, { ...POOL, AWS_USE_FIPS_ENDPOINT: 'true' }],
    ['returns nothing with a dual-stack endpoint', undefined, { ...POOL, AWS_USE_DUALSTACK_ENDPOINT: 'true' }],
    ['returns nothing for China', undefined, { 'INPUT_USER-POOL-ID': 'cn-north-1_AbCdEf123' }],
    ['returns nothing for GovCloud', undefined, { 'INPUT_USER-POOL-ID': 'us-gov-west-1_AbCdEf123' }],
    ['returns nothing without an AWS region', undefined, { 'INPUT_USER-POOL-ID': 'local_AbCdEf123' }],
    [
      'returns nothing for an ARN',
      undefined,
      { 'INPUT_USER-POOL-ID': 'arn:aws:cognito-idp:eu-west-1:1:userpool/eu-west-1_AbCdEf123' },
    ],
  ])('%s', (_, address, environment) => {
    expect(guessEndpoint(environment)?.href).toBe(address);
  });
});

describe('the early connection', () => {
  const server = createServer({ ...newTlsIdentity() });
  let port: number;
  beforeEach(async () => {
    port = await listen(server);
  });
  afterEach(() => {
    server.close();
  });

  it('is handed over once, for its own host and port', () => {
    const socket = connectEarly({ AWS_ENDPOINT_URL: `https://localhost:${port}` });
    expect(socket).toMatchObject({ connecting: true, destroyed: false });
    expect(takeEarlyConnection('127.0.0.1', port)).toBeUndefined();
    expect(takeEarlyConnection('localhost', 443)).toBeUndefined();
    expect(takeEarlyConnection('localhost', port)).toBe(socket);
    expect(takeEarlyConnection('localhost', port)).toBeUndefined();
    socket?.destroy();
  });

  it('rejects an untrusted certificate', async () => {
    const socket = connectEarly({ AWS_ENDPOINT_URL: `https://localhost:${port}` });
    const trusted = once(socket ?? server, 'secureConnect');
    await expect(trusted).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('is not handed over after it has failed', async () => {
    const rude = createTcpServer((socket) => socket.destroy());
    const rudePort = await listen(rude);
    const socket = connectEarly({ AWS_ENDPOINT_URL: `https://localhost:${rudePort}` });
    await new Promise((closed) => socket?.once('close', closed));
    expect(takeEarlyConnection('localhost', rudePort)).toBeUndefined();
    rude.close();
  });
});
