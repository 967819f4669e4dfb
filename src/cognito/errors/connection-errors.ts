/**
 * What errors mean that no answer came with, by the names that Node.js, the SDK and axios give them. The list is closed: what it does not have
 * is no matter of the connection, and trying again would not help.
 *
 * @see https://nodejs.org/api/errors.html#common-system-errors
 */
import { CERTIFICATE_ERROR } from '../../failures/error-name.ts';
import type { PlainCode, Refusal } from '../../failures/failure.ts';
import { unreadableFile, unusableUrl, wrongSetting } from './this-machine.ts';

const BY_NAME: readonly (readonly [RegExp, PlainCode | ((message: string) => Refusal)])[] = [
  [/^ENOTFOUND$/, 'host-unknown'],
  [/^(ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EAI_\w+)$/, 'host-unreachable'],
  [/^(ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTCONN|ERR_STREAM_PREMATURE_CLOSE)$/, 'network-failed'],
  [/^(TimeoutError|AbortError|CanceledError)$/, 'network-failed'],
  [/^ERR_PROXY_TUNNEL$/, 'proxy-failed'],
  [CERTIFICATE_ERROR, 'certificate-untrusted'],
  // No TLS, or no HTTP; and what the SDK and our own parsers call an answer that they can make nothing of.
  [/^(EPROTO|ERR_SSL_\w+|HPE_\w+|SyntaxError|SrpError)$/, 'answer-unreadable'],
  [/^(ENOENT|ENOTDIR|EISDIR|EACCES|EPERM)$/, unreadableFile],
  [/^ERR_INVALID_URL$/, unusableUrl],
];

/** What the SDK says of an answer of AWS's token service that has no credentials: a page, for instance. It names no error. */
const WITHOUT_CREDENTIALS = /^Invalid response from STS/;

export function refusalWithoutAnswer(errorName: string, message: string): Refusal {
  if (WITHOUT_CREDENTIALS.test(message)) {
    return { code: 'answer-unreadable' };
  }
  const reading = BY_NAME.find(([names]) => names.test(errorName))?.[1] ?? wrongSetting;
  return typeof reading === 'string' ? { code: reading } : reading(message);
}
