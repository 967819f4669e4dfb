// Verify what a signature covers, what a signed request has instead of its own fields, and the scope of a host.
import { describe, expect, it } from '@jest/globals';
import { signatureAuthorization } from '../../../src/proxy/authorization.ts';
import { sign, signingScope } from '../../../src/proxy/signing.ts';
import { parseTarget } from '../../../src/proxy/target.ts';
import { IDENTITY, jwt } from '../fakes.ts';
import { CLOSE, POST, useForwarding } from './forwarding-fixture.ts';

const { exchange } = useForwarding();

const CREDENTIALS = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: 'a-session',
  expiresAt: new Date(Date.UTC(2015, 8, 1)),
};
const SCOPE = { service: 'service', region: 'us-east-1' };
const DATE = new Date(Date.UTC(2015, 7, 30, 12, 36));

const unsigned = {
  method: 'GET',
  host: 'example.amazonaws.com',
  path: '/',
  fields: [],
  body: Buffer.from(''),
} as const;

async function signatureOf(changes: Partial<Parameters<typeof sign>[0]>): Promise<string> {
  const fields = await sign({ ...unsigned, ...changes }, CREDENTIALS, SCOPE, DATE);
  return /Signature=(\w+)/.exec(new Map(fields).get('authorization') ?? '')?.[1] ?? '';
}

it('adds the fields of the signature, and no others', async () => {
  const fields = await sign({ ...unsigned, fields: [['X-A', '1']] }, CREDENTIALS, SCOPE, DATE);
  expect(fields.map(([name]) => name).toSorted()).toStrictEqual([
    'authorization',
    'x-amz-content-sha256',
    'x-amz-date',
    'x-amz-security-token',
  ]);
  expect(new Map(fields).get('authorization')).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/20150830\/us-east-1\/service\/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token, Signature=[0-9a-f]{64}$/,
  );
});

it.each([
  ['method', { method: 'PUT' }],
  ['path', { path: '/a' }],
  ['query', { path: '/?a' }],
  ['host', { host: 'other.amazonaws.com' }],
  ['body', { body: Buffer.from('a') }],
  ['content type', { fields: [['Content-Type', 'text/plain']] }],
  ['field of AWS', { fields: [['X-Amz-Meta-A', '1']] }],
] as const)('covers the %s', async (_, changes) => {
  expect(await signatureOf(changes)).not.toBe(await signatureOf({}));
});

it.each([
  ['another field', { fields: [['User-Agent', 'a']] }, {}],
  ['the order of the query', { path: '/?b=1&a=2' }, { path: '/?a=2&b=1' }],
  ['a plus sign for a space', { path: '/?a=b+c' }, { path: '/?a=b%20c' }],
  ['a percent sign that encodes nothing', { path: '/?a=%zz' }, { path: '/?a=%25zz' }],
] as const)('does not depend on %s', async (_, changes, other) => {
  expect(await signatureOf(changes)).toBe(await signatureOf(other));
});

describe('a request that is signed', () => {
  const host = 'api.example.com';
  const { credentials } = IDENTITY;
  const { expiresAt } = credentials;
  const tokenSet = { tokens: { kind: 'client', accessToken: jwt({}), expiresAt }, credentials, expiresAt } as const;

  /** Sends a request through a proxy that signs, and returns what was signed and what each side got. */
  async function exchangeSigned(request: string, requestEnd: string) {
    const signed: unknown[] = [];
    const authorization = signatureAuthorization({
      host,
      scope: SCOPE,
      getTokenSet: () => Promise.resolve(tokenSet),
      sign: ({ body, ...rest }, ...others) => {
        signed.push([{ ...rest, body: body.toString() }, ...others]);
        return Promise.resolve([['X-Signature', 'new']]);
      },
    });
    const { received, connections } = await exchange(request, { requestEnd, authorization });
    return { signed, received, sent: connections.join('').split('\r\n') };
  }

  it('has the length of its body instead of chunks, and no field of an earlier signature', async () => {
    const old = 'X-Amz-Date: old\r\nX-Amz-Security-Token: old\r\nX-Amz-Content-Sha256: old\r\n';
    const others = `Transfer-Encoding: chunked\r\nTrailer: X-T\r\nExpect: 100-Continue\r\nX-Kept: 1\r\n${CLOSE}`;
    const body = '3\r\nhel\r\n2\r\nlo\r\n0\r\nX-T: old\r\n\r\n';
    const { signed, received, sent } = await exchangeSigned(`${POST}${old}${others}\r\n${body}`, 'hello');
    const fields = [
      ['Host', expect.any(String)],
      ['X-Kept', '1'],
      ['Content-Length', '5'],
    ];
    const request = { method: 'POST', host, path: '/', fields, body: 'hello' };
    expect(signed).toStrictEqual([[request, tokenSet, SCOPE]]);
    expect(received).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
    expect(sent).toEqual(expect.arrayContaining(['X-Kept: 1', 'Content-Length: 5', 'X-Signature: new', 'hello']));
    expect(sent.join()).not.toMatch(/old|chunked|trailer|expect/i);
  });

  it('has no length without a body', async () => {
    const { signed, sent } = await exchangeSigned(`GET /a?b HTTP/1.1\r\nHost: proxy\r\n${CLOSE}\r\n`, '\r\n\r\n');
    expect(signed).toMatchObject([
      [{ method: 'GET', path: '/a?b', fields: [['Host', expect.any(String)]], body: '' }, {}, {}],
    ]);
    expect(sent.join()).not.toMatch(/length/i);
  });
});

describe('the scope', () => {
  it.each([
    ['a1b2.execute-api.eu-west-1.amazonaws.com', 'execute-api', 'eu-west-1'],
    ['a1b2.execute-api.cn-north-1.amazonaws.com.cn', 'execute-api', 'cn-north-1'],
    ['vpce-1-a.execute-api.us-gov-west-1.vpce.amazonaws.com', 'execute-api', 'us-gov-west-1'],
    ['a1b2.lambda-url.eu-west-1.on.aws', 'lambda', 'eu-west-1'],
    ['a1b2.appsync-api.eu-west-1.amazonaws.com', 'appsync', 'eu-west-1'],
    ['a-1.7d67968.vpc-lattice-svcs.us-east-1.on.aws', 'vpc-lattice-svcs', 'us-east-1'],
    ['api.example.com', 'execute-api', 'eu-central-1'],
  ])('of %s is %s in %s', (host, service, region) => {
    const target = parseTarget(`https://${host}/prod`);
    expect(signingScope(target, undefined, 'eu-central-1')).toStrictEqual({ service, region });
  });

  it('has the service that sigv4-service names', () => {
    const target = parseTarget('https://api.example.com');
    expect(signingScope(target, 'lambda', 'eu-central-1')).toStrictEqual({ service: 'lambda', region: 'eu-central-1' });
  });
});
