/**
 * Failures of calls without an answer of Cognito's, or without a known reason.
 *
 * @see https://nodejs.org/api/errors.html#common-system-errors
 */
import { CERTIFICATE_ERROR } from '../error-name.ts';
import { callFailure, failure, on, onNoAnswer } from '../record.ts';
import type { CallTarget, ServiceEvidence } from '../service-failure.ts';
import { readLookedUpHost } from './details.ts';
import { CREATE_USER, onAppClient, onUserPool, refused, SIGN_IN, unanswered } from './examples.ts';

export const CONNECTION_FAILURES = {
  'network-failed': callFailure({
    matches: [
      onNoAnswer(/^(ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTCONN|ERR_STREAM_PREMATURE_CLOSE)$/),
      onNoAnswer(/^(TimeoutError|AbortError|CanceledError)$/),
    ],
    traits: ['isTransient'],
    problem: 'no answer came',
    fix: reachabilityAdvice,
    example: unanswered(CREATE_USER, 'ETIMEDOUT'),
  }),
  'host-unreachable': callFailure({
    matches: [onNoAnswer(/^(ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EAI_\w+)$/)],
    traits: ['isTransient', 'hadNoEffect'],
    problem: 'there is no connection to the host',
    fix: reachabilityAdvice,
    example: unanswered(CREATE_USER, 'ECONNREFUSED'),
  }),
  /** `lookedUp`: the host in the error of Node.js, which is that of the proxy if there is one. */
  'host-unknown': callFailure<{ lookedUp?: string | undefined }>({
    matches: [{ ...onNoAnswer(/^ENOTFOUND$/), read: readLookedUpHost }],
    traits: ['isTransient', 'mayBeMisspelled', 'hadNoEffect'],
    problem: 'there is no host with this name',
    fix: ({ call: { target }, lookedUp }) =>
      lookedUp === undefined || target.host.replace(/:\d+$/, '') === lookedUp
        ? `Check ${INPUTS_OF_HOST[target.kind]}: the runner has to find the address of ${hostText(target)}.`
        : `Check ${target.kind === 'credentials' ? 'the AWS_ variables of the job, and ' : ''}HTTPS_PROXY and HTTP_PROXY: the runner has to find the address of ${lookedUp}.`,
    example: unanswered(CREATE_USER, 'ENOTFOUND'),
  }),
  'certificate-untrusted': callFailure({
    matches: [onNoAnswer(CERTIFICATE_ERROR)],
    traits: ['affectsAllUsers', 'hadNoEffect'],
    problem: ({ call: { target } }) => `the certificate of ${target.host} is not trusted`,
    fix: "If a proxy decrypts TLS, set NODE_EXTRA_CA_CERTS in the job's env to the file with the proxy's CA certificate.",
    example: unanswered(CREATE_USER, 'SELF_SIGNED_CERT_IN_CHAIN'),
  }),
  'proxy-failed': callFailure({
    matches: [onNoAnswer(/^ERR_PROXY_TUNNEL$/)],
    traits: ['isTransient', 'hadNoEffect'],
    problem: 'the proxy does not let the call through',
    fix: ({ call: { target } }) =>
      `Check HTTPS_PROXY with its username and password, allow ${target.host} in the proxy, or add it to NO_PROXY.`,
    example: unanswered(CREATE_USER, 'ERR_PROXY_TUNNEL'),
  }),
  'proxy-unusable': failure<object>({
    traits: ['affectsAllUsers', 'hadNoEffect'],
    problem: 'HTTPS_PROXY or HTTP_PROXY is not the URL of a proxy.',
    fix: 'Correct it: http://host:port without quotation marks, or http://username:password@host:port with special characters of the password percent-encoded (@ as %40).',
    example: {},
  }),
  /** `setting`: an environment variable, or one of the AWS config file. */
  'endpoint-unusable': failure<{ setting: string }>({
    traits: ['affectsAllUsers', 'hadNoEffect'],
    problem: ({ setting }) => `${setting} is not a URL.`,
    fix: 'Correct it, for instance to http://localhost:4566. Or remove it, to call AWS itself.',
    example: { setting: 'AWS_ENDPOINT_URL' },
  }),
  'answer-unreadable': callFailure({
    matches: [
      // The peer does not speak TLS or HTTP; and the names that the SDK and our own parsers give to malformed answers.
      onNoAnswer(/^(EPROTO|ERR_SSL_\w+|HPE_\w+|SyntaxError|SrpError|Z_\w+|ZSTD_\w+|ERR__ERROR_\w+)$/),
      onNoAnswer(/^ERR_BAD_RESPONSE$/, /maxContentLength/),
      // An answer of AWS STS without credentials, such as a page of a proxy. The SDK throws a plain Error.
      onNoAnswer(/^/, /^\w+: Invalid response from STS/),
    ],
    traits: ['isTransient'],
    problem: 'the answer does not come from AWS',
    fix: ({ call: { target } }) =>
      `Check what is between the runner and ${hostText(target)}, for instance a proxy in HTTPS_PROXY that answers with its own page.`,
    example: refused(CREATE_USER, 'SyntaxError', '', 200),
  }),
  'waf-blocked': callFailure({
    matches: [on('ForbiddenException')],
    traits: ['affectsAllUsers', 'hadNoEffect'],
    problem: 'AWS WAF blocked the request',
    fix: "Allow the runner's addresses in the web ACL of the user pool, without a CAPTCHA or challenge.",
    example: refused(SIGN_IN, 'ForbiddenException', 'Request not allowed due to WAF block.', 403),
  }),
  throttled: callFailure({
    matches: [on('TooManyRequestsException'), on('ThrottlingException')],
    traits: ['isTransient'],
    problem: 'the request quota of the account in this region is used up',
    fix: 'Run fewer jobs at once, raise timeout-seconds so that there is more time for retries, or raise the quota, which costs money.',
    example: refused(CREATE_USER, 'TooManyRequestsException'),
  }),
  'service-failed': callFailure({
    matches: [
      on('InternalErrorException'),
      on('InternalFailure'),
      on('ServiceUnavailable'),
      on('IDPCommunicationErrorException'),
      on('ExternalServiceException'),
      // Happens when many jobs start at once: https://github.com/aws-actions/configure-aws-credentials/issues/299
      on('InvalidIdentityTokenException', /verification key/i),
      on('ExpiredTokenException', /^AssumeRole/),
    ],
    traits: ['isTransient'],
    problem: 'AWS failed internally',
    fix: 'Run the job again. If it fails again, see health.aws.amazon.com.',
    example: refused(CREATE_USER, 'InternalErrorException', '', 500),
  }),
  'operation-unknown': callFailure({
    // cognito-local says `Unsupported`.
    matches: [on('UnknownOperationException'), on('Unsupported')],
    traits: ['affectsAllUsers', 'hadNoEffect'],
    problem: 'the endpoint does not know this operation',
    fix: 'Check AWS_ENDPOINT_URL: not every emulator has every operation.',
    example: refused(onUserPool('ListUsers'), 'UnknownOperationException'),
  }),
  'concurrent-change': callFailure({
    matches: [on('ConcurrentModificationException'), on('ResourceConflictException')],
    traits: ['isTransient'],
    problem: 'something else changed the user at the same moment',
    fix: 'Run the job again, and keep other jobs and Lambda triggers from changing this user meanwhile.',
    example: refused(onAppClient('AssociateSoftwareToken'), 'ConcurrentModificationException'),
  }),
  /** Every other refusal, also with an unknown wording of a known name. */
  'call-refused': callFailure({
    problem: 'AWS refused it for a reason that this action does not know',
    fix: ({ call }) =>
      `Possible causes: ${possibleCauses(call.operation)}. Look up the error name in AWS's API reference of this operation, and please report it.`,
    example: refused(SIGN_IN, 'InvalidParameterException', 'Something new.'),
  }),
};

