/**
 * The words for calls that nobody answered, or not as Cognito does.
 */
import type { Call, CallTarget } from '../service-failure.ts';
import type { CallEntries } from './entry.ts';

export const CONNECTION_FAILURES = {
  'waf-blocked': {
    traits: ['stopsSweep', 'hadNoEffect'],
    seen: 'AWS WAF blocked the request',
    change: "Allow the runner's addresses in the web ACL of the user pool, and ask them for no CAPTCHA or challenge.",
  },
  throttled: {
    traits: ['isTransient'],
    seen: 'the request quota of the account in this region is used up',
    change:
      'Run fewer jobs at once, raise timeout-seconds so that there is more time to try again, or raise the quota, which costs.',
  },
  'network-failed': {
    traits: ['isTransient'],
    seen: 'no answer came',
    change: whetherReached,
  },
  'host-unreachable': {
    traits: ['isTransient', 'hadNoEffect'],
    seen: 'there is no connection to the host',
    change: whetherReached,
  },
  'host-unknown': {
    traits: ['isTransient', 'hadNoEffect'],
    seen: 'there is no host of that name',
    change: ({ target }) =>
      `Check ${SOURCES_OF_HOST[target.kind]}: the runner has to find the address of ${hostOf(target)}.`,
  },
  'certificate-untrusted': {
    traits: ['stopsSweep', 'hadNoEffect'],
    seen: ({ target }) => `the certificate of ${target.host} is not trusted`,
    change:
      "If a proxy opens TLS, set NODE_EXTRA_CA_CERTS in the job's env to the file with the proxy's CA certificate.",
  },
  'proxy-failed': {
    traits: ['isTransient', 'hadNoEffect'],
    seen: 'the proxy does not let the call through',
    change: ({ target }) =>
      `Check HTTPS_PROXY with its username and password, allow ${target.host} in the proxy, or name it in NO_PROXY.`,
  },
  'answer-unreadable': {
    traits: ['isTransient'],
    seen: 'the answer does not come from AWS',
    change: ({ target }) =>
      `Check what stands between the runner and ${hostOf(target)}, for instance a proxy that answers with its own page.`,
  },
  'operation-unknown': {
    traits: ['stopsSweep', 'hadNoEffect'],
    seen: 'the endpoint does not know this operation',
    change: 'Check AWS_ENDPOINT_URL: not every emulator has every operation.',
  },
  'concurrent-change': {
    traits: ['isTransient'],
    seen: 'something else changed the user at the same moment',
    change: 'Run the job again, and keep other jobs and Lambda triggers from changing this user meanwhile.',
  },
  'service-failed': {
    traits: ['isTransient'],
    seen: 'AWS has a fault of its own',
    change: 'Run the job again. If it fails again, see health.aws.amazon.com.',
  },
  'call-refused': {
    seen: 'AWS refused it for a reason that this action does not know',
    change: ({ operation }) =>
      `Possible causes: ${possibleCauses(operation)}. Look up the error name in AWS's API reference of this operation, and please report it.`,
  },
} as const satisfies CallEntries;

function whetherReached({ target }: Call): string {
  return `Check that the runner reaches ${hostOf(target)}, and the proxy in HTTPS_PROXY, if there is one.`;
}

function hostOf({ kind, host }: CallTarget): string {
  return kind === 'user-pool-domain' ? host : `${host} (or what AWS_ENDPOINT_URL names, if it is set)`;
}

const SOURCES_OF_HOST: Readonly<Record<CallTarget['kind'], string>> = {
  'user-pool': 'user-pool-id and aws-region',
  'app-client': 'user-pool-id and aws-region',
  'user-pool-domain': 'domain (and aws-region, where domain is a prefix)',
  role: 'aws-region',
};

/** What each operation depends on, for reasons that nobody knows. */
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
    case 'AssumeRoleWithWebIdentity':
      return "role-to-assume, audience, the role's trust policy, or the account's IAM identity provider for GitHub";
    default:
      return 'an input of this step, the settings of the user pool or app client, or an endpoint that is not Cognito';
  }
}
