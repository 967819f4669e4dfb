import { Refusal } from './refusals.ts';

/** Headers by lower-case name. The values of a repeated header are joined by commas. */
export type Headers = ReadonlyMap<string, string>;

/** The parts of an Authorization header of Signature Version 4. */
export interface Authorization {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

export function incompleteSignature(message: string): Refusal {
  return new Refusal('IncompleteSignatureException', message);
}

/** @throws Refusal `IncompleteSignatureException` */
export function parseAuthorization(header: string): Authorization {
  const [algorithm, ...rest] = header.split(' ');
  if (algorithm !== 'AWS4-HMAC-SHA256') {
    throw incompleteSignature(`Unsupported AWS 'algorithm': '${algorithm}'.`);
  }
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
    if (!value) {
      throw incompleteSignature(`Authorization header requires '${name}' parameter.`);
    }
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

/** Returns the access key ID in a request, whether or not the signature is valid. Empty if there is none. */
export function accessKeyIdOf(headers: Headers): string {
  return /Credential=([^/]+)\//.exec(headers.get('authorization') ?? '')?.[1] ?? '';
}

/** Returns the region in a signature, whether or not it is valid. Empty if there is none. */
export function signedRegionOf(headers: Headers): string {
  return /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.get('authorization') ?? '')?.[1] ?? '';
}
