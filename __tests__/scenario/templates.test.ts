// Verify that every app client in examples/aws gets the tokens that it is meant for, with a role that allows exactly the
// calls that the action makes.
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import type { AppClientRequest, ExplicitAuthFlow } from 'cognito-emulator/app-client';
import { decodeClaims } from 'cognito-emulator/decode-claims';
import type { PoolRequest } from 'cognito-emulator/pool-settings';
import { Role } from 'cognito-emulator/sts/roles';
import { fieldsOf, listOf } from '../../scripts/lib/mapping.ts';
import { StillClock } from '../support/clocks.ts';
import { readTemplate, resourceIn, type Template } from '../support/cloudformation.ts';
import { customAuth, QUESTIONS } from '../support/custom-auth.ts';
import { type Fixture, runMain, runPost, useFixtures } from '../support/fixture.ts';
import { createIdentityPool } from '../support/identity-pool.ts';
import { loginInputs } from '../support/login-page.ts';
import { oidcVariables } from '../support/oidc-variables.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';
import { sampleByKind } from '../support/sample.ts';

const startFixture = useFixtures();

type Texts = Readonly<Record<string, string>>;

interface Case {
  readonly title: string;
  /** In auth.yaml. */
  readonly role?: string;
  readonly parameters?: Texts;
  readonly pool?: PoolRequest;
  /** The template and the name of the app client. */
  readonly app?: readonly [template: string, name: string, parameters?: Texts];
  readonly client?: AppClientRequest;
  readonly inputs?: Texts;
  /** The scopes of the access token. */
  readonly scope?: string;
}

const TEMPLATES = join(REPOSITORY_ROOT, 'examples', 'aws');
/** The repository of the emulated job, which runs on its branch main. */
const PARAMETERS = { Repository: 'octo-org/octo-repo', SignUp: 'true' };
const STORED = { username: 'ada@example.com', password: 'Analytical-Engine-1843' };
const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const GROUP = { parameters: { GroupName: 'admins' }, pool: { groups: ['admins'] } };
const MFA: PoolRequest = { mfa: 'ON', softwareTokenMfa: true };
const SIGN_UP = { 'create-with': 'sign-up', 'email-domain': 'simulator.amazonses.com' };
const SCOPES = 'openid,aws.cognito.signin.user.admin,orders/read';
const USER_FLOWS: readonly ExplicitAuthFlow[] = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_CUSTOM_AUTH',
];
const OAUTH_FLOWS = ['client_credentials', 'code'] as const;

