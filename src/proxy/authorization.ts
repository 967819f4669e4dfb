/** How requests of the tests are authorized: with a token, or with a signature. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ActionError } from '../failures/action-error.ts';
import type { TokenHeader } from '../token-header.ts';
import { tokenHeaderValue } from '../token-header.ts';
import { expectsContinue, type Field, withoutField } from './headers.ts';
import type { TokenSet } from './renewal.ts';
import type { SigningScope, UnsignedRequest } from './signing.ts';

interface UnauthorizedRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The path and query at the target. */
  readonly path: string;
  readonly fields: readonly Field[];
}

export interface AuthorizedRequest {
  readonly fields: readonly Field[];
  /** The whole body, if it had to be read. */
  readonly body?: Buffer;
}

export interface Authorization {
  /** In lower case. A request that has this field passes as it is. */
  readonly fieldName: string;
  /** Rejects with an `ActionError` if the request cannot be authorized now. */
  authorize(request: UnauthorizedRequest): Promise<AuthorizedRequest>;
}

export function tokenAuthorization(
  { name, template }: TokenHeader,
  getTokenSet: () => Promise<TokenSet>,
): Authorization {
  return {
    fieldName: name.toLowerCase(),
    async authorize({ fields }) {
      const { tokens } = await getTokenSet();
      return { fields: [...fields, [name, tokenHeaderValue(template, tokens)]] };
    },
  };
}

interface SignatureOptions {
  /** The value of `Host` at the target. */
  readonly host: string;
  readonly scope: SigningScope;
  readonly getTokenSet: () => Promise<TokenSet>;
  /** Returns the fields to add. */
  sign(request: UnsignedRequest, tokenSet: TokenSet, scope: SigningScope): Promise<readonly Field[]>;
}

/** The signature replaces these fields, and the body is sent with its length. */
const REPLACED_FIELDS = [
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-content-sha256',
  'transfer-encoding',
  'trailer',
  'expect',
  'content-length',
];

/** Signs the request and its body, which therefore has to be read first. */
export function signatureAuthorization({ host, scope, getTokenSet, sign }: SignatureOptions): Authorization {
  return {
    fieldName: 'authorization',
    async authorize({ request, response, path, fields: given }) {
      if (expectsContinue(request)) {
        response.writeContinue();
      }
      const body = await readBody(request);
      const kept = REPLACED_FIELDS.reduce<readonly Field[]>(withoutField, given);
      const hasLength = given.some(([name]) => /^(?:content-length|transfer-encoding)$/i.test(name));
      const fields: Field[] = [...kept, ...(hasLength ? [['Content-Length', String(body.length)] as const] : [])];
      const unsigned = { method: request.method ?? '', host, path, fields, body };
      return { fields: [...fields, ...(await sign(unsigned, await getTokenSet(), scope))], body };
    },
  };
}

const MAX_BODY_LENGTH = 10_000_000;

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // The connection stays open, so that the client can read the refusal.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > MAX_BODY_LENGTH) {
      throw new ActionError({ code: 'proxy-request-refused', reason: 'body' });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
