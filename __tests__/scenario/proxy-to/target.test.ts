// Verify how the proxy of a job reaches its target, and what tests are told if it does not.
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startEmulator } from 'cognito-emulator';
import { freePort } from 'cognito-emulator/loopback';
import { onlyPost } from '../../support/fixture.ts';
import { preloadCode } from '../../support/preload.ts';
import { type Answer, callThrough, type ProxiedApi, useProxiedApi } from '../../support/proxied-api.ts';
import { startProxy } from '../../support/proxy.ts';
import { useCleanup } from '../../support/use-cleanup.ts';
import { useHeadings } from '../catalogue/headings.ts';

const startApi = useProxiedApi();
const onTestEnd = useCleanup();
const expectHeading = useHeadings(
  'proxy-certificate-untrusted',
  'proxy-request-refused',
  'proxy-target-slow',
  'proxy-target-unanswered',
);

type Heading = Parameters<typeof expectHeading>[1];

/** Expects an answer of the proxy itself that says what to change, and holds no token and no stack trace. */
function expectFailure({ status, body }: Answer, expectedStatus: number, code: Heading): void {
  const { message } = JSON.parse(body);
  expect({ status, ...JSON.parse(body) }).toStrictEqual({ status: expectedStatus, code, message: expect.any(String) });
  expectHeading({ annotations: [{ level: 'error', message }] }, code);
  expect(message).not.toMatch(/eyJ|\n/);
}

/** An API with a certificate that nobody trusts yet. */
async function startTlsTarget({ job }: ProxiedApi): Promise<{ url: string; certificate: string }> {
  const target = await startEmulator({ tls: true });
  onTestEnd(() => target.close());
  const certificate = join(job.temp, '..', 'certificate.pem');
  writeFileSync(certificate, target.certificate ?? '');
  return { url: target.url, certificate };
}

describe('a target', () => {
  it('that does not run is 502', async () => {
    const { job, inputs } = await startApi();
    const main = await job.uses({ with: { ...inputs, 'proxy-to': `http://localhost:${await freePort()}` } });
    expectFailure(await callThrough(main), 502, 'proxy-target-unanswered');
    expect((await onlyPost(job)).log).toContain('Requests: 1 (failed: 1).');
  });

  it('that sends nothing is 504', async () => {
    const { job, inputs } = await startApi({ listener: () => undefined });
    // The minute passes in 0.6 seconds.
    const code =
      "import net from 'node:net'; const real = net.Socket.prototype.setTimeout; net.Socket.prototype.setTimeout = function (ms, done) { return real.call(this, ms / 100, done); };";
    const main = await job.uses({ with: inputs, env: { NODE_OPTIONS: preloadCode(code) } });
    expectFailure(await callThrough(main), 504, 'proxy-target-slow');
  });

  it('with an untrusted certificate is 502', async () => {
    const api = await startApi();
    const { url } = await startTlsTarget(api);
    const main = await api.job.uses({ with: { ...api.inputs, 'proxy-to': url } });
    expectFailure(await callThrough(main), 502, 'proxy-certificate-untrusted');
  });

  it('behind HTTPS_PROXY is reached through it, with its password', async () => {
    const api = await startApi();
    const target = `api.example.com:${new URL((await startTlsTarget(api)).url).port}`;
    const forward = await startProxy({
      credentials: { username: 'proxy-user', password: 'proxy-canary' },
      tunnelTo: 'localhost',
    });
    onTestEnd(() => forward.close());
    const main = await api.job.uses({
      with: { ...api.inputs, 'proxy-to': `https://${target}` },
      env: { NODE_TLS_REJECT_UNAUTHORIZED: '0', HTTPS_PROXY: forward.url, HTTP_PROXY: '', NO_PROXY: '' },
    });
    expect((await callThrough(main)).status).toBeLessThan(500);
    expect(forward.requests).toStrictEqual([{ method: 'CONNECT', target, status: 200 }]);
  });

  it.each(['http', 'https'])(
    'on this machine is not reached through the proxy of the environment (%s)',
    async (scheme) => {
      const api = await startApi();
      const { url, certificate } = await startTlsTarget(api);
      const forward = await startProxy();
      onTestEnd(() => forward.close());
      const main = await api.job.uses({
        with: { ...api.inputs, ...(scheme === 'https' && { 'proxy-to': url }) },
        env: { NODE_EXTRA_CA_CERTS: certificate, HTTP_PROXY: forward.url, HTTPS_PROXY: forward.url, NO_PROXY: '' },
      });
      const before = forward.requests.length;
      expect((await callThrough(main)).status).toBeLessThan(500);
      expect(forward.requests).toHaveLength(before);
    },
  );
});

it('a request for another host is 421', async () => {
  const { job, inputs, tokens } = await startApi();
  const main = await job.uses({ with: inputs });
  const { port } = new URL(main.outputs['PROXY_URL'] ?? '');
  const received = await new Promise<string>((resolve) => {
    let text = '';
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write('GET / HTTP/1.1\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n'),
    );
    socket.on('data', (chunk) => {
      text += chunk.toString();
    });
    socket.once('close', () => resolve(text));
  });
  const [head = '', body = ''] = received.split('\r\n\r\n');
  expectFailure({ status: Number(head.slice(9, 12)), body }, 421, 'proxy-request-refused');
  expect(tokens).toStrictEqual([]);
});
