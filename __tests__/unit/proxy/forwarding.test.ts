// Verify that requests and answers pass byte for byte, and that nothing is smuggled or lost.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { httpTarget, REFUSING, rawTarget, refusal, SIGNING, useForwarding } from './forwarding-fixture.ts';

const startForwarding = useForwarding();

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const CLOSE = 'Connection: close\r\n';

describe('a request', () => {
  it('keeps the order, case and duplicates of its fields, and its path and query', async () => {
    const { server, connections } = rawTarget('\r\n\r\n', OK);
    const { open, targetPort } = await startForwarding(server, { basePath: '/v1' });
    const path = '/a%2fb//../c;d?x=%20+&x=1&y="<>|^`{}\\';
    await open(
      `GET ${path} HTTP/1.1\r\nX-ONE: 1\r\nHost: proxy\r\naccept:  */*  \r\nX-one: 2\r\nCookie: a=1\r\nCookie: b=2\r\nX-Latin: \xe9\r\n${CLOSE}\r\n`,
    ).toEnd();
    expect(connections).toStrictEqual([
      `GET /v1${path} HTTP/1.1\r\nX-ONE: 1\r\nHost: 127.0.0.1:${targetPort}\r\naccept: */*\r\nX-one: 2\r\nCookie: a=1\r\nCookie: b=2\r\nX-Latin: \xe9\r\nAuthorization: Bearer fresh\r\n\r\n`,
    ]);
  });

  it.each([
    ['its own header', 'Authorization: Bearer wrong'],
    ['its own header in another case', 'AUTHORIZATION: none'],
    ['an empty header', 'Authorization:'],
  ])('passes as it is with %s, also if there is no token', async (_, field) => {
    const { server, connections } = rawTarget('\r\n\r\n', OK);
    const { open } = await startForwarding(server, { authorization: REFUSING });
    await open(`GET / HTTP/1.1\r\nHost: proxy\r\n${field}\r\n${CLOSE}\r\n`).toEnd();
    expect(connections[0]).toContain(`\r\n${field}`);
  });

  it.each([
    ['', 1],
    ['Authorization: none\r\n', 0],
  ])('with %j that is refused counts %i times as a refusal of our token', async (field, count) => {
    const { server } = rawTarget('\r\n\r\n', 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
    const { open, tally } = await startForwarding(server);
    await open(`GET / HTTP/1.1\r\nHost: proxy\r\n${field}${CLOSE}\r\n`).toEnd();
    expect(tally.report()).toMatchObject({ answers: { '4xx': 1 }, tokensRefused: count });
  });

  it('loses the fields of the connection, but not those that frame and route it', async () => {
    const { server, connections } = rawTarget('abc', OK);
    const { open, targetPort } = await startForwarding(server);
    const fields =
      'Connection: close, X-Hop, content-length, host\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\nProxy-Connection: x\r\nTE: trailers\r\nX-End: 2\r\n';
    await open(`POST / HTTP/1.1\r\nHost: proxy\r\n${fields}Content-Length: 3\r\n\r\nabc`).toEnd();
    expect(connections).toStrictEqual([
      `POST / HTTP/1.1\r\nHost: 127.0.0.1:${targetPort}\r\nX-End: 2\r\nContent-Length: 3\r\nAuthorization: Bearer fresh\r\n\r\nabc`,
    ]);
  });

  it('keeps its last fields, however many there are', async () => {
    const { server, connections } = rawTarget('0\r\n\r\n', OK);
    const { open } = await startForwarding(server);
    const last = 'Authorization: Bearer wrong\r\nTransfer-Encoding: chunked\r\n';
    await open(
      `POST / HTTP/1.1\r\nHost: proxy\r\n${CLOSE}${'X-A: 1\r\n'.repeat(3_000)}${last}\r\n3\r\nabc\r\n0\r\n\r\n`,
    ).toEnd();
    expect(connections[0]).toContain(`X-A: 1\r\n${last}`);
    expect(connections[0]).not.toContain('fresh');
    expect(connections[0]).toMatch(/\r\n\r\n3\r\nabc\r\n0\r\n\r\n$/);
  });

  it.each(['GET', 'POST', 'DELETE', 'PROPFIND'])('passes a chunked body and its trailers on: %s', async (method) => {
    const { server, connections } = rawTarget('X-Sum: 1\r\nx-sum: 2\r\n\r\n', OK);
    const { open } = await startForwarding(server);
    await open(
      `${method} / HTTP/1.1\r\nHost: proxy\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n${CLOSE}\r\n3\r\nabc\r\n0\r\nX-Sum: 1\r\nx-sum: 2\r\n\r\n`,
    ).toEnd();
    expect(connections[0]).toMatch(/\r\nTrailer: X-Sum\r\n(.*\r\n)*Transfer-Encoding: chunked\r\n/);
    expect(connections[0]?.split('\r\n\r\n')[1]).toBe('3\r\nabc\r\n0\r\nX-Sum: 1\r\nx-sum: 2');
  });

  it.each(['POST', 'PUT', 'PATCH', 'PROPFIND'])('without a body has length 0: %s', async (method) => {
    const { server, connections } = rawTarget('\r\n\r\n', OK);
    const { open } = await startForwarding(server);
    await open(`${method} / HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`).toEnd();
    expect(connections[0]).toMatch(/\r\nContent-Length: 0\r\n/);
    expect(connections[0]).not.toContain('chunked');
  });

  it.each(['GET', 'DELETE', 'OPTIONS', 'TRACE'])('with a body passes it on: %s', async (method) => {
    const { server, connections } = rawTarget('abc', OK);
    const { open } = await startForwarding(server);
    await open(`${method} / HTTP/1.1\r\nHost: proxy\r\nContent-Length: 3\r\n${CLOSE}\r\nabc`).toEnd();
    expect(connections[0]).toMatch(/\r\n\r\nabc$/);
  });

  it('that expects 100 waits for the target', async () => {
    const server = createServer();
    server.on('checkContinue', (incoming, response) => {
      response.writeContinue();
      incoming.pipe(response);
    });
    const { open } = await startForwarding(server);
    const client = open(`PUT / HTTP/1.1\r\nHost: proxy\r\nExpect: 100-continue\r\nContent-Length: 4\r\n${CLOSE}\r\n`);
    expect(await client.until('\r\n\r\n')).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    client.socket.write('body');
    expect(await client.toEnd()).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n.*body/s);
  });

  it('that expects 100 gets the refusal of the target without sending its body', async () => {
    const server = createServer();
    server.on('checkContinue', (_, response) => response.writeHead(413).end());
    const { open } = await startForwarding(server);
    const client = open(`PUT / HTTP/1.1\r\nHost: proxy\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n`);
    expect(await client.toEnd()).toMatch(/^HTTP\/1\.1 413 /);
  });

  it.each([
    ['1.1', '100-continue', 'HTTP/1.1 100 Continue'],
    ['1.1', '100-Continue', 'HTTP/1.1 100 Continue'],
    ['1.1', 'something', 'HTTP/1.1 200 OK'],
    ['1.0', '100-continue', 'HTTP/1.1 200 OK'],
  ])('to be signed, with HTTP/%s and Expect: %s, is answered with %s first', async (version, expectation, first) => {
    const { server } = rawTarget('abc', OK);
    const { open } = await startForwarding(server, { authorization: SIGNING });
    const received = await open(
      `PUT / HTTP/${version}\r\nHost: proxy\r\nExpect: ${expectation}\r\nContent-Length: 3\r\n${CLOSE}\r\nabc`,
    ).toEnd();
    expect(received.slice(0, first.length)).toBe(first);
    expect(received).toMatch(/HTTP\/1\.1 200 OK\r\n.*ok$/s);
  });

  it('that comes byte by byte reaches the target once its fields are complete', async () => {
    const { server, connections } = rawTarget('0\r\n\r\n', OK);
    const { open, port } = await startForwarding(server);
    const client = open('');
    client.socket.setNoDelay();
    const fields = `POST / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${CLOSE}Transfer-Encoding: chunked\r\n\r`;
    for (const byte of fields) {
      client.socket.write(byte);
      await nextTurn();
    }
    expect(connections).toStrictEqual([]);
    for (const byte of '\n3\r\nabc\r\n0\r\n\r\n') {
      client.socket.write(byte);
      await nextTurn();
    }
    expect(await client.toEnd()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(connections).toHaveLength(1);
    expect(connections[0]).toMatch(/\r\nTransfer-Encoding: chunked\r\n(.*\r\n)*\r\n(?:[1-3]\r\n[abc]+\r\n)+0\r\n\r\n$/);
  });

  it('streams its body, of any size', async () => {
    const body = randomBytes(20_000_000);
    const { port } = await startForwarding(httpTarget((incoming, response) => incoming.pipe(response)));
    const call = request({ port, host: '127.0.0.1', method: 'POST' });
    call.end(body);
    const [answer] = await once(call, 'response');
    const chunks: Buffer[] = [];
    for await (const chunk of answer) {
      chunks.push(chunk);
    }
    expect(Buffer.concat(chunks).equals(body)).toBe(true);
  });

  it('that the client aborts is aborted at the target', async () => {
    const aborted = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const { open } = await startForwarding(
      httpTarget((incoming) => {
        incoming.once('data', reached.resolve);
        incoming.once('close', aborted.resolve);
        incoming.on('error', () => undefined);
      }),
    );
    const client = open('POST / HTTP/1.1\r\nHost: proxy\r\nContent-Length: 10\r\n\r\nabc');
    await reached.promise;
    client.socket.destroy();
    await aborted.promise;
  });

  it('that the client aborts on a kept connection of the target is not repeated', async () => {
    const aborted = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    const paths: (string | undefined)[] = [];
    const { open } = await startForwarding(
      httpTarget((incoming, response) => {
        paths.push(incoming.url);
        if (incoming.url === '/aborted') {
          reached.resolve();
          response.once('close', aborted.resolve);
        } else {
          response.end('ok');
        }
      }),
    );
    const client = open('GET /first HTTP/1.1\r\nHost: proxy\r\n\r\n');
    await client.until('ok');
    client.socket.write(`DELETE /aborted HTTP/1.1\r\nHost: 127.0.0.1:${client.socket.remotePort}\r\n\r\n`);
    await reached.promise;
    client.socket.destroy();
    await aborted.promise;
    await open('GET /last HTTP/1.1\r\nHost: proxy\r\n\r\n').until('ok');
    expect(paths).toStrictEqual(['/first', '/aborted', '/last']);
  });
});

describe('an answer', () => {
  it('keeps its status, reason, order, case and duplicates, and gets no field', async () => {
    const { server } = rawTarget(
      '\r\n\r\n',
      'HTTP/1.1 299 Quite OK\r\nSET-COOKIE: a=1; Secure\r\nx-b: \xe9\r\nSet-Cookie: b=2\r\nX-B: 2\r\nVary:\r\nContent-Length: 2\r\nKeep-Alive: timeout=9\r\nConnection: X-Hop\r\nX-Hop: 1\r\n\r\nok',
    );
    const { open } = await startForwarding(server);
    expect(await open(`GET / HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`).toEnd()).toBe(
      'HTTP/1.1 299 Quite OK\r\nSET-COOKIE: a=1; Secure\r\nx-b: \xe9\r\nSet-Cookie: b=2\r\nX-B: 2\r\nVary: \r\nContent-Length: 2\r\n\r\nok',
    );
  });

  it('keeps its last fields, however many there are', async () => {
    const fields = `${'X-A: 1\r\n'.repeat(3_000)}Content-Length: 2\r\nX-Last: 2\r\n`;
    const { open } = await startForwarding(rawTarget('\r\n\r\n', `HTTP/1.1 200 OK\r\n${fields}\r\nok`).server);
    const received = await open(`GET / HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`).toEnd();
    expect(received).toBe(`HTTP/1.1 200 OK\r\n${fields}\r\nok`);
  });

  it('in chunks keeps its trailers', async () => {
    const answer =
      'HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 1\r\nx-sum: 2\r\n\r\n';
    const { open } = await startForwarding(rawTarget('\r\n\r\n', answer).server);
    expect(await open(`GET / HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`).toEnd()).toBe(answer);
  });

  it.each([
    ['HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nTrailer: X\r\n\r\n', 'Content-Length: 1000\r\n'],
    ['GET', 'HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n', 'X-A: 1\r\n'],
    [
      'GET',
      'HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\nETag: "a"\r\n\r\n',
      'Content-Length: 9\r\nETag: "a"\r\n',
    ],
  ])('to %s has no body: %j', async (method, answer, fields) => {
    const { open } = await startForwarding(rawTarget('\r\n\r\n', answer).server);
    const received = await open(`${method} / HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`).toEnd();
    expect(received).toBe(`${answer.slice(0, answer.indexOf('\r\n'))}\r\n${fields}\r\n`);
  });

  it('can follow interim responses, which pass', async () => {
    const hints = 'HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\nLink: </b>\r\n\r\n';
    const { open } = await startForwarding(rawTarget('\r\n\r\n', `${hints}${hints}${OK}`).server);
    const received = await open(`GET / HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`).toEnd();
    expect(received).toBe(`${hints}${hints}${OK}`);
  });

  it('to HTTP/1.0 has neither interim responses nor chunks', async () => {
    const hints = 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n';
    const chunked = 'HTTP/1.1 200 OK\r\nTrailer: X\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n';
    const { open } = await startForwarding(rawTarget('\r\n\r\n', `${hints}${chunked}`).server);
    const received = await open('GET / HTTP/1.0\r\nHost: proxy\r\n\r\n').toEnd();
    expect(received).toBe('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok');
  });

  it('redirects to the proxy if it redirects to the target', async () => {
    const server = httpTarget(({ headers }, response) => {
      response.writeHead(302, { Location: `http://${headers.host}/v1/next` }).end();
    });
    const { open, port } = await startForwarding(server, { basePath: '/v1' });
    const received = await open(`GET / HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`).toEnd();
    expect(received).toContain(`\r\nLocation: http://127.0.0.1:${port}/next\r\n`);
  });

  it('without a length ends with the connection of the target', async () => {
    const server = createTcpServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.0 200 OK\r\nX-A: 1\r\n\r\nall'));
    });
    const { open } = await startForwarding(server);
    const received = await open(`GET / HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`).toEnd();
    expect(received).toBe('HTTP/1.1 200 OK\r\nX-A: 1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nall\r\n0\r\n\r\n');
  });

  it('streams: its first part comes before its last', async () => {
    const more = Promise.withResolvers<void>();
    const { open } = await startForwarding(
      httpTarget((_, response) => {
        response.write('first');
        void more.promise.then(() => response.end('last'));
      }),
    );
    const client = open('GET / HTTP/1.1\r\nHost: proxy\r\n\r\n');
    await client.until('first');
    more.resolve();
    await client.until('last');
  });

  it('that the target cuts off is cut off', async () => {
    const server = createTcpServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'));
    });
    const { open, tally } = await startForwarding(server);
    expect(await open('GET / HTTP/1.1\r\nHost: proxy\r\n\r\n').toEnd()).toMatch(/\r\n\r\nabc$/);
    const { answers, failures, reasons } = tally.report();
    expect({ answers, failures, reasons }).toStrictEqual({
      answers: {},
      failures: 1,
      reasons: ['proxy-target-unanswered'],
    });
  });

  it('to a client that is gone ends at the target', async () => {
    const gone = Promise.withResolvers<void>();
    const { open, tally } = await startForwarding(
      httpTarget((_, response) => {
        response.write('first');
        response.once('close', gone.resolve);
      }),
    );
    const client = open('GET / HTTP/1.1\r\nHost: proxy\r\n\r\n');
    await client.until('first');
    client.socket.destroy();
    await gone.promise;
    // The proxy may notice after the target that its own connection is closed.
    while (Object.keys(tally.report().answers).length === 0) {
      await new Promise(setImmediate);
    }
    expect(tally.report()).toMatchObject({ answers: { '2xx': 1 }, failures: 0 });
  });

  it('is the one of its request on a kept connection, also with pipelining', async () => {
    const { open } = await startForwarding(httpTarget(({ url }, response) => response.end(`[${url}]`)));
    const client = open('GET /1 HTTP/1.1\r\nHost: proxy\r\n\r\nGET /2 HTTP/1.1\r\nHost: proxy\r\n\r\n');
    expect(await client.until('[/2]')).toMatch(/\[\/1\].*\[\/2\]/s);
    client.socket.write(`GET /3 HTTP/1.1\r\nHost: localhost:${client.socket.remotePort}\r\n\r\n`);
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
    const { open, tally } = await startForwarding(rawTarget('\r\n\r\n', answer).server);
    const received = await open(`GET / HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`).toEnd();
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
    const client = open('GET / HTTP/1.1\r\nHost: proxy\r\n\r\n');
    await client.until('ok');
    client.received = '';
    client.socket.write(`${method} / HTTP/1.1\r\nHost: 127.0.0.1:${client.socket.remotePort}\r\n${CLOSE}\r\n`);
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
    const received = await open(`GET / HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`).toEnd();
    expect(received).toMatch(/^HTTP\/1\.1 502 .*"code":"proxy-target-unanswered".*ECONNRESET/s);
    expect(connections).toBe(1);
  });

  it('of the target to go on with its answer in time cuts it off', async () => {
    const { open, tally } = await startForwarding(
      httpTarget((_, response) => response.write('first')),
      { timeoutMs: 50 },
    );
    expect(await open('GET / HTTP/1.1\r\nHost: proxy\r\n\r\n').toEnd()).toContain('first');
    expect(tally.report()).toMatchObject({ failures: 1, reasons: ['proxy-target-slow'] });
  });

  it('of the client to go on with its body in time is none of the target', async () => {
    const hasBegun = Promise.withResolvers<void>();
    const timeoutMs = 50;
    const { open } = await startForwarding(
      httpTarget((request, response) => {
        request.once('data', () => setTimeout(hasBegun.resolve, 2 * timeoutMs));
        request.once('end', () => response.end('all'));
      }),
      { timeoutMs },
    );
    const client = open(`POST / HTTP/1.1\r\nHost: proxy\r\nContent-Length: 4\r\n${CLOSE}\r\nab`);
    await hasBegun.promise;
    client.socket.write('cd');
    expect(await client.toEnd()).toMatch(/^HTTP\/1\.1 200 .*all$/s);
  });

  it('of the target to ask for the body in time is 504', async () => {
    const { open, tally } = await startForwarding(rawTarget('never', '').server, { timeoutMs: 50 });
    const client = open('PUT / HTTP/1.1\r\nHost: proxy\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n');
    expect(await client.until('proxy-target-slow')).toMatch(/^HTTP\/1\.1 504 /);
    expect(tally.report()).toMatchObject({ failures: 1, reasons: ['proxy-target-slow'] });
  });

  it('to get a token is 502 with what to change, and reaches no target', async () => {
    const { server, connections } = rawTarget('\r\n\r\n', OK);
    const { open } = await startForwarding(server, { authorization: REFUSING });
    const received = await open(`GET / HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`).toEnd();
    const { code, message } = JSON.parse(received.slice(received.indexOf('{')));
    expect(received).toMatch(/^HTTP\/1\.1 502 /);
    expect(code).toBe('tokens-unreadable');
    expect(message).toBe(`${refusal().message} See docs/troubleshooting.md#tokens-unreadable`);
    expect(connections).toStrictEqual([]);
  });

  it('keeps the connection of a client whose body is not read', async () => {
    const { open } = await startForwarding(rawTarget('\r\n\r\n', OK).server, { authorization: REFUSING });
    const client = open('POST / HTTP/1.1\r\nHost: proxy\r\nContent-Length: 3\r\n\r\nabc');
    await client.until('tokens-unreadable"');
    client.received = '';
    client.socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${client.socket.remotePort}\r\n\r\n`);
    await client.until('tokens-unreadable"');
  });
});
