import { assert, refusalWith } from './refusals.ts';

/** Headers by lower-case name. The values of a repeated header are joined by commas. */
export type Headers = ReadonlyMap<string, string>;

export interface Authorization {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

export const incompleteSignature = refusalWith('IncompleteSignatureException');

/** @throws Refusal `IncompleteSignatureException` */
export function parseAuthorization(header: string): Authorization {
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
