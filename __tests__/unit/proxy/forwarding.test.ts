// Verify that requests and answers pass byte for byte, and that nothing is smuggled or lost.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../support/wait-until.ts';
import { CLOSE, GET, OK, POST, REFUSAL, REFUSING, rawTarget, SIGNING, useForwarding } from './forwarding-fixture.ts';

const { startForwarding, exchange } = useForwarding();

describe('a request', () => {
  it('keeps the order, case and duplicates of its fields, and its path and query', async () => {
    const path = '/a%2fb//../c;d?x=%20+&x=1&y="<>|^`{}\\';
    const fields = 'accept:  */*  \r\nX-one: 2\r\nCookie: a=1\r\nCookie: b=2\r\nX-Latin: \xe9\r\n';
    const request = `GET ${path} HTTP/1.1\r\nX-ONE: 1\r\nHost: proxy\r\n${fields}${CLOSE}\r\n`;
    const { connections, targetPort } = await exchange(request, { basePath: '/v1' });
    expect(connections).toStrictEqual([
      `GET /v1${path} HTTP/1.1\r\nX-ONE: 1\r\nHost: 127.0.0.1:${targetPort}\r\naccept: */*\r\nX-one: 2\r\nCookie: a=1\r\nCookie: b=2\r\nX-Latin: \xe9\r\nAuthorization: Bearer fresh\r\n\r\n`,
    ]);
  });

  it.each(['AUTHORIZATION: none', 'Authorization:'])(
    'passes as it is with "%s", also if there is no token',
    async (field) => {
      const { connections } = await exchange(`${GET}${field}\r\n${CLOSE}\r\n`, { authorization: REFUSING });
      expect(connections[0]).toContain(`\r\n${field}`);
    },
  );

  it('loses the fields of the connection, but not those that frame and route it', async () => {
    const fields =
      'Connection: close, X-Hop, content-length, host\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\nProxy-Connection: x\r\nTE: trailers\r\nX-End: 2\r\n';
    const request = `${POST}${fields}Content-Length: 3\r\n\r\nabc`;
    const { connections, targetPort } = await exchange(request, { requestEnd: 'abc' });
    expect(connections).toStrictEqual([
      `POST / HTTP/1.1\r\nHost: 127.0.0.1:${targetPort}\r\nX-End: 2\r\nContent-Length: 3\r\nAuthorization: Bearer fresh\r\n\r\nabc`,
    ]);
  });

  it('keeps its last fields, however many there are', async () => {
    const last = 'Authorization: Bearer wrong\r\nTransfer-Encoding: chunked\r\n';
    const request = `${POST}${CLOSE}${'X-A: 1\r\n'.repeat(3_000)}${last}\r\n3\r\nabc\r\n0\r\n\r\n`;
    const { connections } = await exchange(request, { requestEnd: '0\r\n\r\n' });
    expect(connections[0]).toContain(`X-A: 1\r\n${last}`);
    expect(connections[0]).not.toContain('fresh');
    expect(connections[0]).toMatch(/\r\n\r\n3\r\nabc\r\n0\r\n\r\n$/);
  });

  it.each(['GET', 'POST', 'DELETE', 'PROPFIND'])('passes a chunked body and its trailers on: %s', async (method) => {
    const fields = `Host: proxy\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n${CLOSE}`;
    const body = '3\r\nabc\r\n0\r\nX-Sum: 1\r\nx-sum: 2\r\n\r\n';
    const { connections } = await exchange(`${method} / HTTP/1.1\r\n${fields}\r\n${body}`, { requestEnd: body });
    expect(connections[0]).toMatch(/\r\nTrailer: X-Sum\r\n(.*\r\n)*Transfer-Encoding: chunked\r\n/);
  });

  it.each(['POST', 'PUT', 'PATCH', 'PROPFIND'])('without a body has length 0: %s', async (method) => {
    const { connections } = await exchange(`${method} / HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`);
    expect(connections[0]).toMatch(/\r\nContent-Length: 0\r\n/);
    expect(connections[0]).not.toContain('chunked');
  });

  it.each(['GET', 'DELETE', 'OPTIONS', 'TRACE'])('with a body passes it on: %s', async (method) => {
    const request = `${method} / HTTP/1.1\r\nHost: proxy\r\nContent-Length: 3\r\n${CLOSE}\r\nabc`;
    const { connections } = await exchange(request, { requestEnd: 'abc' });
    expect(connections[0]).toMatch(/\r\n\r\nabc$/);
  });

  it('that expects 100 waits for the target', async () => {
    const server = createServer();
    server.on('checkContinue', (incoming, response) => {
      response.writeContinue();
      incoming.pipe(response);
    });
    const { open } = await startForwarding(server);
    const client = open(`${POST}Expect: 100-continue\r\nContent-Length: 4\r\n${CLOSE}\r\n`);
    expect(await client.until('\r\n\r\n')).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    client.send('body');
    expect(await client.toEnd()).toMatch(/^HTTP\/1\.1 200 OK\r\n.*body/s);
  });

  it('that expects 100 gets the refusal of the target without sending its body', async () => {
    const server = createServer();
    server.on('checkContinue', (_, response) => response.writeHead(413).end());
    const { open } = await startForwarding(server);
    const client = open(`${POST}Expect: 100-continue\r\nContent-Length: 4\r\n\r\n`);
    expect(await client.toEnd()).toMatch(/^HTTP\/1\.1 413 /);
  });

  it.each([
    ['1.1', '100-continue', 'HTTP/1.1 100 Continue'],
    ['1.1', '100-Continue', 'HTTP/1.1 100 Continue'],
    ['1.1', 'something', 'HTTP/1.1 200 OK'],
    ['1.0', '100-continue', 'HTTP/1.1 200 OK'],
  ])('to be signed, with HTTP/%s and Expect: %s, is answered with %s first', async (version, expectation, first) => {
    const fields = `Host: proxy\r\nExpect: ${expectation}\r\nContent-Length: 3\r\n${CLOSE}`;
    const request = `PUT / HTTP/${version}\r\n${fields}\r\nabc`;
    const { received } = await exchange(request, { requestEnd: 'abc', authorization: SIGNING });
    expect(received.slice(0, first.length)).toBe(first);
    expect(received).toMatch(/HTTP\/1\.1 200 OK\r\n.*ok$/s);
  });

  it('streams its body, of any size', async () => {
    const body = randomBytes(20_000_000);
    const { port } = await startForwarding(createServer((incoming, response) => incoming.pipe(response)));
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body });
    expect(Buffer.from(await answer.arrayBuffer()).equals(body)).toBe(true);
  });

  it('that the client aborts within its body is aborted at the target', async () => {
    const reached = Promise.withResolvers<void>();
    const aborted = Promise.withResolvers<void>();
    const server = createServer((incoming) => {
      incoming.once('data', () => reached.resolve()).once('error', () => aborted.resolve());
    });
    const { open } = await startForwarding(server);
    const client = open(`${POST}Content-Length: 10\r\n\r\nabc`);
    await reached.promise;
    client.socket.destroy();
    await aborted.promise;
  });

  it('that the client aborts is aborted at the target, and not repeated on its kept connection', async () => {
    const aborted = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const paths: (string | undefined)[] = [];
    const { open } = await startForwarding(
      createServer(({ url }, response) => {
        paths.push(url);
        if (url === '/aborted') {
          reached.resolve();
          response.once('close', aborted.resolve);
        } else {
          response.end('ok');
        }
      }),
    );
    const client = open('GET /first HTTP/1.1\r\nHost: proxy\r\n\r\n');
    await client.until('ok');
    client.send('DELETE /aborted HTTP/1.1\r\nHost: proxy\r\n\r\n');
    await reached.promise;
    client.socket.destroy();
    await aborted.promise;
    await open('GET /last HTTP/1.1\r\nHost: proxy\r\n\r\n').until('ok');
    expect(paths).toStrictEqual(['/first', '/aborted', '/last']);
  });
});