function reachabilityAdvice({ call }: ServiceEvidence): string {
  return `Check that the runner reaches ${hostText(call.target)}, and the proxy in HTTPS_PROXY, if there is one.`;
}

function hostText({ kind, host }: CallTarget): string {
  const isCustom =
    kind !== 'user-pool-domain' &&
    kind !== 'credentials' &&
    !/^(cognito-idp|cognito-identity|sts)(-fips)?\./.test(host);
  return isCustom ? `${host} (from AWS_ENDPOINT_URL)` : host;
}

const INPUTS_OF_HOST: Readonly<Record<CallTarget['kind'], string>> = {
  'user-pool': 'user-pool-id and aws-region',
  'app-client': 'user-pool-id and aws-region',
  'user-pool-domain': 'domain (and aws-region, if domain is a prefix)',
  'identity-pool': 'identity-pool-id',
  role: 'aws-region',
  credentials: 'the AWS_ variables of the job',
};

function possibleCauses(operation: string): string {
  switch (operation.replace(/^Admin/, '')) {
    case 'CreateUser':
    case 'SignUp':
      return 'username-format, user-attributes, or the settings and Lambda triggers of the user pool';
    case 'InitiateAuth':
    case 'RespondToAuthChallenge':
      return 'username, password, client-id, client-secret, auth-flow, the state of the user, or a Lambda trigger of the user pool';
    case 'GetTokensFromRefreshToken':
    case 'RevokeToken':
      return 'the refresh token (expired, revoked, of another app client), client-id or client-secret';
    case 'GetId':
    case 'GetCredentialsForIdentity':
      return 'identity-pool-id, identity-role, or the identity providers and roles of the identity pool';
    case 'AssumeRoleWithWebIdentity':
      return "role-to-assume, audience, the role's trust policy, or the account's IAM identity provider for GitHub";
    default:
      return 'an input of this step, the settings of the user pool or app client, or an endpoint that is not Cognito';
  }
}
