/**
 * Names of errors, which come from whoever threw or answered: one that is no name is not shown.
 */
import { textIn } from '../json.ts';

/** Names that say nothing: the telling one is in `code`, for instance `ECONNREFUSED`. */
const GENERIC_NAMES = ['Error', 'TypeError', 'AggregateError', 'AxiosError', 'TimeoutError', ''];

/** The name of what was thrown, as AWS or Node.js has it. */
export function nameOf(error: unknown): string {
  const name = textIn(error, 'name');
  return vettedName((GENERIC_NAMES.includes(name) && textIn(error, 'code')) || name);
}

export function vettedName(name: string): string {
  return /^[A-Za-z][\w.]{0,63}$/.test(name) ? name : 'unknown error';
}

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes */
export const CERTIFICATE_ERROR = /^(UNABLE_TO_|CERT_|ERR_TLS_CERT_)|SELF_SIGNED_CERT/;
