/** The protocol, recorded requests, and signatures. */
import { describe, expect, it } from '@jest/globals';
import { startEmulator } from '../src/index.ts';
import { createPrincipal, type IamCredentials } from '../src/principals.ts';
import { verifySignature } from '../src/signature.ts';
import { refusalOf } from './contract/answers.ts';
import { callsOn, emulatorPerTest, sdkFor, setUpClient, setUpUser } from './fixture.ts';

const given = emulatorPerTest();

/** Calls an operation of the API, by default InitiateAuth. */
function post(headers: Record<string, string> = {}, body = '{}', target = 'IdentityProviderService.InitiateAuth') {
  const api = { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': `AWSCognito${target}` };
  return fetch(given.emulator.url, { method: 'POST', headers: { ...api, ...headers }, body });
}

describe('the protocol', () => {
  it('lets a web page call it', async () => {
    const origin = { Origin: 'http://localhost:3000' };
    const asked = {
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type,x-amz-target',
    };
    const preflight = await fetch(given.emulator.url, { method: 'OPTIONS', headers: { ...origin, ...asked } });
    expect(preflight.status).toBe(200);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type,x-amz-target',
    });
    expect((await post(origin)).headers.get('access-control-allow-origin')).toBe('*');
    expect((await post()).headers.has('access-control-allow-origin')).toBe(false);
    expect(given.emulator.requests).toHaveLength(2);
  });

  it('refuses GET, an unknown operation, and an operation of another API', async () => {
    expect(await (await fetch(given.emulator.url)).json()).toMatchObject({ code: 'BadRequest' });
    for (const target of [
      'IdentityProviderService.ListGroups',
      'IdentityService.InitiateAuth',
      'IdentityProviderService.GetId',
    ]) {
      expect(await (await post({}, '{}', target)).text()).toContain('UnknownOperationException');
    }
  });
});

it.each(['authorization', 'x-amz-security-token'])(
  'an operation without AWS credentials refuses the header %s and records the violation',
  async (name) => {
    expect(await (await post({ [name]: 'anything' })).json()).toMatchObject({ __type: 'CredentialsSentException' });
    expect(given.emulator.violations).toStrictEqual([`InitiateAuth was sent with the header ${name}.`]);
  },
);

it('closing the emulator closes kept-alive connections and frees the port', async () => {
  const own = await startEmulator();
  const call = () => refusalOf(callsOn({ id: 'eu-west-1_AbCdEf123' }, own).createUser('ada'));
  const whileOpen = await call();
  await own.close();
  expect(whileOpen).toMatch(/^ResourceNotFoundException/);
  expect(await call()).toContain('ECONNREFUSED');
});

describe('recorded requests', () => {
  it('include the number of the connection', async () => {
    const { owner, calls } = setUpClient(given.emulator);
    await owner.addUser('ada');
    await calls.signIn();
    expect(given.emulator.requests).toMatchObject([
      { operation: 'AdminCreateUser', signed: true, connection: 1, body: { Username: 'ada' } },
      { operation: 'AdminSetUserPassword', signed: true, connection: 1 },
      { operation: 'InitiateAuth', signed: false, connection: 1 },
    ]);
    expect(given.emulator.violations).toStrictEqual([]);
  });

  it('include the client metadata, even if the call fails', async () => {
    await post({}, '{"ClientMetadata":{"tenant":"acme"}}');
    await post();
    for (const aws_client_metadata of ['{"tenant":"acme"}', 'tenant=acme']) {
      const body = new URLSearchParams({ aws_client_metadata });
      await fetch(`${given.emulator.url}/oauth2/token`, { method: 'POST', body });
    }
    const [call, without, form, invalid] = given.emulator.requests;
    expect(call).toMatchObject({ operation: 'InitiateAuth', status: 400, clientMetadata: { tenant: 'acme' } });
    expect(form).toMatchObject({ operation: 'oauth2/token', status: 400, clientMetadata: { tenant: 'acme' } });
    expect(without).not.toHaveProperty('clientMetadata');
    expect(invalid).not.toHaveProperty('clientMetadata');
  });
});

type SignedHeaders = Readonly<Record<string, string>>;

function getUser(credentials?: IamCredentials, pool = setUpUser(given.emulator).pool) {
  return callsOn(pool, given.emulator, credentials && { credentials }).getUser();
}

/** Sends AdminGetUser as the SDK has signed it, with changes. `undefined` omits a header. */
async function resend(
  change: (headers: SignedHeaders) => Readonly<Record<string, string | undefined>> = () => ({}),
  username = 'ada',
): Promise<string> {
  await getUser();
  const { headers = {}, body = {} } = given.emulator.requests.at(-1) ?? {};
  const { connection: _, host: __, 'content-length': ___, ...sent } = headers;
  const changed = new Headers();
  for (const [name, value] of Object.entries({ ...sent, ...change(sent) })) {
    if (value !== undefined) {
      changed.set(name, value);
    }
  }
  const text = JSON.stringify(body).replace('ada', username);
  return (await fetch(given.emulator.url, { method: 'POST', headers: changed, body: text })).text();
}

it.each([{}, { sessionToken: true }])('a request that the SDK signed is accepted (%j)', async (request) => {
  const principal = given.emulator.addPrincipal(request);
  await getUser(principal);
  const outcome = { operation: 'AdminGetUser', signed: true, status: 200, principal };
  expect(given.emulator.requests.at(-1)).toMatchObject(outcome);
  expect(await resend()).toContain('"Username":"ada"');
});

