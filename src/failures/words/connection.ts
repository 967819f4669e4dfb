/**
 * The words for calls that nobody answered, or not as Cognito does.
 */
import type { CallTarget } from '../service-failure.ts';
import type { WordTable } from './words.ts';

export const CONNECTION_WORDS = {
  'waf-blocked': {
    seen: 'AWS WAF blocked the request',
    change: "Allow the runner's addresses in the web ACL of the user pool, without a CAPTCHA or challenge.",
  },
  throttled: {
    seen: 'the request quota of the account in this region is used up',
    change:
      'Run fewer jobs at once, raise timeout-seconds so that there is more time to try again, or ask AWS for a higher quota.',
  },
  'network-failed': ({ call }) => ({
    seen: 'no answer came',
    change: `Check that the runner reaches ${hostOf(call.target)}${endpointVariable(call.target)}, and the proxy in HTTPS_PROXY, if there is one.`,
  }),
  'host-unknown': ({ call }) => ({
    seen: 'there is no host of that name',
    change:
      call.target.kind === 'token-endpoint'
        ? 'Check domain (and aws-region, where domain is a prefix).'
        : `Check ${call.target.kind === 'role' ? 'the region' : 'user-pool-id and aws-region'}: the runner has to resolve ${hostOf(call.target)}${endpointVariable(call.target)}.`,
  }),
  'certificate-untrusted': ({ call }) => ({
    seen: `the certificate of ${hostOf(call.target)} is not trusted`,
    change:
      'Behind a proxy that opens TLS, set NODE_EXTRA_CA_CERTS in the env of the job to the file with its CA certificate.',
  }),
  'proxy-failed': ({ call }) => ({
    seen: 'the proxy does not let the call through',
    change: `Check HTTPS_PROXY with its username and password, allow ${hostOf(call.target)} in the proxy, or name it in NO_PROXY.`,
  }),
  'answer-unreadable': ({ call }) => ({
    seen: 'the answer is not one that AWS gives',
    change: `Check what stands between the runner and ${hostOf(call.target)}${endpointVariable(call.target)}, such as a proxy that answers with a page of its own.`,
  }),
  'operation-unknown': {
    seen: 'the endpoint does not know this operation',
    change: 'Check AWS_ENDPOINT_URL: not every emulator has every operation.',
  },
  'concurrent-change': {
    seen: 'something else changed the user at the same moment',
    change: 'Run the job again, and keep other jobs and Lambda triggers from changing this user meanwhile.',
  },
  'service-failed': {
    seen: 'AWS has a fault of its own',
    change: 'Run the job again; if it goes on, see health.aws.amazon.com.',
  },
  'call-refused': {
    seen: 'AWS refused the call for a reason that this action has no words for',
    change: "Look up the error name among the errors of this operation in AWS's API reference, and please report it.",
  },
} as const satisfies WordTable;

/** The host that AWS has for a call; an endpoint of one's own takes its place. */
function hostOf(target: CallTarget): string {
  switch (target.kind) {
    case 'token-endpoint':
      return new URL(target.domain).host;
    case 'role':
      return `sts.${target.region}.${suffixOf(target.region)}`;
    default:
      return `cognito-idp.${target.region}.${suffixOf(target.region)}`;
  }
}

function suffixOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}

function endpointVariable(target: CallTarget): string {
  return target.kind === 'token-endpoint' ? '' : ' (or what AWS_ENDPOINT_URL names, if it is set)';
}
