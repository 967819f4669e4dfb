import { once } from 'node:events';
import { createServer as createTcpServer } from 'node:net';
import { createServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectEarly, guessEndpoint, takeEarlyConnection } from '../../../src/platform/early-connection.ts';
import { newTlsIdentity } from '../../support/emulator/certificate.ts';
import { listen } from '../../support/loopback.ts';

const AWS = 'https://cognito-idp.eu-west-1.amazonaws.com/';
const POOL = { 'INPUT_USER-POOL-ID': 'eu-west-1_AbCdEf123' };

describe('the address', () => {
  it.each<[string, string, Readonly<Record<string, string>>]>([
    ['is that of AWS in the region of the user pool', AWS, POOL],
    [
      'is the endpoint of all services',
      'https://localhost:4566/',
      { ...POOL, AWS_ENDPOINT_URL: 'https://localhost:4566' },
    ],
    [
      "is the endpoint of Cognito's own rather than that",
      'https://localhost:9229/',
      {
        AWS_ENDPOINT_URL: 'https://localhost:4566',
        AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'https://localhost:9229',
      },
    ],
    ['is not another because a variable is there and empty', AWS, { ...POOL, AWS_ENDPOINT_URL: '', HTTPS_PROXY: '' }],
  ])('%s', (_, address, environment) => {
    expect(guessEndpoint(environment)?.href).toBe(address);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['nothing is set', {}],
    ['it has no TLS', { AWS_ENDPOINT_URL: 'http://localhost:4566' }],
    ['it is none', { AWS_ENDPOINT_URL: 'localhost' }],
    ['a proxy leads there', { ...POOL, HTTPS_PROXY: 'http://proxy.example.com' }],
    ['a proxy in small letters does', { ...POOL, http_proxy: 'http://proxy.example.com' }],
    ['the SDK takes a FIPS endpoint', { ...POOL, AWS_USE_FIPS_ENDPOINT: 'true' }],
    ['the SDK takes a dual-stack endpoint', { ...POOL, AWS_USE_DUALSTACK_ENDPOINT: 'true' }],
    ['the user pool is in China', { 'INPUT_USER-POOL-ID': 'cn-north-1_AbCdEf123' }],
    ['the user pool is in GovCloud', { 'INPUT_USER-POOL-ID': 'us-gov-west-1_AbCdEf123' }],
    ['the user pool names no region of AWS', { 'INPUT_USER-POOL-ID': 'local_AbCdEf123' }],
    [
      'the user pool is no ID',
      { 'INPUT_USER-POOL-ID': 'arn:aws:cognito-idp:eu-west-1:1:userpool/eu-west-1_AbCdEf123' },
    ],
  ])('is not known where %s', (_, environment) => {
    expect(guessEndpoint(environment)).toBeUndefined();
  });
});

describe('the connection', () => {
  const server = createServer({ ...newTlsIdentity() });
  let port: number;
  beforeEach(async () => {
    port = await listen(server);
  });
  afterEach(() => {
    server.close();
  });

  it('is handed out once, to whoever wants that host and port', () => {
    const socket = connectEarly({ AWS_ENDPOINT_URL: `https://localhost:${port}` });
    expect(socket).toMatchObject({ connecting: true, destroyed: false });
    expect(takeEarlyConnection('127.0.0.1', port)).toBeUndefined();
    expect(takeEarlyConnection('localhost', 443)).toBeUndefined();
    expect(takeEarlyConnection('localhost', port)).toBe(socket);
    expect(takeEarlyConnection('localhost', port)).toBeUndefined();
    socket?.destroy();
  });

  it('trusts nobody whom a later one would not trust', async () => {
    const socket = connectEarly({ AWS_ENDPOINT_URL: `https://localhost:${port}` });
    const trusted = once(socket ?? server, 'secureConnect');
    await expect(trusted).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  it('is forgotten, without a word, when it fails', async () => {
    const rude = createTcpServer((socket) => socket.destroy());
    const rudePort = await listen(rude);
    const socket = connectEarly({ AWS_ENDPOINT_URL: `https://localhost:${rudePort}` });
    await new Promise((closed) => socket?.once('close', closed));
    expect(takeEarlyConnection('localhost', rudePort)).toBeUndefined();
    rude.close();
  });
});
