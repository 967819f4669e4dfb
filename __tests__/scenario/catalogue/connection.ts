/** Calls without an answer, or with one that is not Cognito's. */
import { writeAwsConfig } from '../../support/aws-config.ts';
import { startProxy } from '../../support/proxy.ts';
import { failing, type Mistakes, refused, SHORT } from './mistake.ts';

const CREATE = ['AdminCreateUser'] as const;
const ENDPOINT = 'AWS_ENDPOINT_URL';

export const CONNECTION: Mistakes = {
  'AWS WAF': {
    code: 'waf-blocked',
    fault: refused('AdminCreateUser', 'ForbiddenException', 'Request not allowed due to WAF block.', { status: 403 }),
    says: ['ForbiddenException, HTTP 403', 'AWS WAF', 'web ACL'],
    calls: CREATE,
  },
  'an account over its quota': {
    code: 'throttled',
    fault: failing('AdminCreateUser', 'throttled'),
    inputs: SHORT,
    says: ['TooManyRequestsException, HTTP 400', 'quota', 'timeout-seconds'],
    calls: CREATE,
    isRetried: true,
  },
  'an endpoint at which nothing listens': {
    code: 'host-unreachable',
    inputs: SHORT,
    env: () => ({ [ENDPOINT]: 'http://127.0.0.1:9' }),
    says: ['(ECONNREFUSED)', '127.0.0.1:9 (from AWS_ENDPOINT_URL)'],
    calls: [],
  },
  'connections that break': {
    code: 'network-failed',
    fault: failing('AdminCreateUser', 'reset'),
    inputs: SHORT,
    says: ['no answer came', '127.0.0.1:', ENDPOINT],
    calls: CREATE,
    isRetried: true,
  },
  'an endpoint that never answers': {
    code: 'network-failed',
    fault: failing('AdminCreateUser', 'hang'),
    // In real time: the fast clock does not shorten a connection timeout.
    inputs: { 'timeout-seconds': '3' },
    says: ['no answer came', '127.0.0.1:', ENDPOINT],
    calls: CREATE,
    isRetried: true,
  },
  'an endpoint that does not exist': {
    code: 'host-unknown',
    inputs: SHORT,
    env: () => ({ [ENDPOINT]: 'http://nowhere.invalid' }),
    says: ['(ENOTFOUND)', 'user-pool-id', 'aws-region', 'address of nowhere.invalid (from AWS_ENDPOINT_URL)'],
    calls: [],
  },
  'a proxy that does not exist': {
    code: 'host-unknown',
    fixture: { tls: true },
    inputs: SHORT,
    env: () => ({ HTTPS_PROXY: 'http://canary:canary@no-such-proxy.invalid:3128' }),
    says: ['(ENOTFOUND)', 'HTTPS_PROXY', 'address of no-such-proxy.invalid.'],
    saysNot: ['user-pool-id and', 'aws-region'],
    calls: [],
  },
  'a FIPS endpoint behind a proxy that does not run': {
    code: 'host-unreachable',
    inputs: SHORT,
    env: () => ({ [ENDPOINT]: '', AWS_USE_FIPS_ENDPOINT: 'true', HTTPS_PROXY: 'http://127.0.0.1:9' }),
    says: ['(ECONNREFUSED)', 'reaches cognito-idp-fips.eu-west-1.amazonaws.com, and the proxy in HTTPS_PROXY'],
    calls: [],
  },
  'a proxy that decrypts TLS': {
    code: 'certificate-untrusted',
    fixture: { tls: true },
    says: ['(DEPTH_ZERO_SELF_SIGNED_CERT)', 'NODE_EXTRA_CA_CERTS'],
    calls: [],
  },
  'a proxy that requires a password': {
    code: 'proxy-failed',
    fixture: { tls: true },
    inputs: SHORT,
    env: async ({ atEnd }) => {
      const proxy = await startProxy({ credentials: { username: 'canary', password: 'canary' } });
      atEnd(() => proxy.close());
      return { HTTPS_PROXY: proxy.url.replace('canary:canary', 'canary:wrong-canary') };
    },
    says: ['(ERR_PROXY_TUNNEL)', 'HTTPS_PROXY', 'NO_PROXY', 'allow localhost:'],
    calls: [],
  },
  'a proxy with an invalid URL': {
    code: 'proxy-unusable',
    env: () => ({ HTTPS_PROXY: 'http://canary:canary@127.0.0.1:99999' }),
    says: ['HTTPS_PROXY', '%40'],
    calls: [],
  },
  'a proxy with quotation marks': {
    code: 'proxy-unusable',
    env: () => ({ HTTPS_PROXY: '"http://canary:3128"' }),
    says: ['HTTPS_PROXY', 'without quotation marks'],
    calls: [],
  },
  'a proxy with another protocol': {
    code: 'proxy-unusable',
    env: () => ({ https_proxy: 'socks5://canary:1080' }),
    says: ['HTTPS_PROXY', 'http://host:port'],
    calls: [],
  },
  'an endpoint without a scheme': {
    code: 'endpoint-unusable',
    env: () => ({ [ENDPOINT]: 'localhost:4566' }),
    says: ['AWS_ENDPOINT_URL is not a URL', 'http://localhost:4566'],
    calls: [],
  },
  'an endpoint without a scheme in the AWS config file': {
    code: 'endpoint-unusable',
    env: ({ job }) => ({ [ENDPOINT]: '', AWS_CONFIG_FILE: writeAwsConfig(job, 'endpoint_url = localhost:4566') }),
    says: ['endpoint_url in the AWS config file is not a URL', 'http://localhost:4566'],
    calls: [],
  },
  'a proxy that does not run': {
    code: 'host-unreachable',
    fixture: { tls: true },
    inputs: SHORT,
    env: () => ({ HTTPS_PROXY: 'http://canary:canary@127.0.0.1:9' }),
    says: ['(ECONNREFUSED)', 'HTTPS_PROXY'],
    calls: [],
  },
  'an endpoint that does not speak TLS': {
    code: 'answer-unreadable',
    inputs: SHORT,
    env: ({ emulator }) => ({ [ENDPOINT]: emulator.url.replace('http://', 'https://') }),
    says: ['(EPROTO)', ENDPOINT],
    calls: [],
  },
  'a FIPS endpoint and a custom endpoint': {
    code: 'machine-misconfigured',
    env: () => ({ AWS_USE_FIPS_ENDPOINT: 'true' }),
    says: ['AdminCreateUser on user pool', '(EndpointError)', 'Remove AWS_USE_FIPS_ENDPOINT'],
    calls: [],
  },
  'an unknown defaults mode': {
    code: 'machine-misconfigured',
    env: () => ({ AWS_DEFAULTS_MODE: 'canary' }),
    says: ['AdminCreateUser on user pool', '(Error)', 'Correct AWS_DEFAULTS_MODE'],
    calls: [],
  },
  'a page of a proxy': {
    code: 'answer-unreadable',
    fault: failing('AdminCreateUser', 'html'),
    inputs: SHORT,
    says: ['HTTP 200', 'proxy', ENDPOINT],
    calls: CREATE,
    isRetried: true,
  },
  'an emulator that does not have the operation': {
    code: 'operation-unknown',
    inputs: ({ emulator, inputs }) => {
      emulator.forgetOperation('AdminCreateUser');
      return inputs;
    },
    says: ['UnknownOperationException', ENDPOINT],
    calls: CREATE,
  },
  'an internal error of Cognito': {
    code: 'service-failed',
    fault: failing('AdminCreateUser', 'error-500'),
    inputs: SHORT,
    says: ['InternalErrorException, HTTP 500', 'health.aws.amazon.com'],
    calls: CREATE,
    isRetried: true,
  },
  'a load balancer without Cognito behind it': {
    code: 'answer-unreadable',
    fault: failing('AdminCreateUser', 'error-503'),
    inputs: SHORT,
    says: ['HTTP 503', 'does not come from AWS', '127.0.0.1:', 'HTTPS_PROXY'],
    saysNot: ['health.aws.amazon.com'],
    calls: CREATE,
    isRetried: true,
  },
  'an unknown refusal': {
    code: 'call-refused',
    fault: refused('AdminCreateUser', 'TeapotException', 'canary'),
    says: ['TeapotException, HTTP 400, request '],
    calls: CREATE,
  },
};
