import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Emulator, startEmulator } from '../src/index.ts';
import { createPrincipal, type IamCredentials, type PrincipalRequest } from '../src/principals.ts';
import { verifySignature } from '../src/signature.ts';
import type { UserPool } from '../src/user-pool.ts';
import { refusalOf } from './contract/answers.ts';
import { callsOn } from './sdk.ts';

/** A request that AWS signed in its documentation, where it differs from `GET /`. */
interface Example {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly service?: string;
}

interface SignedRequest {
  headers: Record<string, string>;
  body: string;
}

let emulator: Emulator;
let pool: UserPool;

beforeAll(async () => {
  emulator = await startEmulator();
  pool = emulator.createPool();
  pool.addUser({ username: 'ada', password: 'Correct-1' });
});
afterAll(() => emulator.close());

function getUser(credentials: IamCredentials = emulator.credentials) {
  return callsOn(pool, emulator, { credentials }).getUser('ada');
}

/** Returns a request as the SDK has signed and sent it. */
async function signedRequest(): Promise<SignedRequest> {
  await getUser();
  const seen = emulator.requests.at(-1);
  const { connection: _, host: __, 'content-length': ___, ...headers } = seen?.headers ?? {};
  return { headers, body: JSON.stringify(seen?.body) };
}

async function send({ headers, body }: SignedRequest): Promise<string> {
  const response = await fetch(emulator.url, { method: 'POST', headers, body });
  return response.text();
}

describe('a request that the SDK signed', () => {
  it.each<[string, PrincipalRequest]>([
    ['long-term keys', {}],
    ['a session token', { sessionToken: true }],
  ])('is accepted with %s', async (_, request) => {
    const principal = emulator.addPrincipal(request);
    await getUser(principal);
    expect(emulator.requests.at(-1)).toMatchObject({ operation: 'AdminGetUser', signed: true, status: 200, principal });
  });

  it('is accepted again when it is sent unchanged', async () => {
    expect(await send(await signedRequest())).toContain('"Username":"ada"');
  });
});

