// Verify signatures for other services with the published examples of AWS.
import { describe, expect, it } from '@jest/globals';
import { createPrincipal, type Principal } from '../src/principals.ts';
import { type SignedRequest, verifySignature } from '../src/signature.ts';

const ACCESS_KEY_ID = 'AKIDEXAMPLE';
const SECRET_ACCESS_KEY = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const PRINCIPALS: ReadonlyMap<string, Principal> = new Map([
  [ACCESS_KEY_ID, { ...createPrincipal(), accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET_ACCESS_KEY }],
]);
const now = Date.UTC(2015, 7, 30, 12, 36);

interface Example {
  readonly method?: string;
  readonly target: string;
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly service?: string;
  readonly signature: string;
}

function requestOf({ method = 'GET', target, host, headers = {}, service, signature }: Example): SignedRequest {
  const all = { host: host ?? 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z', ...headers };
  const scope = `${ACCESS_KEY_ID}/20150830/us-east-1/${service ?? 'service'}/aws4_request`;
  const signed = Object.keys(all).toSorted().join(';');
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${signed}, Signature=${signature}`;
  return { method, target, headers: new Map(Object.entries({ ...all, authorization })), body: Buffer.from('') };
}

function verify(example: Example) {
  return verifySignature(requestOf(example), PRINCIPALS, now, example.service ?? 'service');
}

describe('a signature', () => {
  it.each<[string, Example]>([
    ['of GET', { target: '/', signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31' }],
    [
      'of POST',
      { method: 'POST', target: '/', signature: '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b' },
    ],
    [
      'of a query in any order',
      {
        target: '/?Param2=value2&Param1=value1',
        signature: 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
      },
    ],
    [
      'of a call of IAM',
      {
        target: '/?Action=ListUsers&Version=2010-05-08',
        host: 'iam.amazonaws.com',
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        service: 'iam',
        signature: '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
      },
    ],
  ])('%s in the published examples is accepted', (_, example) => {
    expect(verify(example)).toMatchObject({ principal: { accessKeyId: ACCESS_KEY_ID }, region: 'us-east-1' });
  });

  it.each<[string, Partial<Example>]>([
    ['method', { method: 'PUT' }],
    ['path', { target: '/orders' }],
    ['query', { target: '/?limit=1' }],
    ['host', { host: 'other.amazonaws.com' }],
  ])('of another %s is refused', (_, change) => {
    const example = { target: '/', signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31' };
    expect(() => verify({ ...example, ...change })).toThrow('The request signature we calculated does not match');
  });
});
