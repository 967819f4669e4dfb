import { createHmac, hash } from 'node:crypto';
import type { Principal } from './principals.ts';
import { assert, Refusal, refusalWith } from './refusals.ts';
import type { Service } from './service.ts';

/** Headers by lower-case name. The values of a repeated header are joined by commas. */
export type Headers = ReadonlyMap<string, string>;

interface Authorization {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const incompleteSignature = refusalWith('IncompleteSignatureException');

/** @throws Refusal `IncompleteSignatureException` */
function parseAuthorization(header: string): Authorization {
  const [algorithm, ...rest] = header.split(' ');
  assert(algorithm === 'AWS4-HMAC-SHA256', incompleteSignature, `Unsupported AWS 'algorithm': '${algorithm}'.`);
  // The last one wins, also of two headers.
  const parameters = new Map(
    rest
      .join('')
      .split(',')
      .map((part): [string, string] => {
        const [name = '', ...value] = part.split('=');
        return [name, value.join('=')];
      }),
  );
  const parameter = (name: string): string => {
    const value = parameters.get(name);
    assert(value, incompleteSignature, `Authorization header requires '${name}' parameter.`);
    return value;
  };
  const [accessKeyId = '', date = '', region = '', scopedService = '', terminator = ''] =
    parameter('Credential').split('/');
  return {
    accessKeyId,
    date,
    region,
    service: scopedService,
    terminator,
    signedHeaders: parameter('SignedHeaders').split(';'),
    signature: parameter('Signature'),
  };
}

/** Returns parts of the signature in a request, whether or not it is valid. Empty if there is none. */
export function credentialOf(headers: Headers): Pick<Authorization, 'accessKeyId' | 'region'> {
  const [, accessKeyId = '', region = ''] =
    /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(headers.get('authorization') ?? '') ?? [];
  return { accessKeyId, region };
}

/** The principal that signed a request, and the region in the signature. */
export interface Signer {
  readonly principal: Principal;
  readonly region: string;
}

export interface SignedRequest {
  readonly headers: Headers;
  readonly body: Buffer;
  /** Defaults to `POST`. */
  readonly method?: string;
  /** Path and query. Defaults to `/`. */
  readonly target?: string;
}

/** The service that requests on user pools are signed for. */
export const USER_POOL_SERVICE = 'cognito-idp';

const TOLERANCE_SECONDS = 5 * 60;

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

const invalidSignature = refusalWith('InvalidSignatureException');

function unrecognizedClient(): Refusal {
  return new Refusal('UnrecognizedClientException', 'The security token included in the request is invalid.');
}

/** `20260203T040506Z`, the format of X-Amz-Date. */
function basicTime(milliseconds: number): string {
  return new Date(milliseconds)
    .toISOString()
    .replace(/\.\d{3}/, '')
    .replaceAll(/[:-]/g, '');
}

function parseBasicTime(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function assertTimely(amzDate: string, now: number): void {
  const signedAt = parseBasicTime(amzDate);
  assert(!Number.isNaN(signedAt), incompleteSignature, `Date must be in ISO-8601 'basic format'. Got '${amzDate}'.`);
  const earliest = now - TOLERANCE_SECONDS * 1000;
  const latest = now + TOLERANCE_SECONDS * 1000;
  if (signedAt < earliest) {
    throw invalidSignature(
      `Signature expired: ${amzDate} is now earlier than ${basicTime(earliest)} (${basicTime(now)} - 5 min.)`,
    );
  }
  if (signedAt > latest) {
    throw invalidSignature(
      `Signature not yet current: ${amzDate} is still later than ${basicTime(latest)} (${basicTime(now)} + 5 min.)`,
    );
  }
}

/** Requires a signature over `host` and every `x-amz-` header of the request. Cognito also requires `content-type`. */
function assertHeadersSigned(headers: Headers, signedHeaders: readonly string[], service: string): void {
  if (!signedHeaders.includes('host')) {
    throw invalidSignature("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  for (const name of headers.keys()) {
    const mustBeSigned = (name === 'content-type' && service.startsWith('cognito-')) || name.startsWith('x-amz-');
    if (mustBeSigned && !signedHeaders.includes(name)) {
      throw invalidSignature(`'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
    }
  }
}

function assertScope(authorization: Authorization, amzDate: string, service: string): void {
  const { date, region, service: scoped, terminator } = authorization;
  assert(/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region), invalidSignature, 'Credential should be scoped to a valid region. ');
  assert(scoped === service, invalidSignature, `Credential should be scoped to correct service: '${service}'. `);
  if (terminator !== 'aws4_request') {
    throw invalidSignature("Credential should be scoped with a valid terminator: 'aws4_request'. ");
  }
  if (!amzDate.startsWith(`${date}T`)) {
    throw invalidSignature(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${amzDate.slice(0, 8)}', from '${amzDate}'.`,
    );
  }
}

function assertSessionToken(headers: Headers, principal: Principal, now: number): void {
  assert(headers.get('x-amz-security-token') === principal.sessionToken, unrecognizedClient);
  if (principal.expired || now >= (principal.expiresAt ?? Number.POSITIVE_INFINITY)) {
    throw new Refusal('ExpiredTokenException', 'The security token included in the request is expired');
  }
}

/** Encodes everything but the unreserved characters of RFC 3986. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Encodes the path once more than it was sent, as every service but S3 does. */
function canonicalPath(path: string): string {
  return path.split('/').map(encode).join('/');
}

function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .toSorted()
    .join('&');
}

function expectedSignature(
  { date, region, service, signedHeaders }: Authorization,
  { headers, body, method = 'POST', target = '/', amzDate }: SignedRequest & { readonly amzDate: string },
  secretAccessKey: string,
): string {
  const [path = '', query = ''] = target.split('?');
  const names = [...signedHeaders].sort();
  const canonicalHeaders = names.map((name) => `${name}:${(headers.get(name) ?? '').trim().replaceAll(/ +/g, ' ')}`);
  const canonicalRequest = [
    method,
    canonicalPath(path),
    canonicalQuery(query),
    ...canonicalHeaders,
    '',
    names.join(';'),
    hash('sha256', body),
  ].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', amzDate, scope, hash('sha256', canonicalRequest)].join('\n');
  const dateKey = hmac(`AWS4${secretAccessKey}`, date);
  const signingKey = hmac(hmac(hmac(dateKey, region), service), 'aws4_request');
  return hmac(signingKey, toSign).toString('hex');
}

/**
 * Verifies an AWS Signature Version 4 (IAM user guide, "Create a signed AWS API request").
 *
 * @param service the service that the request must be signed for, such as `execute-api`
 * @throws Refusal with the exception of AWS for an invalid signature.
 */
export function verifySignature(
  request: SignedRequest,
  principals: ReadonlyMap<string, Principal>,
  now: number,
  service: string,
): Signer {
  const { headers } = request;
  const header = headers.get('authorization');
  if (header === undefined) {
    throw new Refusal('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const authorization = parseAuthorization(header);
  const amzDate = headers.get('x-amz-date');
  if (amzDate === undefined) {
    throw incompleteSignature("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  const principal = principals.get(authorization.accessKeyId);
  assert(principal !== undefined, unrecognizedClient);
  assertSessionToken(headers, principal, now);
  assertTimely(amzDate, now);
  assertHeadersSigned(headers, authorization.signedHeaders, service);
  assertScope(authorization, amzDate, service);
  const expected = expectedSignature(authorization, { ...request, amzDate }, principal.secretAccessKey);
  if (authorization.signature !== expected) {
    throw invalidSignature(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
  return { principal, region: authorization.region };
}

/**
 * The real services ignore AWS credentials on operations that need none; this project must not send them there.
 *
 * @throws Refusal if the request carries credentials, after recording the violation.
 */
export function assertNoCredentials(operation: string, headers: Headers, { violations }: Service): void {
  for (const name of ['authorization', 'x-amz-security-token']) {
    if (headers.has(name)) {
      violations.push(`${operation} was sent with the header ${name}.`);
      throw new Refusal('CredentialsSentException', `${operation} must be sent without AWS credentials.`);
    }
  }
}
