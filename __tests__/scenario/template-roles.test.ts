// Verify that the roles in examples/aws allow exactly the calls that the action makes in each mode.
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { AppClientRequest, ExplicitAuthFlow } from 'cognito-emulator/app-client';
import type { PoolRequest } from 'cognito-emulator/pool-settings';
import { operations } from 'cognito-emulator/router';
import { Role } from 'cognito-emulator/sts/roles';
import { fieldsOf, listOf } from '../../scripts/lib/mapping.ts';
import { StillClock } from '../support/clocks.ts';
import { readTemplate, resourceIn, type Template } from '../support/cloudformation.ts';
import { type Fixture, runMain, useFixtures } from '../support/fixture.ts';
import { createIdentityPool } from '../support/identity-pool.ts';
import { oidcVariables } from '../support/oidc-variables.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';
import { sampleByKind } from '../support/sample.ts';

const startFixture = useFixtures();

const TEMPLATES = join(REPOSITORY_ROOT, 'examples', 'aws');
/** The repository of the emulated job, which runs on its branch main. */
const PARAMETERS = { Repository: 'octo-org/octo-repo' };
const STORED = { username: 'ada@example.com', password: 'Analytical-Engine-1843' };
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

interface RoleOfTemplate {
  readonly actions: readonly string[];
  readonly resources: unknown;
  readonly subject: string;
}

interface Case {
  readonly title: string;
  readonly role: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly pool?: PoolRequest;
  readonly client?: AppClientRequest;
  readonly inputs?: Readonly<Record<string, string>>;
}

const GROUP = { parameters: { GroupName: 'admins' }, pool: { groups: ['admins'] } };
const SIGN_UP = { 'create-with': 'sign-up', 'email-domain': 'simulator.amazonses.com' };

