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
  it.each<[string, string, Readonly<Record<string, string>>]>([
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
  ])('%s', (_, address, environment) => {
    expect(guessEndpoint(environment)?.href).toBe(address);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['nothing is set', {}],
    ['the endpoint has no TLS', { AWS_ENDPOINT_URL: 'http://localhost:4566' }],
    ['the endpoint is not a URL', { AWS_ENDPOINT_URL: 'localhost' }],
    ['there is a proxy', { ...POOL, HTTPS_PROXY: 'http://proxy.example.com' }],
    ['there is a proxy in lower case', { ...POOL, http_proxy: 'http://proxy.example.com' }],
    ['the SDK uses a FIPS endpoint', { ...POOL, AWS_USE_FIPS_ENDPOINT: 'true' }],
    ['the SDK uses a dual-stack endpoint', { ...POOL, AWS_USE_DUALSTACK_ENDPOINT: 'true' }],
    ['the user pool is in China', { 'INPUT_USER-POOL-ID': 'cn-north-1_AbCdEf123' }],
    ['the user pool is in GovCloud', { 'INPUT_USER-POOL-ID': 'us-gov-west-1_AbCdEf123' }],
    ['user-pool-id contains no AWS region', { 'INPUT_USER-POOL-ID': 'local_AbCdEf123' }],
    [
      'user-pool-id is an ARN',
      { 'INPUT_USER-POOL-ID': 'arn:aws:cognito-idp:eu-west-1:1:userpool/eu-west-1_AbCdEf123' },
    ],
  ])('returns undefined if %s', (_, environment) => {
    expect(guessEndpoint(environment)).toBeUndefined();
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
