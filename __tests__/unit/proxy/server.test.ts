// Verify which requests the proxy serves, that it cannot be tricked into others, and how it is stopped.
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { listen, serve } from '../../../src/proxy/server.ts';
import { stopProxy } from '../../../src/proxy/stop.ts';
import { formatReport, Tally } from '../../../src/proxy/tally.ts';
import { useServers } from '../../support/test-servers.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { CLOSE, GET, POST, rawTarget, STOP_KEY, useForwarding } from './forwarding-fixture.ts';

const { startForwarding, exchange } = useForwarding();
const startServer = useServers();

const CHUNKED = `${POST}Transfer-Encoding: chunked\r\n`;
const TIME_MS = 50_000;

/** Sends a request, and returns the status line and code of the answer, and what reached the target. */
async function answerTo(text: string) {
  const { received, connections } = await exchange(text);
  const [, code = ''] = /"code":"([^"]+)"/.exec(received) ?? [];
  return { status: received.slice(9, 12), code, connections: connections.filter((sent) => sent !== '') };
}

describe('the host of a request', () => {
  it.each(['127.0.0.1', 'LOCALHOST'])('may be %s with the port', async (name) => {
    const { server, connections } = rawTarget();
    const { open, port } = await startForwarding(server);
    expect(await open(`GET / HTTP/1.1\r\nHost: ${name}:${port}\r\n${CLOSE}\r\n`).toEnd()).toContain('200 OK');
    expect(connections).toHaveLength(1);
  });

  it.each(['127.0.0.1', 'localhost:1', 'api.example.com', 'evil.test:80', '[::1]:80', 'stop.invalid', ''])(
    'must not be %j',
    async (host) => {
      expect(await answerTo(`GET / HTTP/1.1\r\nHost: ${host}\r\n${CLOSE}\r\n`)).toStrictEqual({
        status: '421',
        code: 'proxy-request-refused',
        connections: [],
      });
    },
  );

  it.each([
    ['missing with HTTP/1.1', 'GET / HTTP/1.1\r\n\r\n', '400'],
    ['missing with HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n', '421'],
    ['repeated', `${GET}Host: a.test\r\n${CLOSE}\r\n`, '400'],
    ['another in the request line', `GET http://a.test/ HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`, '421'],
  ])('must not be %s', async (_, request, status) => {
    expect(await answerTo(request)).toMatchObject({ status, connections: [] });
  });

  it('may be repeated in the request line', async () => {
    const { server, connections } = rawTarget();
    const { open, port } = await startForwarding(server, { basePath: '/v1' });
    await open(`GET http://127.0.0.1:${port}/a?b HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`).toEnd();
    await open(`GET http://127.0.0.1:${port}?b HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`).toEnd();
    await open(`OPTIONS * HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`).toEnd();
    const paths = connections.flatMap((text) => [...text.matchAll(/^[A-Z]+ (\S+) HTTP/gm)].map(([, path]) => path));
    expect(paths).toStrictEqual(['/v1/a?b', '/v1/?b', '*']);
  });
});

