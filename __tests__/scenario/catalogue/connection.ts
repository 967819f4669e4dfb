/** Calls without an answer, or with one that is not Cognito's. */
import { writeAwsConfig } from '../../support/aws-config.ts';
import { startProxy } from '../../support/proxy.ts';
import { failing, type Mistakes, refused, SHORT } from './mistake.ts';

const CREATE = ['AdminCreateUser'] as const;
const ENDPOINT = 'AWS_ENDPOINT_URL';

export const CONNECTION: Mistakes = {
  'waf-blocked: AWS WAF': {
    fault: refused('AdminCreateUser ForbiddenException: Request not allowed due to WAF block.', { status: 403 }),
    says: ['ForbiddenException, HTTP 403', 'AWS WAF', 'web ACL'],
  },
  'throttled: an account over its quota': {
    fault: failing('AdminCreateUser', 'throttled'),
    inputs: SHORT,
    says: ['TooManyRequestsException, HTTP 400', 'quota', 'timeout-seconds'],
    isRetried: true,
  },
  'host-unreachable: an endpoint at which nothing listens': {
    inputs: SHORT,
    env: () => ({ [ENDPOINT]: 'http://127.0.0.1:9' }),
    says: ['(ECONNREFUSED)', '127.0.0.1:9 (from AWS_ENDPOINT_URL)'],
  },
  'network-failed: connections that break': {
    fault: failing('AdminCreateUser', 'reset'),
    inputs: SHORT,
    says: ['no answer came', '127.0.0.1:', ENDPOINT],
    isRetried: true,
  },
  'host-unknown: an endpoint that does not exist': {
    inputs: SHORT,
    env: () => ({ [ENDPOINT]: 'http://nowhere.invalid' }),
    says: ['(ENOTFOUND)', 'user-pool-id', 'aws-region', 'address of nowhere.invalid (from AWS_ENDPOINT_URL)'],
  },
  'host-unknown: a proxy that does not exist': {
    fixture: { tls: true },
    inputs: SHORT,
    env: () => ({ HTTPS_PROXY: 'http://canary:canary@no-such-proxy.invalid:3128' }),
    says: ['(ENOTFOUND)', 'HTTPS_PROXY', 'address of no-such-proxy.invalid.'],
    saysNot: ['user-pool-id and', 'aws-region'],
  },
  'host-unreachable: a FIPS endpoint behind a proxy that does not run': {
    inputs: SHORT,
    env: () => ({ [ENDPOINT]: '', AWS_USE_FIPS_ENDPOINT: 'true', HTTPS_PROXY: 'http://127.0.0.1:9' }),
    says: ['(ECONNREFUSED)', 'reaches cognito-idp-fips.eu-west-1.amazonaws.com, and the proxy in HTTPS_PROXY'],
  },
  'certificate-untrusted: a proxy that decrypts TLS': {
    fixture: { tls: true },
    says: ['(DEPTH_ZERO_SELF_SIGNED_CERT)', 'NODE_EXTRA_CA_CERTS'],
  },
  'proxy-failed: a proxy that requires a password': {
    fixture: { tls: true },
    inputs: SHORT,
    env: async ({ atEnd }) => {
      const proxy = await startProxy({ credentials: { username: 'canary', password: 'canary' } });
      atEnd(() => proxy.close());
      return { HTTPS_PROXY: proxy.url.replace('canary:canary', 'canary:wrong-canary') };
    },
    says: ['(ERR_PROXY_TUNNEL)', 'HTTPS_PROXY', 'NO_PROXY', 'allow localhost:'],
  },
  'proxy-unusable: a proxy with an invalid URL': {
    env: () => ({ HTTPS_PROXY: 'http://canary:canary@127.0.0.1:99999' }),
    says: ['HTTPS_PROXY', 'http://host:port', '%40', 'without quotation marks'],
  },
  'endpoint-unusable: an endpoint without a scheme': {
    env: () => ({ [ENDPOINT]: 'localhost:4566' }),
    says: ['AWS_ENDPOINT_URL is not a URL', 'http://localhost:4566'],
  },
  'endpoint-unusable: an endpoint without a scheme in the AWS config file': {
    env: ({ job }) => ({ [ENDPOINT]: '', AWS_CONFIG_FILE: writeAwsConfig(job, 'endpoint_url = localhost:4566') }),
    says: ['endpoint_url in the AWS config file is not a URL', 'http://localhost:4566'],
  },
  'answer-unreadable: an endpoint that does not speak TLS': {
    inputs: SHORT,
    env: ({ emulator }) => ({ [ENDPOINT]: emulator.url.replace('http://', 'https://') }),
    says: ['(EPROTO)', ENDPOINT],
  },
  'machine-misconfigured: a FIPS endpoint and a custom endpoint': {
    env: () => ({ AWS_USE_FIPS_ENDPOINT: 'true' }),
    says: ['AdminCreateUser on user pool', '(EndpointError)', 'Remove AWS_USE_FIPS_ENDPOINT'],
  },
  'machine-misconfigured: an unknown defaults mode': {
    env: () => ({ AWS_DEFAULTS_MODE: 'canary' }),
    says: ['AdminCreateUser on user pool', '(Error)', 'Correct AWS_DEFAULTS_MODE'],
  },
  'answer-unreadable: a page of a proxy': {
    fault: failing('AdminCreateUser', 'html'),
    inputs: SHORT,
    says: ['HTTP 200', 'proxy', ENDPOINT],
    isRetried: true,
  },
  'operation-unknown: an emulator that does not have the operation': {
    inputs: ({ emulator, inputs }) => {
      emulator.forgetOperation('AdminCreateUser');
      return inputs;
    },
    says: ['UnknownOperationException', ENDPOINT],
    calls: CREATE,
  },
  'service-failed: an internal error of Cognito': {
    fault: failing('AdminCreateUser', 'error-500'),
    inputs: SHORT,
    says: ['InternalErrorException, HTTP 500', 'health.aws.amazon.com'],
    isRetried: true,
  },
  'call-refused: an unknown refusal': {
    fault: refused('AdminCreateUser TeapotException: canary'),
    says: ['TeapotException, HTTP 400, request '],
  },
};