const CASES: readonly Case[] = [
  { title: 'mode ephemeral', role: 'EphemeralRole' },
  { title: 'mode ephemeral with groups', role: 'EphemeralRole', ...GROUP, inputs: { groups: 'admins' } },
  {
    title: 'mode ephemeral with USER_SRP_AUTH',
    role: 'EphemeralRole',
    client: { flows: ['ALLOW_USER_SRP_AUTH'] },
    inputs: { 'auth-flow': 'USER_SRP_AUTH' },
  },
  {
    title: 'mode ephemeral with an authenticator app',
    role: 'EphemeralRole',
    pool: { mfa: 'ON', softwareTokenMfa: true },
  },
  { title: 'create-with sign-up', role: 'SignUpRole', parameters: { SignUp: 'true' }, inputs: SIGN_UP },
  {
    title: 'create-with sign-up and groups',
    role: 'SignUpRole',
    parameters: { ...GROUP.parameters, SignUp: 'true' },
    pool: GROUP.pool,
    inputs: { ...SIGN_UP, groups: 'admins' },
  },
  {
    title: 'mode stored with ADMIN_USER_PASSWORD_AUTH',
    role: 'StoredRole',
    pool: { mfa: 'ON', softwareTokenMfa: true },
    client: { flows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    inputs: { mode: 'stored', 'auth-flow': 'ADMIN_USER_PASSWORD_AUTH', 'totp-secret': TOTP_SECRET, ...STORED },
  },
];

describe('a role of auth.yaml', () => {
  it.each(sampleByKind(CASES, ({ role }) => role))(
    'allows the calls of $title, and no others',
    async ({ role: name, inputs = {}, ...request }) => {
      const template = readTemplate(join(TEMPLATES, 'auth.yaml'), { ...PARAMETERS, ...request.parameters });
      const fixture = await startScenario(template, request);
      fixture.pool.addUser({ ...STORED, totpSecret: TOTP_SECRET });
      const { arn, actions } = addRole(fixture, template, name);

      await runMain(fixture.job, { ...fixture.inputs, 'role-to-assume': arn, ...inputs });
      expect(await fixture.job.post()).toMatchObject([{ outcome: 'success', annotations: [] }]);
      expect(fixture.pool.users).toHaveLength(1);
      expect(signedCalls(fixture)).toStrictEqual(actions);
      expect(fixture.emulator.violations).toStrictEqual([]);
    },
  );

  it('allows the calls of the sweep, and no others', async () => {
    const template = readTemplate(join(TEMPLATES, 'auth.yaml'), PARAMETERS);
    const fixture = await startScenario(template, {});
    fixture.pool.addUser({
      ...STORED,
      username: 'gha-1658821493-1-a2b3c4d5e6f7g2h3i4j5k6l7mn@example.com',
      createdAt: new Date(0),
    });
    const { arn, actions } = addRole(fixture, template, 'SweepRole');

    const action = join(REPOSITORY_ROOT, 'sweep');
    const sweep = await fixture.job.uses({ action, with: { 'user-pool-id': fixture.pool.id, 'role-to-assume': arn } });
    expect(sweep).toMatchObject({ outcome: 'success', annotations: [], outputs: { FOUND: '1', DELETED: '1' } });
    expect(signedCalls(fixture)).toStrictEqual(actions);
  });

  it('allows the calls for an identity pool, and no others, with the policy that iam-api.yaml adds', async () => {
    const template = readTemplate(join(TEMPLATES, 'auth.yaml'), PARAMETERS);
    const fixture = await startScenario(template, {});
    const identityPool = createIdentityPool(fixture);
    const { arn, actions } = addRole(fixture, template, 'EphemeralRole');
    const inputs = { ...fixture.inputs, 'role-to-assume': arn, 'identity-pool-id': identityPool.id };
    await runMain(fixture.job, inputs);
    expect(await fixture.job.post()).toMatchObject([{ outcome: 'success', annotations: [] }]);
    expect(identityPool.identities).toStrictEqual([]);

    const { PolicyDocument } = resourceIn(readTemplate(join(TEMPLATES, 'iam-api.yaml')), 'DeleteIdentities');
    const [statement, ...others] = listOf(fieldsOf(PolicyDocument)['Statement']).map(fieldsOf);
    expect(others).toStrictEqual([]);
    expect(statement).toMatchObject({
      Action: 'cognito-identity:DeleteIdentities',
      Resource: expect.stringMatching(/:cognito-identity:.*:identitypool\/\$\{IdentityPool\}$/),
    });
    expect(signedCalls(fixture)).toStrictEqual([...actions, 'DeleteIdentities'].toSorted());
  });

  const subjects = {
    'a branch': 'repo:octo-org/octo-repo:ref:refs/heads/feature',
    'a pull request': 'repo:octo-org/octo-repo:pull_request',
    'the default branch': 'repo:octo-org/octo-repo:ref:refs/heads/main',
    'another repository': 'repo:octo-org/octo-repo-2:ref:refs/heads/main',
    'another owner': 'repo:evil/octo-org/octo-repo:ref:refs/heads/main',
  };

  it.each([
    ['EphemeralRole', ['a branch', 'a pull request', 'the default branch']],
    ['SignUpRole', ['a branch', 'a pull request', 'the default branch']],
    ['StoredRole', ['a branch', 'a pull request', 'the default branch']],
    ['SweepRole', ['the default branch']],
  ])('%s trusts only %p', (name, trusted) => {
    const template = readTemplate(join(TEMPLATES, 'auth.yaml'), { ...PARAMETERS, SignUp: 'true' });
    const { subject } = roleIn(template, name);
    const role = new Role({ arn: arnOf(name), allowedSub: subject });
    const accepted = Object.entries(subjects).filter(([, sub]) => role.trusts(sub));
    expect(accepted.map(([title]) => title)).toStrictEqual(trusted);
  });

  it('applies only to the user pool of its stack', () => {
    const template = readTemplate(join(TEMPLATES, 'auth.yaml'), { ...PARAMETERS, SignUp: 'true' });
    const names = Object.entries(template.resources).filter(([, { type }]) => type === 'AWS::IAM::Role');
    expect(names.map(([name]) => roleIn(template, name).resources)).toStrictEqual(
      names.map(() => ({ 'Fn::GetAtt': 'UserPool.Arn' })),
    );
  });
});

/** Starts a fixture with a user pool and an app client as in the templates, except for the changes of the case. */
function startScenario(template: Template, { pool, client }: Pick<Case, 'pool' | 'client'>): Promise<Fixture> {
  const { AdminCreateUserConfig, UserPoolTier, Policies } = resourceIn(template, 'UserPool');
  const { PasswordPolicy } = fieldsOf(Policies);
  const appClient = resourceIn(readTemplate(join(TEMPLATES, 'rest-api.yaml')), 'AppClient');
  expect(UserPoolTier).toBe('LITE');
  return startFixture({
    pool: {
      usernameAttributes: ['email'],
      tier: 'LITE',
      allowAdminCreateUserOnly: fieldsOf(AdminCreateUserConfig)['AllowAdminCreateUserOnly'] === true,
      passwordPolicy: { minimumLength: Number(fieldsOf(PasswordPolicy)['MinimumLength']) },
      ...pool,
    },
    client: { flows: listOf(appClient['ExplicitAuthFlows']).filter(isAuthFlow), ...client },
    credentials: false,
    clock: new StillClock(),
  });
}

function addRole(fixture: Fixture, template: Template, name: string): { arn: string; actions: readonly string[] } {
  Object.assign(fixture.job.env, oidcVariables(fixture.emulator.oidc));
  const { actions, subject } = roleIn(template, name);
  const denied = [...operations.keys()].filter((operation) => !actions.includes(operation));
  fixture.emulator.addRole({ arn: arnOf(name), allowedSub: subject, denied });
  return { arn: arnOf(name), actions };
}

function arnOf(name: string): string {
  return `arn:aws:iam::123456789012:role/${name}`;
}

/** Reads a role of a template. It has one statement about whom it trusts, and one about what it allows. */
function roleIn(template: Template, name: string): RoleOfTemplate {
  const { AssumeRolePolicyDocument, Policies } = resourceIn(template, name);
  const [trust, ...moreTrust] = listOf(fieldsOf(AssumeRolePolicyDocument)['Statement']).map(fieldsOf);
  const [policy, ...morePolicies] = listOf(Policies).map((item) => fieldsOf(fieldsOf(item)['PolicyDocument']));
  const [statement, ...more] = listOf(policy?.['Statement']).map(fieldsOf);
  expect([moreTrust, morePolicies, more]).toStrictEqual([[], [], []]);
  const conditions = Object.values(fieldsOf(trust?.['Condition'])).map(fieldsOf);
  const { 'token.actions.githubusercontent.com:aud': audience, 'token.actions.githubusercontent.com:sub': subject } =
    Object.assign({}, ...conditions);
  expect(audience).toBe('sts.amazonaws.com');
  // IAM expands no wildcards in StringEquals.
  expect(JSON.stringify(fieldsOf(trust?.['Condition'])['StringEquals'])).not.toContain('*');
  const actions = listOf(statement?.['Action']).map(String);
  expect(actions.filter((action) => !action.startsWith('cognito-idp:'))).toStrictEqual([]);
  return {
    actions: actions.map((action) => action.replace('cognito-idp:', '')).toSorted(),
    resources: statement?.['Resource'],
    subject: String(subject),
  };
}

/** Returns the operations that were signed with AWS credentials, each once. */
function signedCalls({ emulator }: Fixture): string[] {
  const signed = emulator.requests.filter((request) => request.signed);
  return [...new Set(signed.map(({ operation }) => operation))].toSorted();
}

function isAuthFlow(value: unknown): value is ExplicitAuthFlow {
  return value === 'ALLOW_USER_PASSWORD_AUTH' || value === 'ALLOW_REFRESH_TOKEN_AUTH';
}
