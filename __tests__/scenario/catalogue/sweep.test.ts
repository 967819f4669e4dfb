// Verify the sweep's messages if it cannot start or continue: one error at once, and no unnecessary call.

import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import { writeAwsConfig } from '../../support/aws-config.ts';
import { StillClock } from '../../support/clocks.ts';
import { type Fixture, type FixtureOptions, operationsOf, readableTextOf, useFixtures } from '../../support/fixture.ts';
import { oidcVariables } from '../../support/oidc-variables.ts';
import { sample } from '../../support/sample.ts';

const startFixture = useFixtures();

const SWEEP = resolve(import.meta.dirname, '..', '..', '..', 'sweep');
const ARN = 'arn:aws:iam::123456789012:role/sweep';
const LEFTOVER = 'gha-1658821493-1-a2b3c4d5e6f7g2h3i4j5k6l7mn';
const DAYS_AGO = new Date(Date.now() - 72 * 3_600_000);

interface Mistake {
  readonly code: string;
  readonly fixture?: FixtureOptions;
  readonly inputs?: (fixture: Fixture, clock: StillClock) => Readonly<Record<string, string>>;
  readonly says: readonly string[];
  readonly calls: readonly string[];
}

/** Makes AWS refuse the calls of an operation with its real text. */
function refusing(operation: string, exception: string, message: string, status = 400) {
  return ({ emulator }: Fixture) => {
    emulator.injectFault({ operation, kind: 'refused', exception, message, status, times: 99 });
    return {};
  };
}

const MISTAKES: Readonly<Record<string, Mistake>> = {
  'a user pool that does not exist': {
    code: 'user-pool-not-found',
    inputs: () => ({ 'user-pool-id': 'eu-west-1_Unknown12' }),
    says: ['ListUsers on user pool eu-west-1_Unknown12', 'Check user-pool-id'],
    calls: ['ListUsers'],
  },
  'an unknown access key': {
    code: 'credentials-rejected',
    fixture: { credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'Canary-Engine-1843' } },
    says: ['UnrecognizedClientException', 'AWS_ACCESS_KEY_ID'],
    calls: ['ListUsers'],
  },
  'a clock that is wrong by minutes': {
    code: 'clock-wrong',
    inputs: ({ emulator }) => {
      const message =
        'Signature expired: 20261121T120000Z is now earlier than 20261121T121000Z (20261121T121500Z - 5 min.)';
      const exception = 'InvalidSignatureException';
      emulator.injectFault({ operation: 'ListUsers', kind: 'refused', exception, message, times: 2 });
      return {};
    },
    says: ['InvalidSignatureException', 'NTP'],
    calls: ['ListUsers', 'ListUsers'],
  },
  'AWS WAF': {
    code: 'waf-blocked',
    inputs: refusing('AdminDeleteUser', 'ForbiddenException', 'Request not allowed due to WAF block.', 403),
    says: ['AdminDeleteUser on user pool', 'ForbiddenException, HTTP 403'],
    calls: ['ListUsers', 'AdminDeleteUser'],
  },
  'an emulator that does not list users': {
    code: 'operation-unknown',
    inputs: ({ emulator }) => {
      emulator.forgetOperation('ListUsers');
      return {};
    },
    says: ['UnknownOperationException', 'AWS_ENDPOINT_URL'],
    calls: ['ListUsers'],
  },
  'a search that Cognito does not accept': {
    code: 'call-refused',
    inputs: refusing('ListUsers', 'InvalidParameterException', 'Error while parsing filter canary'),
    says: ['ListUsers on user pool', 'InvalidParameterException, HTTP 400'],
    calls: ['ListUsers'],
  },
  'an endpoint without a scheme in the AWS config file': {
    code: 'endpoint-unusable',
    inputs: ({ job }) => {
      const file = writeAwsConfig(job, 'endpoint_url = localhost:4566');
      Object.assign(job.env, { AWS_ENDPOINT_URL: '', AWS_CONFIG_FILE: file });
      return {};
    },
    says: ['endpoint_url in the AWS config file is not a URL'],
    calls: [],
  },
  'an untrusted certificate': {
    code: 'certificate-untrusted',
    fixture: { tls: true },
    says: ['NODE_EXTRA_CA_CERTS'],
    calls: [],
  },
  'a role that does not trust the job': {
    code: 'role-not-assumed',
    fixture: { credentials: false },
    inputs: ({ emulator, job }) => {
      Object.assign(job.env, oidcVariables(emulator.oidc));
      emulator.addRole({ arn: ARN, allowedSub: 'repo:octo-org/other-repo:*' });
      return { 'role-to-assume': ARN };
    },
    says: [`AssumeRoleWithWebIdentity on role ${ARN}`, 'trust policy'],
    calls: ['github-oidc', 'AssumeRoleWithWebIdentity'],
  },
  'a role without permissions: id-token: write': {
    code: 'id-token-unavailable',
    fixture: { credentials: false },
    inputs: () => ({ 'role-to-assume': ARN }),
    says: ['permissions: id-token: write'],
    calls: [],
  },
  'a run by Dependabot, which gets no AWS credentials': {
    code: 'credentials-missing',
    fixture: { credentials: false, job: { env: { GITHUB_ACTOR: 'dependabot[bot]' } } },
    says: ['aws-actions/configure-aws-credentials', 'Dependabot secrets'],
    calls: [],
  },
};

it.each(sample(Object.entries(MISTAKES), (_, index) => index % 3 === 0))(
  'explains %s',
  async (_, { code, fixture: options, inputs, says, calls }) => {
    const clock = new StillClock();
    const fixture = await startFixture({ clock, ...options, job: { debug: true, ...options?.job } });
    const { emulator, pool, job } = fixture;
    pool.addUser({ username: LEFTOVER, password: 'Canary-Engine-1843', createdAt: DAYS_AGO });
    const required = { 'user-pool-id': pool.id, 'username-format': 'plain' };
    const step = await job.uses({ action: SWEEP, with: { ...required, ...inputs?.(fixture, clock) } });

    expect(step).toMatchObject({ exitCode: 1, stderr: '' });
    const { FOUND } = step.outputs;
    expect(step.outputs).toStrictEqual({ FOUND, DELETED: '0', FAILED: FOUND });
    expect(step.annotations).toStrictEqual([{ level: 'error', message: expect.any(String) }]);
    for (const words of says) {
      expect(step.annotations[0]?.message).toContain(words);
    }
    expect(step.annotations[0]?.message).toMatch(new RegExp(`/docs/troubleshooting\\.md#${code}$`));
    expect(step.stdout).not.toMatch(/^\s+at /m);
    expect(readableTextOf(step)).not.toMatch(/canary/i);
    expect(readableTextOf(step)).not.toContain(LEFTOVER);
    expect(operationsOf(emulator)).toStrictEqual(calls);
    expect(emulator.violations).toStrictEqual([]);
  },
);