describe('an answer', () => {
  const MANY_FIELDS = `${'X-A: 1\r\n'.repeat(3_000)}Content-Length: 2\r\nX-Last: 2\r\n`;
  const HINTS = 'HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\nLink: </b>\r\n\r\n';

  it('keeps its status, reason, order, case and duplicates, and gets no field', async () => {
    const kept = 'HTTP/1.1 299 Quite OK\r\nSET-COOKIE: a=1; Secure\r\nx-b: \xe9\r\nSet-Cookie: b=2\r\nX-B: 2\r\n';
    const hops = 'Keep-Alive: timeout=9\r\nConnection: X-Hop\r\nX-Hop: 1\r\n';
    const answer = `${kept}Vary:\r\nContent-Length: 2\r\n${hops}\r\nok`;
    const { received } = await exchange(`${GET}${CLOSE}\r\n`, { answer });
    expect(received).toBe(`${kept}Vary: \r\nContent-Length: 2\r\n\r\nok`);
  });

  it.each([
    ['keeps its last fields, however many there are', `HTTP/1.1 200 OK\r\n${MANY_FIELDS}\r\nok`],
    [
      'in chunks keeps its trailers',
      'HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 1\r\nx-sum: 2\r\n\r\n',
    ],
    ['can follow interim responses, which pass', `${HINTS}${HINTS}${OK}`],
  ])('%s', async (_, answer) => {
    const { received } = await exchange(`${GET}${CLOSE}\r\n`, { answer });
    expect(received).toBe(answer);
  });

  it.each([
    ['HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n', 'Trailer: X\r\n'],
    ['GET', 'HTTP/1.1 204 No Content\r\nX-A: 1\r\n', ''],
    ['GET', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\nETag: "a"\r\n', ''],
  ])('to %s has no body: %j', async (method, kept, lost) => {
    const request = `${method} / HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`;
    const { received } = await exchange(request, { answer: `${kept}${lost}\r\n` });
    expect(received).toBe(`${kept}\r\n`);
  });

  it('to HTTP/1.0 has neither interim responses nor chunks', async () => {
    const chunked = 'HTTP/1.1 200 OK\r\nTrailer: X\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n';
    const { received } = await exchange('GET / HTTP/1.0\r\nHost: proxy\r\n\r\n', { answer: `${HINTS}${chunked}` });
    expect(received).toBe('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok');
  });

  it('redirects to the proxy if it redirects to the target', async () => {
    const server = createServer(({ headers }, response) => {
      response.writeHead(302, { Location: `http://${headers.host}/v1/next` }).end();
    });
    const { open, port } = await startForwarding(server, { basePath: '/v1' });
    expect(await open(`${GET}${CLOSE}\r\n`).toEnd()).toContain(`\r\nLocation: http://127.0.0.1:${port}/next\r\n`);
  });

  it('without a length ends with the connection of the target', async () => {
    const server = createTcpServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.0 200 OK\r\nX-A: 1\r\n\r\nall'));
    });
    const { open } = await startForwarding(server);
    const received = await open(`${GET}${CLOSE}\r\n`).toEnd();
    expect(received).toBe('HTTP/1.1 200 OK\r\nX-A: 1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nall\r\n0\r\n\r\n');
  });

  it('that the target cuts off is cut off', async () => {
    const server = createTcpServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'));
    });
    const { open, tally } = await startForwarding(server);
    expect(await open(`${GET}\r\n`).toEnd()).toMatch(/\r\n\r\nabc$/);
    const { answers, failures, reasons } = tally.report();
    expect({ answers, failures, reasons }).toStrictEqual({
      answers: {},
      failures: 1,
      reasons: ['proxy-target-unanswered'],
    });
  });

  it('streams: its first part comes before its last, and to a client that is gone it ends at the target', async () => {
    const gone = Promise.withResolvers<void>();
    const { open, tally } = await startForwarding(
      createServer((_, response) => {
        response.write('first');
        response.once('close', gone.resolve);
      }),
    );
    const client = open(`${GET}\r\n`);
    await client.until('first');
    client.socket.destroy();
    await gone.promise;
    // The proxy may notice after the target that its own connection is closed.
    await waitUntil(() => Object.keys(tally.report().answers).length > 0);
    expect(tally.report()).toMatchObject({ answers: { '2xx': 1 }, failures: 0 });
  });

  it('is the one of its request on a kept connection, also with pipelining', async () => {
    const { open } = await startForwarding(createServer(({ url }, response) => response.end(`[${url}]`)));
    const client = open('GET /1 HTTP/1.1\r\nHost: proxy\r\n\r\nGET /2 HTTP/1.1\r\nHost: proxy\r\n\r\n');
    expect(await client.until('[/2]')).toMatch(/\[\/1\].*\[\/2\]/s);
    client.send('GET /3 HTTP/1.1\r\nHost: proxy\r\n\r\n');
    await client.until('[/3]');
  });

  it.each([
    ['a status out of range', 'HTTP/1.1 099 No\r\nContent-Length: 0\r\n\r\n'],
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: a\r\n\r\n'],
    ['another protocol that it does not name', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
    ['a control character in its reason phrase', 'HTTP/1.1 200 O\x01K\r\nContent-Length: 0\r\n\r\n'],
    ['a reason phrase like that, and goes on', 'HTTP/1.1 200 O\x01K\r\nContent-Length: 9\r\n\r\nab'],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.7\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok'],
    ['a giant header', `HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(70_000)}\r\nContent-Length: 0\r\n\r\n`],
  ])('with %s is 502', async (_, answer) => {
    const { received, tally } = await exchange(`${GET}${CLOSE}\r\n`, { answer });
    expect(received).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\nContent-Type: application\/json\r\n/);
    expect(received).toContain('"code":"proxy-target-unanswered"');
    const { answers, failures } = tally.report();
    expect({ answers, failures }).toStrictEqual({ answers: {}, failures: 1 });
  });
});