describe('a request that was changed after it was signed', () => {
  const MISMATCH = 'InvalidSignatureException: The request signature we calculated does not match';
  const edited =
    (from: string | RegExp, to: string) =>
    ({ authorization = '' }: SignedHeaders) => ({ authorization: authorization.replace(from, to) });
  const scope = (text: string) => `InvalidSignatureException: Credential should be scoped ${text}`;
  const unsigned = (header: string) => `InvalidSignatureException: ${header} must be a 'SignedHeader'`;
  const incomplete = (text: string) => `IncompleteSignatureException: ${text}`;
  const NO_DATE = incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");

  it.each<[string, Parameters<typeof resend>[0], string]>([
    ['operation', () => ({ 'x-amz-target': 'AWSCognitoIdentityProviderService.AdminDeleteUser' }), MISMATCH],
    ['scope', edited('eu-west-1', 'us-east-1'), MISMATCH],
    ['second signature', edited(/$/, `, Signature=${'0'.repeat(64)}`), MISMATCH],
    ['region', edited('eu-west-1', 'europe'), scope('to a valid region.')],
    ['service', edited('cognito-idp/', 'cognito-identity/'), scope("to correct service: 'cognito-idp'.")],
    ['terminator', edited('aws4_request', 'aws5_request'), scope("with a valid terminator: 'aws4_request'.")],
    ['scope date', edited(/\/\d{8}\//, '/20000101/'), 'InvalidSignatureException: Date in Credential scope does not'],
    ['unsigned host', edited(';host', ''), unsigned("'Host' or ':authority'")],
    ['unsigned target', edited(';x-amz-target', ''), unsigned("'x-amz-target'")],
    ['algorithm', edited('AWS4-HMAC-SHA256', 'AWS3'), incomplete("Unsupported AWS 'algorithm': 'AWS3'")],
    [
      'missing signature',
      edited(/, Signature=.*/, ''),
      incomplete("Authorization header requires 'Signature' parameter."),
    ],
    ['missing date', () => ({ 'x-amz-date': undefined }), NO_DATE],
    ['date', () => ({ 'x-amz-date': 'today' }), incomplete("Date must be in ISO-8601 'basic format'.")],
    [
      'missing Authorization header',
      () => ({ authorization: undefined }),
      'MissingAuthenticationTokenException: Missing Authentication Token',
    ],
  ])('is refused with another %s', async (_, change, text) => {
    const { __type, message } = JSON.parse(await resend(change));
    expect(`${__type}: ${message}`.slice(0, text.length)).toBe(text);
  });

  it('is refused with another body', async () => {
    expect(await resend(undefined, 'bob')).toContain('The request signature we calculated does not match');
  });
});

it.each([undefined, 'another'])('temporary keys are refused with the session token %s', async (sessionToken) => {
  const { accessKeyId, secretAccessKey } = given.emulator.addPrincipal({ sessionToken: true });
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  expect(await refusalOf(getUser(credentials))).toBe(
    'UnrecognizedClientException: The security token included in the request is invalid.',
  );
});

it('a call is refused if IAM denies the operation, with the ARNs of pool and caller, and from another account', async () => {
  const { pool } = setUpUser(given.emulator);
  const denied = given.emulator.addPrincipal({ sessionToken: true, denied: ['AdminGetUser'] });
  expect(await refusalOf(getUser(denied, pool))).toBe(
    `AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/ci/session is not authorized to perform: cognito-idp:AdminGetUser on resource: arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${pool.id} because no identity-based policy allows the cognito-idp:AdminGetUser action`,
  );
  given.emulator.deny(given.emulator.credentials, ['CreateUserPool']);
  expect(await refusalOf(sdkFor(given.emulator).createUserPool({ PoolName: 'orders' }))).toMatch(
    /^AccessDeniedException: .* on resource: arn:aws:cognito-idp:eu-west-1:123456789012:userpool\/\* because /,
  );
  const foreign = given.emulator.addPrincipal({ account: '210987654321' });
  expect(await refusalOf(getUser(foreign, pool))).toBe(
    `ResourceNotFoundException: User pool ${pool.id} does not exist.`,
  );
});

const IAM = { host: 'iam.amazonaws.com', 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
it.each([
  ['/?Param2=value2&Param1=value1', 'service', {}, 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500'],
  [
    '/?Action=ListUsers&Version=2010-05-08',
    'iam',
    IAM,
    '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  ],
])('the signature of GET %s for %s in the examples of AWS is accepted', (target, service, more, signature) => {
  const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
  const signed = { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z', ...more };
  const scope = `${keys.accessKeyId}/20150830/us-east-1/${service}/aws4_request`;
  const names = Object.keys(signed).toSorted().join(';');
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${names}, Signature=${signature}`;
  const headers = new Map(Object.entries({ ...signed, authorization }));
  const principals = new Map([[keys.accessKeyId, { ...createPrincipal(), ...keys }]]);
  const request = { method: 'GET', target, headers, body: Buffer.alloc(0) };
  const now = Date.UTC(2015, 7, 30, 12, 36);
  expect(verifySignature(request, principals, now, service)).toMatchObject({ principal: keys, region: 'us-east-1' });
});
