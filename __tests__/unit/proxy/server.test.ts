// Verify which requests the proxy serves, that it cannot be tricked into others, and how it is stopped.
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { listen, serve } from '../../../src/proxy/server.ts';
import { stopProxy } from '../../../src/proxy/stop.ts';
import { Tally } from '../../../src/proxy/tally.ts';
import { useServers } from '../../support/test-servers.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { type Forwarding, httpTarget, rawTarget, STOP_KEY, useForwarding } from './forwarding-fixture.ts';

const startForwarding = useForwarding();
const startServer = useServers();

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const CLOSE = 'Connection: close\r\n';
const GET = 'GET / HTTP/1.1\r\nHost: proxy\r\n';
const POST = 'POST / HTTP/1.1\r\nHost: proxy\r\n';
const CHUNKED = `${POST}Transfer-Encoding: chunked\r\n`;
const TIME_MS = 50_000;

/** Sends a request, and returns the status line and code of the answer, and what reached the target. */
async function answerTo(text: string): Promise<{ status: string; code: string; connections: readonly string[] }> {
  const { server, connections } = rawTarget('\r\n\r\n', OK);
  const { open } = await startForwarding(server);
  const received = await open(text).toEnd();
  const [, code = ''] = /"code":"([^"]+)"/.exec(received) ?? [];
  return { status: received.slice(9, 12), code, connections: connections.filter((sent) => sent !== '') };
}

