/** Names of errors. They come from outside, so text that does not look like a name is never shown. */
import { textIn } from '../json.ts';

/** Names that say nothing: the error's `code` says more, for instance `ECONNREFUSED`. */
const GENERIC_NAMES = ['Error', 'TypeError', 'AggregateError', 'AxiosError', 'TimeoutError', ''];

/** Returns the name that AWS or Node.js gives to an error. */
export function nameOf(error: unknown): string {
  const name = textIn(error, 'name');
  return vettedName((GENERIC_NAMES.includes(name) && textIn(error, 'code')) || name);
}

export function vettedName(name: string): string {
  return /^[A-Za-z][\w.]{0,63}$/.test(name) ? name : 'unknown error';
}

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes */
export const CERTIFICATE_ERROR = /^(UNABLE_TO_|CERT_|ERR_TLS_CERT_)|SELF_SIGNED_CERT/;
