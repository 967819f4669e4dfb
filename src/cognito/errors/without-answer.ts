/**
 * What errors mean that no answer came with: of the connection, or of a setting on this machine that keeps the SDK from sending the call.
 *
 * @see https://nodejs.org/api/errors.html#common-system-errors
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 */
import { CERTIFICATE_ERROR } from '../../failures/error-name.ts';
import type { MachineSetting, PlainCode, Refusal } from '../../failures/failure.ts';

/**
 * By the names that Node.js, the SDK and axios give them: a code, or the settings that can be to blame. The list is closed: what it does not
 * have is no matter of the connection, and trying again would not help.
 */
const BY_NAME: readonly (readonly [RegExp, PlainCode | readonly MachineSetting[]])[] = [
  [/^ENOTFOUND$/, 'host-unknown'],
  [/^(ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EAI_\w+)$/, 'host-unreachable'],
  [/^(ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTCONN|ERR_STREAM_PREMATURE_CLOSE)$/, 'network-failed'],
  [/^(TimeoutError|AbortError|CanceledError)$/, 'network-failed'],
  [/^ERR_PROXY_TUNNEL$/, 'proxy-failed'],
  [CERTIFICATE_ERROR, 'certificate-untrusted'],
  // No TLS, or no HTTP; and what the SDK and our own parsers call an answer that they can make nothing of.
  [/^(EPROTO|ERR_SSL_\w+|HPE_\w+|SyntaxError|SrpError)$/, 'answer-unreadable'],
  // No file of the action's own: one that holds a token for AWS.
  [
    /^(ENOENT|ENOTDIR|EISDIR|EACCES|EPERM)$/,
    ['AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', 'AWS_PROFILE'],
  ],
  [/^ERR_INVALID_URL$/, ['AWS_CONTAINER_CREDENTIALS_FULL_URI']],
];

/** Whatever else is thrown before anything is sent. */
const BY_WORDING: readonly (readonly [RegExp, MachineSetting])[] = [
  [/"defaultsMode"/, 'AWS_DEFAULTS_MODE'],
  [/\bFIPS and custom|FIPS is enabled/i, 'AWS_USE_FIPS_ENDPOINT'],
  [/\bDualstack (and custom|is enabled)/i, 'AWS_USE_DUALSTACK_ENDPOINT'],
  [/header content \["x-amz-security-token"\]/, 'AWS_SESSION_TOKEN'],
  [/header content \["authorization"\]/, 'AWS_ACCESS_KEY_ID'],
];

/** What the SDK says of an answer of AWS's token service that has no credentials: a page, for instance. It names no error. */
const WITHOUT_CREDENTIALS = /^Invalid response from STS/;

export function refusalWithoutAnswer(errorName: string, message: string): Refusal {
  if (WITHOUT_CREDENTIALS.test(message)) {
    return { code: 'answer-unreadable' };
  }
  const meaning = BY_NAME.find(([names]) => names.test(errorName))?.[1];
  if (typeof meaning === 'string') {
    return { code: meaning };
  }
  const setting = meaning ? meaning.find(isSet) : BY_WORDING.find(([wording]) => wording.test(message))?.[1];
  return { code: 'machine-misconfigured', setting };
}

/** A profile that is named and gives no credentials hides those of the environment. */
export function missingCredentials(): Refusal {
  return isSet('AWS_PROFILE')
    ? { code: 'machine-misconfigured', setting: 'AWS_PROFILE' }
    : { code: 'credentials-missing' };
}

function isSet(setting: MachineSetting): boolean {
  return Boolean(process.env[setting]);
}