describe('a request that is not forwarded', () => {
  it.each<[title: string, text: string, status?: string]>([
    ['a WebSocket', `${GET}Upgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n`, '501'],
    ['another protocol', `${GET}Upgrade: foo\r\nConnection: Upgrade, close\r\n\r\n`, '501'],
    ['a tunnel', 'CONNECT api.example.com:443 HTTP/1.1\r\nHost: api.example.com:443\r\n\r\n', '501'],
    ['both lengths', `${POST}Content-Length: 40\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${GET}\r\n`],
    ['two lengths', `${POST}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`],
    ['a length with a sign', `${POST}Content-Length: +1\r\n\r\na`],
    ['a chunk size with a prefix', `${CHUNKED}\r\n0x1\r\na\r\n0\r\n\r\n`],
    ['a chunk size that overflows', `${CHUNKED}\r\n10000000000000001\r\na\r\n0\r\n\r\n`],
    ['a chunk size that ends with a bare line feed', `${CHUNKED}\r\n1\na\r\n0\r\n\r\n`],
    ['a chunk extension with a bare line feed', `${CHUNKED}\r\n1;a\nb\r\na\r\n0\r\n\r\n`],
    ['chunked twice', `${POST}Transfer-Encoding: chunked, chunked\r\n${CLOSE}\r\n0\r\n\r\n`],
    ['two Transfer-Encoding fields', `${CHUNKED}Transfer-Encoding: identity\r\n${CLOSE}\r\n0\r\n\r\n`],
    ['a vertical tab before chunked', `${POST}Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n`],
    ['a list of lengths', `${POST}Content-Length: 1, 1\r\n\r\na`],
    ['a null byte in a field', `${GET}X-A: b\x00c\r\n\r\n`],
    ['HTTP/2 without an offer', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a folded Transfer-Encoding', `${POST}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n`],
    ['a bare line feed in a field', `${GET}X-A: b\nX-B: c\r\n\r\n`],
    ['a bare carriage return in a field', `${GET}X-A: b\rX-B: c\r\n\r\n`],
    ['a space before the colon', `${POST}Content-Length : 1\r\n\r\na`],
    ['an unknown transfer coding', `${POST}Transfer-Encoding: gzip, chunked\r\n${CLOSE}\r\n0\r\n\r\n`],
    ['giant headers', `${GET}X-A: ${'a'.repeat(70_000)}\r\n\r\n`, '431'],
  ])('%s', async (_, text, status = '400') => {
    expect(await answerTo(text)).toMatchObject({ status, connections: [] });
  });

  it.each(['Transfer-Encoding:\tchunked ', 'transfer-encoding:CHUNKED'])(
    'does not include %j, which is valid, and which the target gets without white space',
    async (field) => {
      const request = `${POST}${field}\r\n${CLOSE}\r\n1;a=b\r\na\r\n000\r\n\r\n`;
      const { connections } = await exchange(request, { requestEnd: '0\r\n\r\n' });
      expect(connections).toHaveLength(1);
      expect(connections[0]).toMatch(/\r\nTransfer-Encoding: chunked\r\n(.*\r\n)*\r\n1\r\na\r\n0\r\n\r\n$/);
    },
  );

  it.each([
    ['data that is longer than its size', '1\r\nab\r\n0\r\n\r\n'],
    ['giant trailers', `0\r\nX-A: ${'a'.repeat(70_000)}\r\n\r\n`],
  ])('never looks complete to the target if its second chunk has %s', async (_, chunk) => {
    const { server, connections } = rawTarget({ requestEnd: 'abc', answer: '' });
    const { open } = await startForwarding(server);
    const client = open(`${CHUNKED}\r\n3\r\nabc\r\n`);
    await waitUntil(() => connections[0]?.includes('abc') === true);
    client.send(chunk);
    expect(await client.toEnd()).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(connections).toHaveLength(1);
    expect(connections[0]).toMatch(/\r\n\r\n3\r\nabc(?:\r\n)?(?:1\r\na(?:\r\n)?)?$/);
  });
});

describe('the offer of HTTP/2, which Java makes with its first request,', () => {
  const OFFER = 'Upgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA\r\n';

  it('does not reach the target', async () => {
    const { status, connections } = await answerTo(`${GET}Connection: Upgrade, HTTP2-Settings, close\r\n${OFFER}\r\n`);
    expect(status).toBe('200');
    expect(connections[0]).not.toMatch(/upgrade|http2/i);
  });

  it('does not keep requests after it on the same connection from being served', async () => {
    const { open } = await startForwarding(createServer((incoming, response) => incoming.pipe(response)));
    const client = open(`${POST}Connection: Upgrade, HTTP2-Settings\r\n${OFFER}Content-Length: 3\r\n\r\nabc`);
    expect(await client.until('0\r\n\r\n')).toContain('abc');
    for (const offer of [`Connection: Upgrade, HTTP2-Settings\r\n${OFFER}`, '']) {
      client.send(`${GET}${offer}\r\n`);
      expect(await client.until('0\r\n\r\n')).toContain('HTTP/1.1 200');
    }
  });
});

it('serves while 1,000 connections are idle', async () => {
  const { open, port } = await startForwarding(createServer((_, response) => response.end('served')));
  const idle = Array.from({ length: 1_000 }, () => connect(port, '127.0.0.1'));
  await Promise.all(idle.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
  await open(`${GET}${CLOSE}\r\n`).until('served');
  expect(idle.filter((socket) => socket.destroyed)).toStrictEqual([]);
  for (const socket of idle) {
    socket.destroy();
  }
});

describe('stopping', () => {
  it('returns what the proxy did', async () => {
    const { open, port, stopped } = await startForwarding(
      createServer(({ url }, response) => response.writeHead(url === '/401' ? 401 : 200).end()),
    );
    await open(`${GET}${CLOSE}\r\n`).toEnd();
    await open(`GET /401 HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`).toEnd();
    await open(`GET /401 HTTP/1.1\r\nHost: proxy\r\nAuthorization: none\r\n${CLOSE}\r\n`).toEnd();
    expect(await stopProxy({ port, stopKey: STOP_KEY }, TIME_MS)).toMatchObject({
      report: { answers: { '2xx': 1, '4xx': 2 }, tokensRefused: 1, failures: 0, reasons: [] },
    });
    await stopped;
  });

  it.each([
    ['another host', `GET / HTTP/1.1\r\nHost: a.test\r\n${CLOSE}\r\n`],
    ['a tunnel', 'CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n'],
  ])('counts the refusal of %s', async (_, text) => {
    const { tally } = await exchange(text);
    expect(tally.report()).toMatchObject({ answers: {}, failures: 1, reasons: ['proxy-request-refused'] });
  });

  it('closes the port before it answers', async () => {
    const { port } = await startForwarding(createServer(() => undefined));
    await stopProxy({ port, stopKey: STOP_KEY }, TIME_MS);
    await expect(stopProxy({ port, stopKey: STOP_KEY }, TIME_MS)).rejects.toMatchObject({
      failure: { code: 'proxy-ended', errorName: 'ECONNREFUSED' },
    });
  });

  it('ends the proxy also if its answer is lost', async () => {
    const { server, port } = await listen(0);
    const client = connect(port, '127.0.0.1');
    client.on('error', () => undefined);
    const tally = new Tally();
    await new Promise<void>((onStopped) => {
      serve(server, {
        port,
        stopKey: STOP_KEY,
        forward: () => Promise.resolve(),
        troubleshooting: '',
        tally,
        stop: () => {
          server.closeAllConnections();
          return Promise.resolve({ report: tally.report(), rotation: undefined });
        },
        onStopped,
      });
      client.write(`POST / HTTP/1.1\r\nHost: stop.invalid\r\nAuthorization: ${STOP_KEY}\r\n\r\n`);
    });
    client.destroy();
  });

  it.each([
    ['3 seconds at most', TIME_MS, '1500', 'UnknownAnswer'],
    ['no longer than there is time', 400, '200', 'AbortError'],
  ])('takes %s, and lets the proxy wait for half of it', async (_, timeMs, maxWaitMs, errorName) => {
    const waits: unknown[] = [];
    const server = createServer(({ headers }, response) => {
      waits.push(headers['x-max-wait-ms']);
      if (errorName !== 'AbortError') {
        response.end();
      }
    });
    const stopping = stopProxy({ port: await startServer(server), stopKey: STOP_KEY }, timeMs);
    await expect(stopping).rejects.toMatchObject({ failure: { code: 'proxy-ended', errorName } });
    expect(waits).toStrictEqual([maxWaitMs]);
  });

  it.each(['', STOP_KEY.slice(1), `${STOP_KEY.slice(1)}x`, `${STOP_KEY}x`])(
    'needs the key, not %j',
    async (stopKey) => {
      const { port } = await startForwarding(createServer((_, response) => response.end()));
      await expect(stopProxy({ port, stopKey }, TIME_MS)).rejects.toMatchObject({
        failure: { code: 'proxy-ended', errorName: 'UnknownAnswer' },
      });
    },
  );
});

describe('the report', () => {
  it('says once, not 1 times', () => {
    const tally = new Tally();
    tally.countAnswer(401, 5, true);
    expect(formatReport(tally.report())).toContain("The API refused the proxy's token once (HTTP 401).");
    tally.countAnswer(401, 5, true);
    expect(formatReport(tally.report())).toContain("The API refused the proxy's token 2 times (HTTP 401).");
  });

  it('names each reason of failed requests and refreshes once', () => {
    const tally = new Tally();
    expect(formatReport(tally.report())).toBe('Stopped the proxy. Requests: 0. Token refreshes: 0.');
    tally.countFailure('proxy-target-unanswered');
    tally.countFailure('proxy-target-unanswered');
    tally.countFailedRefresh('throttled');
    expect(formatReport(tally.report())).toBe(
      'Stopped the proxy. Requests: 2 (failed: 2). Token refreshes: 0, failed: 1. ' +
        'Reasons of failures: proxy-target-unanswered, throttled.',
    );
  });
});
