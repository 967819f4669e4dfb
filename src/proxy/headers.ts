/** Header fields on their way through the proxy. Their order, case and duplicates stay. */
import type { IncomingMessage } from 'node:http';

export type Field = readonly [name: string, value: string];

/** The fields of a message may have 64 KB. API Gateway allows 10, and load balancers 64. */
export const PARSER_OPTIONS = { maxHeaderSize: 65_536, insecureHTTPParser: false } as const;

/** No limit but the size. By default, Node.js drops all fields after the first 1,000 without an error. */
export const MAX_HEADERS_COUNT = 0;

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-connection', 'te', 'transfer-encoding', 'upgrade'];

/** `Connection` must not remove these: they frame and route the message. */
const PROTECTED = ['content-length', 'host'];

/** @param rawHeaders names and values in turns, as Node.js has them */
function fieldsOf(rawHeaders: readonly string[]): [string, string][] {
  const fields: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    fields.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return fields;
}

export function trailersOf({ rawTrailers }: IncomingMessage): [string, string][] {
  return fieldsOf(rawTrailers);
}

/** HTTP/1.0 has no interim responses. @see https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1 */
export function expectsContinue({ headers, httpVersionMinor }: IncomingMessage): boolean {
  return httpVersionMinor > 0 && headers.expect?.toLowerCase() === '100-continue';
}

/** Removes the fields that apply to one connection only. */
export function endToEndFields(rawHeaders: readonly string[]): Field[] {
  const fields = fieldsOf(rawHeaders);
  const options = fields.flatMap(([name, value]) => (isNamed(name, 'connection') ? value.split(',') : []));
  const named = options.map((option) => option.trim().toLowerCase()).filter((name) => !PROTECTED.includes(name));
  const removed = new Set([...HOP_BY_HOP, ...named]);
  return fields.filter(([name]) => !removed.has(name.toLowerCase()));
}

export function replaceValue(fields: readonly Field[], name: string, replace: (value: string) => string): Field[] {
  return fields.map(([key, value]) => [key, isNamed(key, name) ? replace(value) : value]);
}

export function withoutField(fields: readonly Field[], name: string): Field[] {
  return fields.filter(([key]) => !isNamed(key, name));
}

function isNamed(key: string, name: string): boolean {
  return key.length === name.length && key.toLowerCase() === name;
}

/** Node.js frames the body of any other method as chunked if it has no length. */
const METHODS_WITHOUT_BODY = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'DELETE', 'CONNECT'];

/** Returns the fields of a request at the target, without those that authorize it. */
export function requestFields(request: IncomingMessage, host: string): Field[] {
  const fields = replaceValue(endToEndFields(request.rawHeaders), 'host', () => host);
  if (request.headers['transfer-encoding'] !== undefined) {
    return [...fields, ['Transfer-Encoding', 'chunked']];
  }
  const needsLength =
    request.headers['content-length'] === undefined && !METHODS_WITHOUT_BODY.includes(request.method ?? '');
  return [...withoutField(fields, 'trailer'), ...(needsLength ? [['Content-Length', '0'] as const] : [])];
}
