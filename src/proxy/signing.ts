/**
 * Signs requests with AWS Signature Version 4, for APIs behind IAM authorization.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentials } from '../cognito/types.ts';
import type { Field } from './headers.ts';
import type { Target } from './target.ts';

export interface SigningScope {
  readonly service: string;
  readonly region: string;
}

/** Services whose name in the host differs from that in signatures. */
const SERVICES: ReadonlyMap<string, string> = new Map([
  ['lambda-url', 'lambda'],
  ['appsync-api', 'appsync'],
]);

/** Hosts of AWS end in a service and a region: `a1b2c3.execute-api.eu-west-1.amazonaws.com`. */
const AWS_HOST =
  /(?<label>[a-z0-9-]+)\.(?<region>[a-z]{2}(?:-[a-z]+)+-\d+)(?:\.vpce)?\.(?:amazonaws\.com(?:\.cn)?|on\.aws|api\.aws)$/;

/** Reads the scope from the host, if it is one of AWS. A domain of the user's own is that of an API Gateway. */
export function signingScope({ hostname }: Target, service: string | undefined, region: string): SigningScope {
  const { label = 'execute-api', region: hostRegion = region } = AWS_HOST.exec(hostname)?.groups ?? {};
  return { service: service ?? SERVICES.get(label) ?? label, region: hostRegion };
}

export interface UnsignedRequest {
  readonly method: string;
  readonly host: string;
  /** As it is sent, with the query. */
  readonly path: string;
  readonly fields: readonly Field[];
  readonly body: Buffer;
}

/** A signature covers these fields only, so that nothing on the way to the API can break it. */
const SIGNED_FIELD = /^(?:content-type|x-amz-.+)$/i;

/** @returns the fields to add */
export async function sign(
  { method, host, path, fields, body }: UnsignedRequest,
  credentials: AwsCredentials,
  { service, region }: SigningScope,
  signingDate: Date,
): Promise<Field[]> {
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const [pathname = '', ...query] = path.split('?');
  const headers: Record<string, string> = { host };
  for (const [name, value] of fields.filter(([name]) => SIGNED_FIELD.test(name))) {
    const key = name.toLowerCase();
    headers[key] = headers[key] === undefined ? value : `${headers[key]},${value}`;
  }
  const signed = await signer.sign(
    { method, protocol: 'https:', hostname: host, path: pathname, query: parseQuery(query.join('?')), headers, body },
    { signingDate },
  );
  return Object.entries(signed.headers).filter(([name]) => headers[name] === undefined);
}

function parseQuery(query: string): Record<string, string[]> {
  const values = new Map<string, string[]>();
  for (const pair of query.split('&').filter(Boolean)) {
    const [name = '', ...rest] = pair.split('=');
    const key = decode(name);
    values.set(key, [...(values.get(key) ?? []), decode(rest.join('='))]);
  }
  return Object.fromEntries(values);
}

/** AWS reads a plus sign as a space. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** The hash that the signer needs, by Node.js. */
class Sha256 {
  readonly #secret: string | ArrayBuffer | ArrayBufferView | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#secret = secret;
    this.#hash = this.#create();
  }

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    this.#hash = this.#create();
  }

  #create(): Hash | Hmac {
    const secret = this.#secret;
    if (secret === undefined) {
      return createHash('sha256');
    }
    const key =
      typeof secret === 'string' || secret instanceof ArrayBuffer
        ? Buffer.from(typeof secret === 'string' ? secret : new Uint8Array(secret))
        : Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength);
    return createHmac('sha256', key);
  }
}
