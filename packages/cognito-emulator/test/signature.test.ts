import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Emulator, startEmulator } from '../src/index.ts';
import type { PrincipalRequest } from '../src/principals.ts';
import type { UserPool } from '../src/user-pool.ts';
import { refusalOf } from './contract/service.ts';
import { sdkFor } from './sdk.ts';

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

function getUser(): AdminGetUserCommand {
  return new AdminGetUserCommand({ UserPoolId: pool.id, Username: 'ada' });
}

/** Returns a request as the SDK has signed and sent it. */
async function signedRequest(): Promise<SignedRequest> {
  await sdkFor(emulator).send(getUser());
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
    await sdkFor(emulator, { credentials: principal }).send(getUser());
    expect(emulator.requests.at(-1)).toMatchObject({ operation: 'AdminGetUser', signed: true, status: 200, principal });
  });

  it('is accepted again when it is sent unchanged', async () => {
    expect(await send(await signedRequest())).toContain('"Username":"ada"');
  });
});

describe('a request that was changed after it was signed', () => {
  const mismatch = 'The request signature we calculated does not match';
  it.each<[string, (request: SignedRequest) => SignedRequest, string, string]>([
    ['body', (r) => ({ ...r, body: r.body.replace('ada', 'bob') }), 'InvalidSignatureException', mismatch],
    [
      'operation',
      (r) => ({
        ...r,
        headers: { ...r.headers, 'x-amz-target': 'AWSCognitoIdentityProviderService.AdminDeleteUser' },
      }),
      'InvalidSignatureException',
      mismatch,
    ],
    ['scope', (r) => edited(r, 'authorization', 'eu-west-1', 'us-east-1'), 'InvalidSignatureException', mismatch],
    [
      'service',
      (r) => edited(r, 'authorization', 'cognito-idp/', 'cognito-identity/'),
      'InvalidSignatureException',
      "Credential should be scoped to correct service: 'cognito-idp'.",
    ],
    [
      'unsigned host',
      (r) => edited(r, 'authorization', ';host', ''),
      'InvalidSignatureException',
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    ],
    [
      'unsigned target',
      (r) => edited(r, 'authorization', ';x-amz-target', ''),
      'InvalidSignatureException',
      "'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.",
    ],
    [
      'unsigned date',
      (r) => edited(r, 'authorization', ';x-amz-date', ''),
      'InvalidSignatureException',
      "'x-amz-date' must be a 'SignedHeader' in the AWS Authorization.",
    ],
    [
      'scope date',
      (r) => edited(r, 'authorization', /\/\d{8}\//, '/20000101/'),
      'InvalidSignatureException',
      'Date in Credential scope does not match YYYYMMDD',
    ],
    [
      'body hash',
      (r) => ({ ...r, headers: { ...r.headers, 'x-amz-content-sha256': '0'.repeat(64) } }),
      'InvalidSignatureException',
      mismatch,
    ],
    [
      'algorithm',
      (r) => edited(r, 'authorization', 'AWS4-HMAC-SHA256', 'AWS3'),
      'IncompleteSignatureException',
      "Unsupported AWS 'algorithm': 'AWS3'",
    ],
    [
      'missing signature',
      (r) => edited(r, 'authorization', /, Signature=.*/, ''),
      'IncompleteSignatureException',
      "Authorization header requires 'Signature' parameter.",
    ],
    [
      'added session token',
      (r) => ({ ...r, headers: { ...r.headers, 'x-amz-security-token': 'abc' } }),
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ],
    [
      'missing Authorization header',
      (r) => ({ ...r, headers: without(r.headers, 'authorization') }),
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
    ],
    [
      'missing date',
      (r) => ({ ...r, headers: without(r.headers, 'x-amz-date') }),
      'IncompleteSignatureException',
      "existence of either a 'X-Amz-Date' or a 'Date' header",
    ],
  ])('is refused: %s', async (_, change, exception, message) => {
    const answer = await send(change(await signedRequest()));
    expect(JSON.parse(answer)).toStrictEqual({ __type: exception, message: expect.stringContaining(message) });
  });
});

function without(headers: Record<string, string>, left: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== left));
}

function edited(request: SignedRequest, header: string, from: string | RegExp, to: string): SignedRequest {
  return {
    ...request,
    headers: { ...request.headers, [header]: (request.headers[header] ?? '').replace(from, to) },
  };
}

describe('a signed call', () => {
  const invalidToken = 'UnrecognizedClientException: The security token included in the request is invalid.';

  it.each([undefined, 'another'])('is refused with temporary keys and the session token %s', async (sessionToken) => {
    const { accessKeyId, secretAccessKey } = emulator.addPrincipal({ sessionToken: true });
    const credentials = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
    expect(await refusalOf(sdkFor(emulator, { credentials }).send(getUser()))).toBe(invalidToken);
  });

  it('is refused with an expired session', async () => {
    const credentials = emulator.addPrincipal({ sessionToken: true, expired: true });
    expect(await refusalOf(sdkFor(emulator, { credentials }).send(getUser()))).toBe(
      'ExpiredTokenException: The security token included in the request is expired',
    );
  });

  it('is refused if IAM denies the operation, with the ARNs of pool and caller', async () => {
    const credentials = emulator.addPrincipal({ sessionToken: true, denied: ['AdminGetUser'] });
    expect(await refusalOf(sdkFor(emulator, { credentials }).send(getUser()))).toBe(
      `AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/ci/session is not authorized to perform: cognito-idp:AdminGetUser on resource: arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${pool.id} because no identity-based policy allows the cognito-idp:AdminGetUser action`,
    );
  });

  it('does not find the pool from another account', async () => {
    const credentials = emulator.addPrincipal({ account: '210987654321' });
    expect(await refusalOf(sdkFor(emulator, { credentials }).send(getUser()))).toBe(
      `ResourceNotFoundException: User pool ${pool.id} does not exist.`,
    );
  });
});