describe('a request that was changed after it was signed', () => {
  const MISMATCH = 'The request signature we calculated does not match';
  const edited =
    (from: string | RegExp, to: string) =>
    ({ authorization = '' }: SignedRequest['headers']) => ({ authorization: authorization.replace(from, to) });
  const scope = (text: string) => `Credential should be scoped ${text}`;
  const unsigned = (header: string) => `${header} must be a 'SignedHeader'`;

  type Change = (headers: SignedRequest['headers']) => Record<string, string | undefined>;
  type Row = [title: string, change: Change, text: string];
  const INVALID: readonly Row[] = [
    ['operation', () => ({ 'x-amz-target': 'AWSCognitoIdentityProviderService.AdminDeleteUser' }), MISMATCH],
    ['scope', edited('eu-west-1', 'us-east-1'), MISMATCH],
    ['second signature', edited(/$/, `, Signature=${'0'.repeat(64)}`), MISMATCH],
    ['body hash', () => ({ 'x-amz-content-sha256': '0'.repeat(64) }), MISMATCH],
    ['region', edited('eu-west-1', 'europe'), scope('to a valid region.')],
    ['service', edited('cognito-idp/', 'cognito-identity/'), scope("to correct service: 'cognito-idp'.")],
    ['terminator', edited('aws4_request', 'aws5_request'), scope("with a valid terminator: 'aws4_request'.")],
    ['scope date', edited(/\/\d{8}\//, '/20000101/'), 'Date in Credential scope does not match YYYYMMDD'],
    ['unsigned host', edited(';host', ''), unsigned("'Host' or ':authority'")],
    ['unsigned target', edited(';x-amz-target', ''), unsigned("'x-amz-target'")],
    ['unsigned date', edited(';x-amz-date', ''), unsigned("'x-amz-date'")],
  ];
  const INCOMPLETE: readonly Row[] = [
    ['algorithm', edited('AWS4-HMAC-SHA256', 'AWS3'), "Unsupported AWS 'algorithm': 'AWS3'"],
    ['missing signature', edited(/, Signature=.*/, ''), "Authorization header requires 'Signature' parameter."],
    [
      'missing date',
      () => ({ 'x-amz-date': undefined }),
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    ],
    ['date', () => ({ 'x-amz-date': 'today' }), "Date must be in ISO-8601 'basic format'."],
  ];
  const MISSING: readonly Row[] = [
    ['missing Authorization header', () => ({ authorization: undefined }), 'Missing Authentication Token'],
  ];
  it.each([
    ...INVALID.map((row) => ['InvalidSignatureException', ...row] as const),
    ...INCOMPLETE.map((row) => ['IncompleteSignatureException', ...row] as const),
    ...MISSING.map((row) => ['MissingAuthenticationTokenException', ...row] as const),
  ])('is refused with %s: %s', async (exception, _, change, text) => {
    const { headers, body } = await signedRequest();
    const changed = Object.entries({ ...headers, ...change(headers) }).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    );
    const { __type, message } = JSON.parse(await send({ headers: Object.fromEntries(changed), body }));
    expect([__type, message.slice(0, text.length)]).toStrictEqual([exception, text]);
  });

  it('is refused with another body', async () => {
    const { headers, body } = await signedRequest();
    expect(await send({ headers, body: body.replace('ada', 'bob') })).toContain(MISMATCH);
  });
});

describe('a signed call', () => {
  const invalidToken = 'UnrecognizedClientException: The security token included in the request is invalid.';

  it.each([undefined, 'another'])('is refused with temporary keys and the session token %s', async (sessionToken) => {
    const { accessKeyId, secretAccessKey } = emulator.addPrincipal({ sessionToken: true });
    const credentials = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
    expect(await refusalOf(getUser(credentials))).toBe(invalidToken);
  });

  it('is refused if IAM denies the operation, with the ARNs of pool and caller', async () => {
    const credentials = emulator.addPrincipal({ sessionToken: true, denied: ['AdminGetUser'] });
    expect(await refusalOf(getUser(credentials))).toBe(
      `AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/ci/session is not authorized to perform: cognito-idp:AdminGetUser on resource: arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${pool.id} because no identity-based policy allows the cognito-idp:AdminGetUser action`,
    );
  });

  it('does not find the pool from another account', async () => {
    const credentials = emulator.addPrincipal({ account: '210987654321' });
    expect(await refusalOf(getUser(credentials))).toBe(
      `ResourceNotFoundException: User pool ${pool.id} does not exist.`,
    );
  });
});

describe('a signature for another service', () => {
  const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
  const principals = new Map([[keys.accessKeyId, { ...createPrincipal(), ...keys }]]);
  const GET = '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31';

  function verify(signature: string, { method = 'GET', target = '/', service = 'service', ...more }: Example) {
    const headers = { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z', ...more.headers };
    const scope = `${keys.accessKeyId}/20150830/us-east-1/${service}/aws4_request`;
    const signed = Object.keys(headers).toSorted().join(';');
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${signed}, Signature=${signature}`;
    const all = new Map(Object.entries({ ...headers, authorization }));
    const request = { method, target, headers: all, body: Buffer.from('') };
    return verifySignature(request, principals, Date.UTC(2015, 7, 30, 12, 36), service);
  }

  it.each<[string, string, Example]>([
    ['GET', GET, {}],
    ['POST', '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b', { method: 'POST' }],
    [
      'a query in any order',
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
      { target: '/?Param2=value2&Param1=value1' },
    ],
    [
      'a call of IAM',
      '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
      {
        target: '/?Action=ListUsers&Version=2010-05-08',
        headers: { host: 'iam.amazonaws.com', 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        service: 'iam',
      },
    ],
  ])('of %s in the examples that AWS has published is accepted', (_, signature, example) => {
    expect(verify(signature, example)).toMatchObject({ principal: keys, region: 'us-east-1' });
  });

  it.each<[Example]>([
    [{ method: 'PUT' }],
    [{ target: '/orders' }],
    [{ target: '/?limit=1' }],
    [{ headers: { host: 'other.amazonaws.com' } }],
  ])('of another request is refused: %j', (example) => {
    expect(() => verify(GET, example)).toThrow('The request signature we calculated does not match');
  });
});