describe('a kept connection that the target has closed', () => {
  it.each([
    ['GET', 200],
    ['HEAD', 200],
    ['OPTIONS', 200],
    ['PUT', 200],
    ['DELETE', 200],
    ['POST', 502],
    ['PATCH', 502],
  ])('is replaced for a %s: %d', async (method, status) => {
    let connections = 0;
    // Each connection answers once, and breaks with the next request.
    const server = createTcpServer((socket) => {
      connections++;
      socket.once('data', () => {
        socket.write(OK);
        socket.once('data', () => socket.destroy());
      });
      socket.on('error', () => socket.destroy());
    });
    const { open } = await startForwarding(server);
    const client = open(`${GET}\r\n`);
    await client.until('ok');
    client.send(`${method} / HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`);
    expect(await client.toEnd()).toContain(`HTTP/1.1 ${status} `);
    expect(connections).toBe(status === 200 ? 2 : 1);
  });
});

describe('a failure', () => {
  it('of the target to answer is 502', async () => {
    let connections = 0;
    const server = createTcpServer((socket) => {
      connections++;
      socket.once('data', () => socket.destroy());
    });
    const { open } = await startForwarding(server);
    const received = await open(`${GET}${CLOSE}\r\n`).toEnd();
    expect(received).toMatch(/^HTTP\/1\.1 502 .*"code":"proxy-target-unanswered".*ECONNRESET/s);
    expect(connections).toBe(1);
  });

  it('of the target to go on with its answer in time cuts it off', async () => {
    const server = createServer((_, response) => response.write('first'));
    const { open, tally } = await startForwarding(server, { timeoutMs: 500 });
    expect(await open(`${GET}\r\n`).toEnd()).toContain('first');
    expect(tally.report()).toMatchObject({ failures: 1, reasons: ['proxy-target-slow'] });
  });

  it('of the client to go on with its body in time is none of the target', async () => {
    const hasBegun = Promise.withResolvers<void>();
    const timeoutMs = 50;
    const server = createServer((request, response) => {
      request.once('data', () => setTimeout(hasBegun.resolve, 2 * timeoutMs));
      request.once('end', () => response.end('all'));
    });
    const { open } = await startForwarding(server, { timeoutMs });
    const client = open(`${POST}Content-Length: 4\r\n${CLOSE}\r\nab`);
    await hasBegun.promise;
    client.send('cd');
    expect(await client.toEnd()).toMatch(/^HTTP\/1\.1 200 .*all$/s);
  });

  it('of the target to answer in time is 504, and is not repeated on its kept connection', async () => {
    let requests = 0;
    const server = createServer((_, response) => ++requests === 1 && response.end('ok'));
    const { open } = await startForwarding(server, { timeoutMs: 500 });
    const client = open(`${GET}\r\n`);
    await client.until('ok');
    client.send(`${GET}\r\n`);
    expect(await client.until('proxy-target-slow')).toMatch(/^HTTP\/1\.1 504 /);
    expect(requests).toBe(2);
  });

  it('of the target to ask for the body in time is 504', async () => {
    const { open } = await startForwarding(rawTarget({ requestEnd: 'never' }).server, { timeoutMs: 50 });
    const client = open(`${POST}Expect: 100-continue\r\nContent-Length: 4\r\n\r\n`);
    expect(await client.until('proxy-target-slow')).toMatch(/^HTTP\/1\.1 504 /);
  });

  it('to get a token is 502 with what to change, reaches no target, and keeps the connection', async () => {
    const { server, connections } = rawTarget();
    const { open } = await startForwarding(server, { authorization: REFUSING });
    const client = open(`${POST}Content-Length: 3\r\n\r\nabc`);
    const received = await client.until('}\n');
    expect(received).toMatch(/^HTTP\/1\.1 502 /);
    expect(JSON.parse(received.slice(received.indexOf('{')))).toStrictEqual({
      code: 'tokens-unreadable',
      message: `${REFUSAL.message} See docs/troubleshooting.md#tokens-unreadable`,
    });
    client.send(`${GET}\r\n`);
    await client.until('tokens-unreadable"');
    expect(connections).toStrictEqual([]);
  });
});
