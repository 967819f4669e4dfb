/** Tests the functions in the templates of examples/aws, and that workflows and documents use their names. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { handlerIn, readTemplate } from '../support/cloudformation.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';
import { usernamesOf } from './given-inputs.ts';

const templates = join(REPOSITORY_ROOT, 'examples', 'aws');

describe.each(['rest-api.yaml', 'http-api.yaml', 'machine-to-machine.yaml'])('the echo function of %s', (template) => {
  const echo = handlerIn(join(templates, template), 'Echo');
  const claims = {
    sub: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
    token_use: 'access',
    scope: 'orders/read',
    'cognito:groups': 'admins',
    username: 'ada@example.com',
  };
  const event = {
    httpMethod: 'POST',
    path: '/orders',
    headers: { Authorization: 'Bearer a.b.c' },
    body: '{"quantity":2}',
    requestContext: { authorizer: { claims } },
  };

  it('returns the request and its caller, but neither the token nor the username', async () => {
    const { body, ...answer } = await echo(event);
    expect(answer).toStrictEqual({ statusCode: 200, headers: { 'Content-Type': 'application/json' } });
    expect(JSON.parse(body)).toStrictEqual({
      method: 'POST',
      path: '/orders',
      body: '{"quantity":2}',
      caller: {
        sub: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
        token_use: 'access',
        scope: 'orders/read',
        groups: 'admins',
      },
    });
  });
});

describe('the trigger of scopes-for-users.yaml', () => {
  const trigger = handlerIn(join(templates, 'scopes-for-users.yaml'), 'AddScopes', {
    SCOPES: 'orders/read orders/write',
  });
  const eventOf = (email: string) => ({ version: '2', request: { userAttributes: { email } }, response: {} });

  it.each(['example.com', 'simulator.amazonses.com'])(
    'adds the scopes for ephemeral users at %s',
    async (emailDomain) => {
      const [username = ''] = usernamesOf({ 'email-domain': emailDomain });
      expect(await trigger(eventOf(username))).toStrictEqual({
        ...eventOf(username),
        response: {
          claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd: ['orders/read', 'orders/write'] } },
        },
      });
    },
  );

  it.each(['ada@example.com', 'gha-rry@example.com', 'x-gha-1-1-a2b3c4d5e6f7g2h3i4j5k6l7mn@example.com'])(
    'adds no scopes for %s',
    async (email) => {
      expect(await trigger(eventOf(email))).toStrictEqual(eventOf(email));
    },
  );
});

describe('the triggers of custom-challenge.yaml', () => {
  const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:Answer';
  class SecretsManager {
    getSecretValue({ SecretId }: { readonly SecretId: string }) {
      return Promise.resolve({ SecretString: SecretId === SECRET ? 'the-answer' : '' });
    }
  }
  const trigger = handlerIn(
    join(templates, 'custom-challenge.yaml'),
    'Challenge',
    { ANSWER: SECRET },
    { '@aws-sdk/client-secrets-manager': { SecretsManager } },
  );
  const invoke = (name: string, request: object): Promise<unknown> =>
    trigger({ triggerSource: `${name}_Authentication`, request, response: {} });
  const define = (...session: readonly (readonly [string, boolean])[]) =>
    invoke('DefineAuthChallenge', {
      session: session.map(([challengeName, challengeResult]) => ({ challengeName, challengeResult })),
    });
  const right = ['CUSTOM_CHALLENGE', true] as const;
  const wrong = ['CUSTOM_CHALLENGE', false] as const;

  it.each([
    ['asks at the start', [], { issueTokens: false, failAuthentication: false, challengeName: 'CUSTOM_CHALLENGE' }],
    ['asks again after a wrong answer', [wrong, wrong], { issueTokens: false, failAuthentication: false }],
    ['fails after three wrong answers', [wrong, wrong, wrong], { issueTokens: false, failAuthentication: true }],
    ['issues tokens after a right answer', [wrong, right], { issueTokens: true, failAuthentication: false }],
    ['does not take SRP_A for an answer', [['SRP_A', true] as const], { issueTokens: false, failAuthentication: true }],
  ])('%s', async (_, session, response) => {
    expect(await define(...session)).toMatchObject({ response });
  });

  it('shows a question, and no answer', async () => {
    const event = await invoke('CreateAuthChallenge', { session: [] });
    expect(event).toMatchObject({
      response: { publicChallengeParameters: { question: expect.any(String) }, privateChallengeParameters: {} },
    });
    expect(JSON.stringify(event)).not.toContain('the-answer');
  });

  it.each([
    [{ challengeAnswer: 'the-answer' }, true],
    [{ challengeAnswer: 'the-answer', userNotFound: false }, true],
    [{ challengeAnswer: 'another' }, false],
    [{ challengeAnswer: '' }, false],
    [{ challengeAnswer: 'the-answer', userNotFound: true }, false],
  ])('verifies %j: %s', async (request, answerCorrect) => {
    expect(await invoke('VerifyAuthChallengeResponse', request)).toMatchObject({ response: { answerCorrect } });
  });
});

describe('the names', () => {
  const files = readdirSync(templates).filter((name) => name.endsWith('.yaml'));

  it('of SSM parameters match those that the auth stack writes', () => {
    const written = Object.values(readTemplate(join(templates, 'auth.yaml')).resources)
      .filter(({ type }) => type === 'AWS::SSM::Parameter')
      .map(({ properties }) => String(properties['Name']).replace(/\$\{AWS::StackName\}/, 'api-tests'));
    const read = files.flatMap((file) =>
      [...readFileSync(join(templates, file), 'utf8').matchAll(/SSM::Parameter::Value<String>\n +Default: (\S+)/g)].map(
        ([, name]) => name,
      ),
    );
    expect([...new Set(read)].toSorted()).toStrictEqual(written.toSorted());
  });

  it('of variables that workflows read match the outputs', () => {
    const described = files.flatMap((file) =>
      Object.values(readTemplate(join(templates, file), { SignUp: 'true' }).outputs).map(({ Description }) =>
        String(Description),
      ),
    );
    const workflows = readdirSync(join(REPOSITORY_ROOT, 'examples'), { recursive: true, encoding: 'utf8' })
      .filter((path) => /(^|\/)workflow\.yml$/.test(path) && !path.includes('node_modules'))
      .map((path) => join('examples', path));
    const documents = ['README.md', 'sweep/README.md', 'docs/set-up.md', 'examples/aws/README.md'];
    const read = [...workflows, ...documents].flatMap((path) =>
      [...readFileSync(join(REPOSITORY_ROOT, path), 'utf8').matchAll(/vars\.(\w+)/g)].map(([, name = '']) => name),
    );
    // docs/set-up.md sets AWS_REGION, which is not an output of a stack.
    const set = [...described, 'AWS_REGION', 'WEB_APP'];
    expect(workflows).not.toHaveLength(0);
    expect([...new Set(read)].filter((name) => !set.includes(name))).toStrictEqual([]);
  });
});
