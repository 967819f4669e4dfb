import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Emulator, startEmulator } from '../src/index.ts';
import type { IamCredentials, PrincipalRequest } from '../src/principals.ts';
import type { UserPool } from '../src/user-pool.ts';
import { refusalOf } from './contract/answers.ts';
import { callsOn } from './sdk.ts';

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
  const MISMATCH = 'InvalidSignatureException: The request signature we calculated does not match';
  type Change = (headers: Record<string, string>) => Record<string, string | undefined>;
  const edited =
    (from: string | RegExp, to: string): Change =>
    ({ authorization = '' }) => ({ authorization: authorization.replace(from, to) });

  it.each<[string, Change, string]>([
    ['operation', () => ({ 'x-amz-target': 'AWSCognitoIdentityProviderService.AdminDeleteUser' }), MISMATCH],
    ['scope', edited('eu-west-1', 'us-east-1'), MISMATCH],
    ['body hash', () => ({ 'x-amz-content-sha256': '0'.repeat(64) }), MISMATCH],
    [
      'region',
      edited('eu-west-1', 'europe'),
      'InvalidSignatureException: Credential should be scoped to a valid region.',
    ],
    [
      'service',
      edited('cognito-idp/', 'cognito-identity/'),
      "InvalidSignatureException: Credential should be scoped to correct service: 'cognito-idp'.",
    ],
    [
      'terminator',
      edited('aws4_request', 'aws5_request'),
      "InvalidSignatureException: Credential should be scoped with a valid terminator: 'aws4_request'.",
    ],
    [
      'scope date',
      edited(/\/\d{8}\//, '/20000101/'),
      'InvalidSignatureException: Date in Credential scope does not match YYYYMMDD',
    ],
    [
      'unsigned host',
      edited(';host', ''),
      "InvalidSignatureException: 'Host' or ':authority' must be a 'SignedHeader'",
    ],
    [
      'unsigned target',
      edited(';x-amz-target', ''),
      "InvalidSignatureException: 'x-amz-target' must be a 'SignedHeader'",
    ],
    ['unsigned date', edited(';x-amz-date', ''), "InvalidSignatureException: 'x-amz-date' must be a 'SignedHeader'"],
    [
      'algorithm',
      edited('AWS4-HMAC-SHA256', 'AWS3'),
      "IncompleteSignatureException: Unsupported AWS 'algorithm': 'AWS3'",
    ],
    [
      'missing signature',
      edited(/, Signature=.*/, ''),
      "IncompleteSignatureException: Authorization header requires 'Signature' parameter.",
    ],
    [
      'missing date',
      () => ({ 'x-amz-date': undefined }),
      "IncompleteSignatureException: Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    ],
    [
      'date',
      () => ({ 'x-amz-date': 'today' }),
      "IncompleteSignatureException: Date must be in ISO-8601 'basic format'.",
    ],
    [
      'missing Authorization header',
      () => ({ authorization: undefined }),
      'MissingAuthenticationTokenException: Missing Authentication Token',
    ],
  ])('is refused: %s', async (_, change, refusal) => {
    const { headers, body } = await signedRequest();
    const changed = Object.entries({ ...headers, ...change(headers) }).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    );
    const { __type, message } = JSON.parse(await send({ headers: Object.fromEntries(changed), body }));
    expect(`${__type}: ${message}`.slice(0, refusal.length)).toBe(refusal);
  });

  it('is refused: body', async () => {
    const { headers, body } = await signedRequest();
    expect(await send({ headers, body: body.replace('ada', 'bob') })).toContain(MISMATCH.split(': ')[1]);
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
