import { createHmac, hash } from 'node:crypto';
import type { Principal } from './principals.ts';
import { assert, Refusal, refusalWith } from './refusals.ts';
import type { Service } from './service.ts';

/** Headers by lower-case name. The values of a repeated header are joined by commas. */
export type Headers = ReadonlyMap<string, string>;

export type Signer = ReturnType<typeof verifySignature>;

type Authorization = ReturnType<typeof parseAuthorization>;

export interface SignedRequest {
  readonly headers: Headers;
  readonly body: Buffer;
  /** Defaults to `POST`. */
  readonly method?: string;
  /** Path and query. Defaults to `/`. */
  readonly target?: string;
}

const TOLERANCE_MS = 5 * 60 * 1000;

const incompleteSignature = refusalWith('IncompleteSignatureException');
const invalidSignature = refusalWith('InvalidSignatureException');

function unrecognizedClient(): Refusal {
  return new Refusal('UnrecognizedClientException', 'The security token included in the request is invalid.');
}

function parseAuthorization(header: string) {
  const [algorithm, ...rest] = header.split(' ');
  assert(algorithm === 'AWS4-HMAC-SHA256', incompleteSignature, `Unsupported AWS 'algorithm': '${algorithm}'.`);
  // The last one wins, also of two headers.
  const parts = [...rest.join('').matchAll(/([^=,]*)=?([^,]*)/g)];
  const parameters = new Map(parts.map(([, name, value]) => [name, value]));
  const parameter = (name: string): string => {
    const value = parameters.get(name);
    assert(value, incompleteSignature, `Authorization header requires '${name}' parameter.`);
    return value;
  };
  const [accessKeyId = '', date = '', region = '', service = '', terminator = ''] = parameter('Credential').split('/');
  const signedHeaders = parameter('SignedHeaders').split(';');
  return { accessKeyId, date, region, service, terminator, signedHeaders, signature: parameter('Signature') };
}

/** Returns parts of the signature in a request, whether or not it is valid. Empty if there is none. */
export function credentialOf(headers: Headers): Pick<Authorization, 'accessKeyId' | 'region'> {
  const [, accessKeyId = '', region = ''] =
    /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(headers.get('authorization') ?? '') ?? [];
  return { accessKeyId, region };
}

/** `20260203T040506Z`, the format of X-Amz-Date. */
function basicTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replaceAll(/\.\d{3}|[:-]/g, '');
}

function assertTimely(amzDate: string, now: number): void {
  const signedAt = Date.parse(amzDate.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'));
  assert(!Number.isNaN(signedAt), incompleteSignature, `Date must be in ISO-8601 'basic format'. Got '${amzDate}'.`);
  const [earliest, current, latest] = [now - TOLERANCE_MS, now, now + TOLERANCE_MS].map(basicTime);
  const expired = `Signature expired: ${amzDate} is now earlier than ${earliest} (${current} - 5 min.)`;
  assert(signedAt >= now - TOLERANCE_MS, invalidSignature, expired);
  const early = `Signature not yet current: ${amzDate} is still later than ${latest} (${current} + 5 min.)`;
  assert(signedAt <= now + TOLERANCE_MS, invalidSignature, early);
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

function assertScope({ date, region, service: scoped, terminator }: Authorization, amzDate: string, service: string) {
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

function expectedSignature(
  { date, region, service, signedHeaders }: Authorization,
  { headers, body, method = 'POST', target = '/', amzDate }: SignedRequest & { readonly amzDate: string },
  secretAccessKey: string,
): string {
  const [path = '', query] = target.split('?');
  const names = [...signedHeaders].sort();
  const parameters = [...new URLSearchParams(query)].map(([name, value]) => `${encode(name)}=${encode(value)}`);
  const canonicalRequest = [
    method,
    // Encodes the path once more than it was sent, as every service but S3 does.
    path.split('/').map(encode).join('/'),
    parameters.sort().join('&'),
    ...names.map((name) => `${name}:${(headers.get(name) ?? '').trim().replaceAll(/ +/g, ' ')}`),
    '',
    names.join(';'),
    hash('sha256', body),
  ];
  const scope = [date, region, service, 'aws4_request'];
  const toSign = ['AWS4-HMAC-SHA256', amzDate, scope.join('/'), hash('sha256', canonicalRequest.join('\n'))].join('\n');
  const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
  const signingKey = scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(signingKey, toSign).toString('hex');
}

/**
 * Verifies an AWS Signature Version 4 (IAM user guide, "Create a signed AWS API request").
 *
 * @param service the service that the request must be signed for, such as `execute-api`
 * @returns The principal that signed the request, and the region in the signature.
 * @throws Refusal with the exception of AWS for an invalid signature.
 */
export function verifySignature(
  request: SignedRequest,
  principals: ReadonlyMap<string, Principal>,
  now: number,
  service: string,
) {
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
  if (
    authorization.signature !== expectedSignature(authorization, { ...request, amzDate }, principal.secretAccessKey)
  ) {
    throw invalidSignature(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
  return { principal, region: authorization.region, service };
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