const CASES: readonly Case[] = [
  { title: 'mode ephemeral' },
  { title: 'mode ephemeral with the HTTP API', app: ['http-api.yaml', 'AppClient'] },
  {
    title: 'CUSTOM_AUTH',
    app: ['custom-challenge.yaml', 'ChallengeClient'],
    inputs: { 'auth-flow': 'CUSTOM_AUTH', 'challenge-answers': QUESTIONS[0]?.answer ?? '' },
  },
  {
    title: 'AUTHORIZATION_CODE',
    app: ['postman.yaml', 'PostmanClient', { Scopes: SCOPES }],
    inputs: { ...loginInputs({ url: '' }), 'redirect-uri': 'https://oauth.pstmn.io/v1/callback' },
    scope: SCOPES.replaceAll(',', ' '),
  },
  { title: 'create-with sign-up', role: 'SignUpRole', inputs: SIGN_UP },
  {
    title: 'mode stored with ADMIN_USER_PASSWORD_AUTH',
    role: 'StoredRole',
    pool: MFA,
    client: { flows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
    inputs: { mode: 'stored', 'auth-flow': 'ADMIN_USER_PASSWORD_AUTH', 'totp-secret': TOTP_SECRET, ...STORED },
  },
  { title: 'groups', ...GROUP, inputs: { groups: 'admins' } },
  { title: 'an authenticator app', pool: MFA },
  { title: 'USER_SRP_AUTH', client: { flows: ['ALLOW_USER_SRP_AUTH'] }, inputs: { 'auth-flow': 'USER_SRP_AUTH' } },
  { title: 'create-with sign-up and groups', role: 'SignUpRole', ...GROUP, inputs: { ...SIGN_UP, groups: 'admins' } },
];

it.each(sampleByKind(CASES, ({ role, app }) => `${role} ${app?.[0]}`))(
  'a role of auth.yaml allows the calls of $title, and no others',
  async ({ inputs = {}, scope, ...options }) => {
    const { fixture, role, actions } = await startStack(options);
    const { emulator, pool, client, job } = fixture;
    pool.addUser({ ...STORED, totpSecret: TOTP_SECRET });
    const domain: Texts = 'domain' in inputs ? { domain: emulator.url } : {};

    const { outputs } = await runMain(job, { ...fixture.inputs, 'role-to-assume': role, ...inputs, ...domain });
    expect(decodeClaims(outputs['ID_TOKEN'])).toMatchObject({ aud: client.id, token_use: 'id' });
    expect(decodeClaims(outputs['ACCESS_TOKEN'])).toMatchObject(scope === undefined ? {} : { scope });
    await runPost(job);
    expect(pool.users).toHaveLength(1);
    expect(signedCalls(fixture)).toStrictEqual(actions);
    expect(emulator.violations).toStrictEqual([]);
  },
);

it.each(['rest-api.yaml', 'http-api.yaml'])('the app client of %s refreshes tokens', async (template) => {
  const { fixture } = await startStack({ app: [template, 'AppClient'] });
  const { pool, client, job, inputs } = fixture;
  pool.addUser(STORED);
  const stored = { ...inputs, mode: 'stored', 'revoke-token': 'false', ...STORED };
  const { outputs } = await runMain(job, stored);
  const token = outputs['REFRESH_TOKEN'] ?? '';
  const refresh = { mode: 'refresh', 'client-id': client.id, 'refresh-token': token, 'aws-region': 'eu-west-1' };
  await runMain(job, refresh);
});

it('the app client of machine-to-machine.yaml gets an access token with the scopes of the API', async () => {
  const { fixture } = await startStack({ app: ['machine-to-machine.yaml', 'MachineClient'] });
  const { job, client, emulator } = fixture;
  const machine = { mode: 'client-credentials', 'client-id': client.id, 'client-secret': client.secret ?? '' };
  const { outputs } = await runMain(job, { ...machine, domain: emulator.url, scopes: 'orders/read' });
  expect(decodeClaims(outputs['ACCESS_TOKEN'])).toMatchObject({ scope: 'orders/read', token_use: 'access' });
});

it('a role of auth.yaml allows the calls of the sweep, and no others', async () => {
  const { fixture, role, actions } = await startStack({ role: 'SweepRole' });
  const { pool, job } = fixture;
  const username = 'gha-1658821493-1-a2b3c4d5e6f7g2h3i4j5k6l7mn@example.com';
  pool.addUser({ ...STORED, username, createdAt: new Date(0) });
  const action = join(REPOSITORY_ROOT, 'sweep');
  const sweep = await job.uses({ action, with: { 'user-pool-id': pool.id, 'role-to-assume': role } });
  expect(sweep).toMatchObject({ outcome: 'success', annotations: [], outputs: { FOUND: '1', DELETED: '1' } });
  expect(signedCalls(fixture)).toStrictEqual(actions);
});

it('a role of auth.yaml allows the calls for an identity pool, with the policy that iam-api.yaml adds', async () => {
  const { fixture, role, actions } = await startStack({});
  const identityPool = createIdentityPool(fixture);
  await runMain(fixture.job, { ...fixture.inputs, 'role-to-assume': role, 'identity-pool-id': identityPool.id });
  await runPost(fixture.job);
  expect(identityPool.identities).toStrictEqual([]);

  const { PolicyDocument } = resourceIn(readTemplate(join(TEMPLATES, 'iam-api.yaml')), 'DeleteIdentities');
  expect(listOf(fieldsOf(PolicyDocument)['Statement'])).toMatchObject([
    {
      Action: 'cognito-identity:DeleteIdentities',
      Resource: expect.stringMatching(/:cognito-identity:.*:identitypool\/\$\{IdentityPool\}$/),
    },
  ]);
  expect(signedCalls(fixture)).toStrictEqual([...actions, 'DeleteIdentities'].toSorted());
});

const SUBJECTS = {
  'a branch': 'repo:octo-org/octo-repo:ref:refs/heads/feature',
  'a pull request': 'repo:octo-org/octo-repo:pull_request',
  'the default branch': 'repo:octo-org/octo-repo:ref:refs/heads/main',
  'another repository': 'repo:octo-org/octo-repo-2:ref:refs/heads/main',
  'another owner': 'repo:evil/octo-org/octo-repo:ref:refs/heads/main',
};

it('each role of auth.yaml trusts only jobs of the repository, and applies only to the user pool of its stack', () => {
  const template = readTemplate(join(TEMPLATES, 'auth.yaml'), PARAMETERS);
  const all = ['a branch', 'a pull request', 'the default branch'];
  const trusted = { EphemeralRole: all, SignUpRole: all, StoredRole: all, SweepRole: ['the default branch'] };
  const names = [...template.resources].filter(([, { type }]) => type === 'AWS::IAM::Role');
  const found = names.map(([name]) => {
    const { subject: allowedSub, resources } = roleIn(template, name);
    expect(resources).toStrictEqual({ 'Fn::GetAtt': 'UserPool.Arn' });
    const role = new Role({ arn: arnOf(name), allowedSub });
    const titles = Object.entries(SUBJECTS).filter(([, subject]) => role.trusts(subject));
    return [name, titles.map(([title]) => title)];
  });
  expect(Object.fromEntries(found)).toStrictEqual(trusted);
});

/** Starts a fixture with a user pool, an app client and a role as in the templates, except for the given changes. */
async function startStack(options: Omit<Case, 'title' | 'inputs' | 'scope'>) {
  const { role: name = 'EphemeralRole', parameters, pool, app = ['rest-api.yaml', 'AppClient'], client } = options;
  const template = readTemplate(join(TEMPLATES, 'auth.yaml'), {
    ...PARAMETERS,
    // Only the role for sign-up needs a user pool that allows it.
    SignUp: String(name === 'SignUpRole'),
    ...parameters,
  });
  const { AdminCreateUserConfig, UserPoolTier, Policies } = resourceIn(template, 'UserPool');
  expect(UserPoolTier).toBe('LITE');
  const { ManagedLoginVersion } = resourceIn(template, 'Domain');
  const [appTemplate, appName, appParameters] = app;
  const fixture = await startFixture({
    pool: {
      usernameAttributes: ['email'],
      tier: 'LITE',
      domain: 'api-tests',
      managedLoginVersion: ManagedLoginVersion === 1 ? 1 : 2,
      allowAdminCreateUserOnly: fieldsOf(AdminCreateUserConfig)['AllowAdminCreateUserOnly'] === true,
      passwordPolicy: { minimumLength: Number(fieldsOf(fieldsOf(Policies)['PasswordPolicy'])['MinimumLength']) },
      customAuth: customAuth({ questions: QUESTIONS.slice(0, 1) }),
      ...pool,
    },
    client: { ...appClientIn(readTemplate(join(TEMPLATES, appTemplate), appParameters), appName), ...client },
    credentials: false,
    clock: new StillClock(),
  });
  const role = arnOf(name);
  const { actions, subject } = roleIn(template, name);
  Object.assign(fixture.job.env, oidcVariables(fixture.emulator.oidc));
  fixture.emulator.addRole({ arn: role, allowedSub: subject });
  return { fixture, role, actions };
}

function arnOf(role: string): string {
  return `arn:aws:iam::123456789012:role/${role}`;
}

function appClientIn(template: Template, name: string): AppClientRequest {
  const properties = resourceIn(template, name);
  expect(properties['TokenValidityUnits']).toMatchObject({ AccessToken: 'minutes' });
  const items = (value: unknown) => (typeof value === 'string' ? value.split(',') : listOf(value).map(String));
  return {
    secret: properties['GenerateSecret'] === true,
    flows: USER_FLOWS.filter((flow) => items(properties['ExplicitAuthFlows']).includes(flow)),
    oauthFlows: OAUTH_FLOWS.filter((flow) => items(properties['AllowedOAuthFlows']).includes(flow)),
    oauthFlowsUserPoolClient: properties['AllowedOAuthFlowsUserPoolClient'] === true,
    scopes: items(properties['AllowedOAuthScopes']),
    callbackUrls: items(properties['CallbackURLs']),
  };
}

/** Reads a role of a template. It has one statement about whom it trusts, and one about what it allows. */
function roleIn(template: Template, name: string) {
  const { AssumeRolePolicyDocument, Policies } = resourceIn(template, name);
  const [trust, ...moreTrust] = listOf(fieldsOf(AssumeRolePolicyDocument)['Statement']).map(fieldsOf);
  const [policy, ...morePolicies] = listOf(Policies).map((item) => fieldsOf(fieldsOf(item)['PolicyDocument']));
  const [statement, ...more] = listOf(policy?.['Statement']).map(fieldsOf);
  expect([moreTrust, morePolicies, more]).toStrictEqual([[], [], []]);
  const conditions = fieldsOf(trust?.['Condition']);
  const issuer = 'token.actions.githubusercontent.com';
  const values = Object.assign({}, ...Object.values(conditions).map(fieldsOf));
  expect(values[`${issuer}:aud`]).toBe('sts.amazonaws.com');
  // IAM expands no wildcards in StringEquals.
  expect(JSON.stringify(conditions['StringEquals'])).not.toContain('*');
  const actions = listOf(statement?.['Action']).map(String);
  expect(actions.filter((action) => !action.startsWith('cognito-idp:'))).toStrictEqual([]);
  return {
    actions: actions.map((action) => action.replace('cognito-idp:', '')).toSorted(),
    resources: statement?.['Resource'],
    subject: String(values[`${issuer}:sub`]),
  };
}

/** Returns the operations that were signed with AWS credentials, each once. */
function signedCalls({ emulator }: Fixture): string[] {
  const signed = emulator.requests.filter((request) => request.signed);
  return [...new Set(signed.map(({ operation }) => operation))].toSorted();
}
