// Verify the sweep's messages if it cannot start or continue: one error at once, and no unnecessary call.

import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import { StillClock } from '../../support/clocks.ts';
import { credentialVariables } from '../../support/credential-variables.ts';
import { type Fixture, operationsOf, readableTextOf, useFixtures } from '../../support/fixture.ts';
import { oidcVariables } from '../../support/oidc-variables.ts';
import { sample } from '../../support/sample.ts';
import { type Mistake, refused } from './mistake.ts';

const startFixture = useFixtures();

const SWEEP = resolve(import.meta.dirname, '..', '..', '..', 'sweep');
const ARN = 'arn:aws:iam::123456789012:role/sweep';
const RANDOM_PART = 'a2b3c4d5e6f7g2h3i4j5k6l7mn';
const DAYS_AGO = new Date(Date.now() - 72 * 3_600_000);

type Texts = Readonly<Record<string, string>>;

interface SweepMistake extends Pick<Mistake, 'fixture' | 'fault' | 'says' | 'calls'> {
  readonly inputs?: Texts;
  readonly env?: (fixture: Fixture) => Texts;
}

/** Credentials without permission for a call. */
function denied(operation: string) {
  return ({ emulator }: Fixture) => credentialVariables(emulator.addPrincipal({ denied: [operation] }));
}

const MISTAKES: Readonly<Record<string, SweepMistake>> = {
  'access-denied: no permission to delete': {
    env: denied('AdminDeleteUser'),
    says: ['AdminDeleteUser on user pool'],
    calls: ['ListUsers', 'AdminDeleteUser'],
  },
  'access-denied: no permission to list': {
    env: denied('ListUsers'),
    says: ['ListUsers on user pool'],
    calls: ['ListUsers'],
  },
  'user-pool-not-found: a user pool that does not exist': {
    inputs: { 'user-pool-id': 'eu-west-1_Unknown12' },
    says: ['ListUsers on user pool eu-west-1_Unknown12', 'Check user-pool-id'],
    calls: ['ListUsers'],
  },
  'waf-blocked: AWS WAF': {
    fault: refused('AdminDeleteUser ForbiddenException: Request not allowed due to WAF block.', {
      status: 403,
      times: 99,
    }),
    says: ['AdminDeleteUser on user pool', 'ForbiddenException, HTTP 403'],
    calls: ['ListUsers', 'AdminDeleteUser'],
  },
  'operation-unknown: an emulator that does not list users': {
    env: ({ emulator }) => {
      emulator.forgetOperation('ListUsers');
      return {};
    },
    says: ['UnknownOperationException', 'AWS_ENDPOINT_URL'],
    calls: ['ListUsers'],
  },
  'role-not-assumed: a role that does not trust the job': {
    fixture: { credentials: false },
    inputs: { 'role-to-assume': ARN },
    env: ({ emulator }) => {
      emulator.addRole({ arn: ARN, allowedSub: 'repo:octo-org/other-repo:*' });
      return oidcVariables(emulator.oidc);
    },
    says: [`AssumeRoleWithWebIdentity on role ${ARN}`, 'trust policy'],
    calls: ['github-oidc', 'AssumeRoleWithWebIdentity'],
  },
  'credentials-missing: a run by Dependabot, which gets no AWS credentials': {
    fixture: { credentials: false, job: { env: { GITHUB_ACTOR: 'dependabot[bot]' } } },
    says: ['aws-actions/configure-aws-credentials', 'Dependabot secrets'],
  },
};

it.each(sample(Object.entries(MISTAKES), (_, index) => index % 4 === 0))(
  'explains %s',
  async (name, { fixture: options, fault, inputs, env, says, calls = [] }) => {
    const fixture = await startFixture({ clock: new StillClock(), ...options, job: { debug: true, ...options?.job } });
    const { emulator, pool, job } = fixture;
    for (const run of [1, 2]) {
      const username = `gha-${run}-1-${RANDOM_PART}`;
      pool.addUser({ username, password: 'Canary-Engine-1843', createdAt: DAYS_AGO });
    }
    if (fault !== undefined) {
      emulator.injectFault(fault);
    }
    const required = { 'user-pool-id': pool.id, 'username-format': 'plain', 'job-summary': 'true' };
    const step = await job.uses({ action: SWEEP, with: { ...required, ...inputs }, env: { ...env?.(fixture) } });

    expect(step).toMatchObject({ exitCode: 1, stderr: '' });
    const { FOUND } = step.outputs;
    expect(step.outputs).toStrictEqual({ FOUND, DELETED: '0', FAILED: FOUND });
    expect(step.annotations).toStrictEqual([{ level: 'error', message: expect.any(String) }]);
    for (const words of says) {
      expect(step.annotations[0]?.message).toContain(words);
    }
    expect(step.annotations[0]?.message).toMatch(new RegExp(`/docs/troubleshooting\\.md#${name.replace(/: .*/, '')}$`));
    expect(step.stdout).not.toMatch(/^\s+at /m);
    expect(readableTextOf(step)).not.toMatch(/canary/i);
    expect(readableTextOf(step)).not.toContain(RANDOM_PART);
    expect(operationsOf(emulator)).toStrictEqual(calls);
    expect(pool.users).toHaveLength(2);
    expect(emulator.violations).toStrictEqual([]);
  },
);
