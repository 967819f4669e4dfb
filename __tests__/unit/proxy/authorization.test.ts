// Verify what is signed, and what a signed request has instead of its own fields.
import { describe, expect, it } from '@jest/globals';
import { signatureAuthorization } from '../../../src/proxy/authorization.ts';
import { IDENTITY, jwt } from '../fakes.ts';
import { rawTarget, useForwarding } from './forwarding-fixture.ts';

const startForwarding = useForwarding();

const { credentials } = IDENTITY;
const SCOPE = { service: 'execute-api', region: 'eu-west-1' };
const TOKEN_SET = {
  tokens: { kind: 'client', accessToken: jwt({}), expiresAt: credentials.expiresAt },
  credentials,
  expiresAt: credentials.expiresAt,
} as const;

/** Sends a request through a proxy that signs, and returns what was signed and what the target got. */
async function sign(request: string, requestEnd: string) {
  const signed: unknown[] = [];
  const authorization = signatureAuthorization({
    host: 'api.example.com',
    scope: SCOPE,
    getTokenSet: () => Promise.resolve(TOKEN_SET),
    sign({ body, ...unsigned }, tokenSet, scope) {
      signed.push({ ...unsigned, body: body.toString(), tokenSet, scope });
      return Promise.resolve([['X-Signature', 'new']]);
    },
  });
  const { server, connections } = rawTarget(requestEnd, 'HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
  const { open } = await startForwarding(server, { authorization });
  const answer = await open(request).toEnd();
  return { signed, answer, sent: connections.join('').split('\r\n') };
}

describe('a request that is signed', () => {
  it('has the length of its body instead of chunks, and no field of an earlier signature', async () => {
    const { signed, answer, sent } = await sign(
      'POST /a?b=c HTTP/1.1\r\nHost: proxy\r\nX-Amz-Date: old\r\nX-Amz-Security-Token: old\r\n' +
        'X-Amz-Content-Sha256: old\r\nTransfer-Encoding: chunked\r\nTrailer: X-T\r\nExpect: 100-Continue\r\nX-Kept: 1\r\n' +
        'Connection: close\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\nX-T: old\r\n\r\n',
      'hello',
    );
    const fields = [
      ['Host', expect.any(String)],
      ['X-Kept', '1'],
      ['Content-Length', '5'],
    ];
    expect(signed).toStrictEqual([
      {
        method: 'POST',
        host: 'api.example.com',
        path: '/a?b=c',
        fields,
        body: 'hello',
        tokenSet: TOKEN_SET,
        scope: SCOPE,
      },
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 204 /);
    expect(sent).toEqual(expect.arrayContaining(['X-Kept: 1', 'Content-Length: 5', 'X-Signature: new', 'hello']));
    expect(sent.join()).not.toMatch(/old|chunked|trailer|expect/i);
  });

  it('has no length without a body', async () => {
    const { signed, sent } = await sign('GET / HTTP/1.1\r\nHost: proxy\r\nConnection: close\r\n\r\n', '\r\n\r\n');
    expect(signed).toMatchObject([{ method: 'GET', fields: [['Host', expect.any(String)]], body: '' }]);
    expect(sent.join()).not.toMatch(/length/i);
  });
});