describe('the host of a request', () => {
  it.each(['127.0.0.1', 'localhost', 'LOCALHOST'])('may be %s with the port', async (name) => {
    const { server, connections } = rawTarget('\r\n\r\n', OK);
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

  it('must be there, once', async () => {
    expect(await answerTo('GET / HTTP/1.1\r\n\r\n')).toMatchObject({ status: '400', connections: [] });
    expect(await answerTo('GET / HTTP/1.0\r\n\r\n')).toMatchObject({ status: '421', connections: [] });
    expect(await answerTo(`${GET}Host: a.test\r\n${CLOSE}\r\n`)).toMatchObject({
      status: '400',
      code: 'proxy-request-refused',
      connections: [],
    });
  });

  it('may be repeated in the request line', async () => {
    const { server, connections } = rawTarget('\r\n\r\n', OK);
    const { open, port } = await startForwarding(server, { basePath: '/v1' });
    await open(`GET http://127.0.0.1:${port}/a?b HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`).toEnd();
    await open(`GET http://127.0.0.1:${port}?b HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`).toEnd();
    await open(`OPTIONS * HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`).toEnd();
    const paths = connections.flatMap((text) => [...text.matchAll(/^[A-Z]+ (\S+) HTTP/gm)].map(([, path]) => path));
    expect(paths).toStrictEqual(['/v1/a?b', '/v1/?b', '*']);
  });

  it('must not differ in the request line', async () => {
    const request = `GET http://api.example.com/ HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`;
    expect(await answerTo(request)).toMatchObject({ status: '421', connections: [] });
  });
});

describe('a request that is not forwarded', () => {
  it.each<[title: string, text: string, status?: string]>([
    ['a WebSocket', `${GET}Upgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n`, '501'],
    ['another protocol', `${GET}Upgrade: foo\r\nConnection: Upgrade, close\r\n\r\n`, '501'],
    ['a tunnel', 'CONNECT api.example.com:443 HTTP/1.1\r\nHost: api.example.com:443\r\n\r\n', '501'],
    ['both lengths', `${POST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['both lengths, turned', `${CHUNKED}Content-Length: 5\r\n\r\n0\r\n\r\n`],
    ['two lengths', `${POST}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`],
    ['a length with a sign', `${POST}Content-Length: +1\r\n\r\na`],
    ['a chunk size with a prefix', `${CHUNKED}\r\n0x1\r\na\r\n0\r\n\r\n`],
    ['a chunk size with a sign', `${CHUNKED}\r\n+1\r\na\r\n0\r\n\r\n`],
    ['a chunk size with an underscore', `${CHUNKED}\r\n0_1\r\na\r\n0\r\n\r\n`],
    ['a chunk size that overflows', `${CHUNKED}\r\n10000000000000001\r\na\r\n0\r\n\r\n`],
    ['a chunk size that ends with a bare line feed', `${CHUNKED}\r\n1\na\r\n0\r\n\r\n`],
    ['a chunk extension with a bare line feed', `${CHUNKED}\r\n1;a\nb\r\na\r\n0\r\n\r\n`],
    ['chunked twice', `${POST}Transfer-Encoding: chunked, chunked\r\n${CLOSE}\r\n0\r\n\r\n`],
    ['two Transfer-Encoding fields', `${CHUNKED}Transfer-Encoding: identity\r\n${CLOSE}\r\n0\r\n\r\n`],
    ['a space before the colon of Transfer-Encoding', `${POST}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`],
    ['a vertical tab before chunked', `${POST}Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n`],
    ['an empty length', `${POST}Content-Length: \r\n\r\n`],
    ['a list of lengths', `${POST}Content-Length: 1, 1\r\n\r\na`],
    ['a null byte in a field', `${GET}X-A: b\x00c\r\n\r\n`],
    ['a space before the first field', `GET / HTTP/1.1\r\n X-A: b\r\nHost: proxy\r\n\r\n`],
    ['a field without a name', `${GET}: b\r\n\r\n`],
    ['HTTP/2 without an offer', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['another version of HTTP', `GET / HTTP/1.32\r\nHost: proxy\r\n\r\n`],
    ['obsolete folding', `${GET}X-A: b\r\n c\r\n\r\n`],
    ['a folded Transfer-Encoding', `${POST}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n`],
    ['bare line feeds', 'GET / HTTP/1.1\nHost: proxy\n\n'],
    ['a bare line feed in a field', `${GET}X-A: b\nX-B: c\r\n\r\n`],
    ['a bare carriage return in a field', `${GET}X-A: b\rX-B: c\r\n\r\n`],
    ['a space before the colon', `${POST}Content-Length : 1\r\n\r\na`],
    ['an unknown transfer coding', `${POST}Transfer-Encoding: gzip, chunked\r\n${CLOSE}\r\n0\r\n\r\n`],
    ['giant headers', `${GET}X-A: ${'a'.repeat(70_000)}\r\n\r\n`, '431'],
  ])('%s', async (_, text, status = '400') => {
    expect(await answerTo(text)).toMatchObject({ status, connections: [] });
  });

  it.each([
    ['Transfer-Encoding: chunked ', 'white space after the value'],
    ['Transfer-Encoding:\tchunked', 'a tab before the value'],
    ['transfer-encoding:CHUNKED', 'another case'],
  ])('does not include %j: %s is valid, and the target gets it without', async (field) => {
    const { server, connections } = rawTarget('0\r\n\r\n', OK);
    const { open } = await startForwarding(server);
    await open(`${POST}${field}\r\n${CLOSE}\r\n1;a=b\r\na\r\n000\r\n\r\n`).toEnd();
    expect(connections).toHaveLength(1);
    expect(connections[0]).toMatch(/\r\nTransfer-Encoding: chunked\r\n(.*\r\n)*\r\n1\r\na\r\n0\r\n\r\n$/);
  });

  it.each([
    ['a size that is no number', 'x\r\n'],
    ['data that is longer than its size', '1\r\nab\r\n0\r\n\r\n'],
    ['data that ends with a bare line feed', '1\r\na\n0\r\n\r\n'],
    ['giant trailers', `0\r\nX-A: ${'a'.repeat(70_000)}\r\n\r\n`],
  ])('never looks complete to the target if its second chunk has %s', async (_, chunk) => {
    const { server, connections } = rawTarget('abc', '');
    const { open } = await startForwarding(server);
    const client = open(`${POST}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n`);
    await waitUntil(() => connections[0]?.includes('abc') === true);
    client.socket.write(chunk);
    expect(await client.toEnd()).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(connections).toHaveLength(1);
    expect(connections[0]).toMatch(/\r\n\r\n3\r\nabc(?:\r\n)?(?:1\r\na(?:\r\n)?)?$/);
  });

  it('does not take the answer of the next one on its connection', async () => {
    const { server, connections } = rawTarget('\r\n\r\n', OK);
    const { open } = await startForwarding(server);
    const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: proxy\r\n\r\n';
    await open(
      `POST /first HTTP/1.1\r\nHost: proxy\r\nContent-Length: ${smuggled.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    ).toEnd();
    expect(connections).toStrictEqual([]);
  });
});

it('ignores the offer of HTTP/2, which Java makes with its first request', async () => {
  const offer =
    'Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA\r\n';
  const { status, connections } = await answerTo(`${GET}${offer}\r\n`);
  expect(status).toBe('200');
  expect(connections[0]).not.toMatch(/upgrade|http2/i);
});

it('serves the requests after an offer of HTTP/2 on the same connection', async () => {
  const { open } = await startForwarding(
    httpTarget((incoming, response) => {
      response.write(`[${incoming.url} `);
      incoming.on('data', (chunk: Buffer) => response.write(chunk));
      incoming.once('end', () => response.end(']'));
    }),
  );
  const offer = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAA\r\n';
  const client = open(`POST /1 HTTP/1.1\r\nHost: proxy\r\n${offer}Content-Length: 3\r\n\r\nabc`);
  await client.until('0\r\n\r\n');
  client.received = '';
  client.socket.write(`GET /2 HTTP/1.1\r\nHost: localhost:${client.socket.remotePort}\r\n${offer}\r\n`);
  await client.until('0\r\n\r\n');
  expect(client.received).toContain('[/2 ');
  client.received = '';
  client.socket.write(`GET /3 HTTP/1.1\r\nHost: localhost:${client.socket.remotePort}\r\n\r\n`);
  await client.until('0\r\n\r\n');
  expect(client.received).toContain('[/3 ');
});

it('serves while 1,000 connections are idle', async () => {
  const { open, port } = await startForwarding(httpTarget((_, response) => response.end('served')));
  const idle = Array.from({ length: 1_000 }, () => connect(port, '127.0.0.1'));
  await Promise.all(idle.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
  await open(`${GET}${CLOSE}\r\n`).until('served');
  expect(idle.filter((socket) => socket.destroyed)).toStrictEqual([]);
  for (const socket of idle) {
    socket.destroy();
  }
});

describe('stopping', () => {
  const wrongKeys = ['', 'wrong', STOP_KEY.slice(1), `${STOP_KEY} `.padEnd(20, 'x')];

  it('returns what the proxy did', async () => {
    const { open, port, stopped } = await startForwarding(
      httpTarget(({ url }, response) => response.writeHead(url === '/401' ? 401 : 200).end()),
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
    ['another host', 'GET / HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n'],
    ['an upgrade', `${GET}Upgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n`],
    ['a tunnel', 'CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n'],
  ])('counts the refusal of %s', async (_, text) => {
    const { open, port } = await startForwarding(httpTarget((_request, response) => response.end()));
    await open(text).toEnd();
    const { report } = await stopProxy({ port, stopKey: STOP_KEY }, TIME_MS);
    expect(report).toMatchObject({ failures: 1, reasons: ['proxy-request-refused'] });
    expect(report.answers).toStrictEqual({});
  });

  it('closes the port before it answers', async () => {
    const { port } = await startForwarding(httpTarget(() => undefined));
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

  it('takes 3 seconds at most, and lets the proxy wait for half of them', async () => {
    const waits: unknown[] = [];
    const port = await startServer(
      createServer(({ headers }, response) => {
        waits.push(headers['x-max-wait-ms']);
        response.end();
      }),
    );
    await expect(stopProxy({ port, stopKey: STOP_KEY }, TIME_MS)).rejects.toThrow();
    expect(waits).toStrictEqual(['1500']);
  });

  it('takes no longer than there is time', async () => {
    const waits: unknown[] = [];
    const port = await startServer(createServer(({ headers }) => waits.push(headers['x-max-wait-ms'])));
    await expect(stopProxy({ port, stopKey: STOP_KEY }, 400)).rejects.toMatchObject({
      failure: { code: 'proxy-ended', errorName: 'AbortError' },
    });
    expect(waits).toStrictEqual(['200']);
  });

  it.each(wrongKeys)('needs the key, not %j', async (stopKey) => {
    const { port } = await startForwarding(httpTarget((_, response) => response.end()));
    await expect(stopProxy({ port, stopKey }, TIME_MS)).rejects.toMatchObject({
      failure: { code: 'proxy-ended', errorName: 'UnknownAnswer' },
    });
  });

  it('says that nothing listens any more', async () => {
    const { port }: Forwarding = await startForwarding(httpTarget(() => undefined));
    const free = port === 65_535 ? port - 1 : port + 1;
    await expect(stopProxy({ port: free, stopKey: STOP_KEY }, TIME_MS)).rejects.toMatchObject({
      failure: { code: 'proxy-ended' },
    });
  });
});
