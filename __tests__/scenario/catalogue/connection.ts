/** Calls without an answer, or with one that is not Cognito's. */
import { writeAwsConfig } from '../../support/aws-config.ts';
import { startProxy } from '../../support/proxy.ts';
import { type Mistakes, refused, SHORT } from './mistake.ts';

const ENDPOINT = 'AWS_ENDPOINT_URL';

/** Every attempt to create the user fails like this. */
function failing(kind: 'throttled' | 'reset' | 'html' | 'error-500') {
  return {
    fault: { operation: 'AdminCreateUser', kind, times: 999 },
    inputs: SHORT,
    isRetried: true,
    mayLeaveUser: true,
  } as const;
}

export const CONNECTION: Mistakes = {
  'throttled: an account over its quota': failing('throttled'),
  'network-failed: connections that break': { ...failing('reset'), says: ['no answer came', '127.0.0.1:'] },
  'answer-unreadable: a page of a proxy': { ...failing('html'), says: ['HTTP 200'] },
  'service-failed: an internal error of Cognito': failing('error-500'),
  'waf-blocked: AWS WAF': {
    fault: refused('AdminCreateUser ForbiddenException: Request not allowed due to WAF block.', { status: 403 }),
  },
  'host-unreachable: an endpoint at which nothing listens': {
    inputs: SHORT,
    env: () => ({ [ENDPOINT]: 'http://127.0.0.1:9' }),
    says: ['(ECONNREFUSED)', '127.0.0.1:9 (from AWS_ENDPOINT_URL)'],
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
    says: ['HTTPS_PROXY', 'address of no-such-proxy.invalid.'],
    saysNot: ['user-pool-id and', 'aws-region'],
  },
  'host-unreachable: a FIPS endpoint behind a proxy that does not run': {
    inputs: SHORT,
    env: () => ({ [ENDPOINT]: '', AWS_USE_FIPS_ENDPOINT: 'true', HTTPS_PROXY: 'http://127.0.0.1:9' }),
    says: ['reaches cognito-idp-fips.eu-west-1.amazonaws.com, and the proxy in HTTPS_PROXY'],
  },
  'certificate-untrusted: a proxy that decrypts TLS': {
    fixture: { tls: true },
    says: ['(DEPTH_ZERO_SELF_SIGNED_CERT)'],
  },
  'proxy-failed: a proxy that requires a password': {
    fixture: { tls: true },
    inputs: SHORT,
    env: async ({ atEnd }) => {
      const proxy = await startProxy({ credentials: { username: 'canary', password: 'canary' } });
      atEnd(() => proxy.close());
      return { HTTPS_PROXY: proxy.url.replace('canary:canary', 'canary:wrong-canary') };
    },
    says: ['(ERR_PROXY_TUNNEL)', 'allow localhost:'],
  },
  'proxy-unusable: a proxy with an invalid URL': {
    env: () => ({ HTTPS_PROXY: 'http://canary:canary@127.0.0.1:99999' }),
    says: ['HTTPS_PROXY'],
  },
  'endpoint-unusable: an endpoint without a scheme': {
    env: () => ({ [ENDPOINT]: 'localhost:4566' }),
    says: ['AWS_ENDPOINT_URL is not a URL'],
  },
  'endpoint-unusable: an endpoint without a scheme in the AWS config file': {
    env: ({ job }) => ({ [ENDPOINT]: '', AWS_CONFIG_FILE: writeAwsConfig(job, 'endpoint_url = localhost:4566') }),
    says: ['endpoint_url in the AWS config file is not a URL'],
  },
  'answer-unreadable: an endpoint that does not speak TLS': {
    inputs: SHORT,
    env: ({ emulator }) => ({ [ENDPOINT]: emulator.url.replace('http://', 'https://') }),
    says: ['(EPROTO)'],
    mayLeaveUser: true,
  },
  'machine-misconfigured: a FIPS endpoint and a custom endpoint': {
    env: () => ({ AWS_USE_FIPS_ENDPOINT: 'true' }),
    says: ['(EndpointError)', 'Remove AWS_USE_FIPS_ENDPOINT'],
  },
  'machine-misconfigured: an unknown defaults mode': {
    env: () => ({ AWS_DEFAULTS_MODE: 'canary' }),
    says: ['(Error)', 'Correct AWS_DEFAULTS_MODE'],
  },
  'operation-unknown: an emulator that does not have the operation': {
    inputs: ({ emulator, inputs }) => {
      emulator.forgetOperation('AdminCreateUser');
      return inputs;
    },
  },
  'call-refused: an unknown refusal': { fault: refused('AdminCreateUser TeapotException: canary'), mayLeaveUser: true },
};
