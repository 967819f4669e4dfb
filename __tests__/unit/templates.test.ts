/** Tests the functions in the templates of examples/aws, and that workflows and documents use their names. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { handlerIn, readTemplate } from '../support/cloudformation.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';
import { usernamesOf } from './given-inputs.ts';

const templates = join(REPOSITORY_ROOT, 'examples', 'aws');

it.each(['rest-api.yaml', 'http-api.yaml', 'machine-to-machine.yaml'])(
  'the echo function of %s returns the request and its caller, but neither the token nor the username',
  async (template) => {
    const echo = handlerIn(join(templates, template), 'Echo');
    const caller = { sub: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee', token_use: 'access', scope: 'orders/read' };
    const claims = { ...caller, 'cognito:groups': 'admins', username: 'ada@example.com' };
    const { body, ...answer } = await echo({
      httpMethod: 'POST',
      path: '/orders',
      headers: { Authorization: 'Bearer a.b.c' },
      body: '{"quantity":2}',
      requestContext: { authorizer: { claims } },
    });
    expect(answer).toStrictEqual({ statusCode: 200, headers: { 'Content-Type': 'application/json' } });
    const request = { method: 'POST', path: '/orders', body: '{"quantity":2}' };
    expect(JSON.parse(body)).toStrictEqual({ ...request, caller: { ...caller, groups: 'admins' } });
  },
);

describe('the trigger of scopes-for-users.yaml', () => {
  const SCOPES = 'orders/read orders/write';
  const trigger = handlerIn(join(templates, 'scopes-for-users.yaml'), 'AddScopes', { SCOPES });

  it.each([
    [true, usernamesOf({ 'email-domain': 'example.com' })[0]],
    [true, usernamesOf({ 'email-domain': 'simulator.amazonses.com' })[0]],
    [false, 'ada@example.com'],
    [false, 'gha-rry@example.com'],
    [false, 'x-gha-1-1-a2b3c4d5e6f7g2h3i4j5k6l7mn@example.com'],
  ])('adds the scopes only for ephemeral users (%s: %s)', async (isEphemeral, email) => {
    const event = { version: '2', request: { userAttributes: { email } }, response: {} };
    const claimsAndScopeOverrideDetails = { accessTokenGeneration: { scopesToAdd: SCOPES.split(' ') } };
    const response = isEphemeral ? { claimsAndScopeOverrideDetails } : {};
    expect(await trigger(structuredClone(event))).toStrictEqual({ ...event, response });
  });
});

describe('the triggers of custom-challenge.yaml', () => {
  const ANSWER = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:Answer';
  class SecretsManager {
    getSecretValue({ SecretId }: { readonly SecretId: string }) {
      return Promise.resolve({ SecretString: SecretId === ANSWER ? 'the-answer' : '' });
    }
  }
  const modules = { '@aws-sdk/client-secrets-manager': { SecretsManager } };
  const trigger = handlerIn(join(templates, 'custom-challenge.yaml'), 'Challenge', { ANSWER }, modules);
  const invoke = (name: string, request: object): Promise<unknown> =>
    trigger({ triggerSource: `${name}_Authentication`, request, response: {} });
  const right = { challengeName: 'CUSTOM_CHALLENGE', challengeResult: true };
  const wrong = { ...right, challengeResult: false };

  it.each([
    ['asks at the start', [], { issueTokens: false, failAuthentication: false, challengeName: 'CUSTOM_CHALLENGE' }],
    ['asks again after a wrong answer', [wrong, wrong], { issueTokens: false, failAuthentication: false }],
    ['fails after three wrong answers', [wrong, wrong, wrong], { issueTokens: false, failAuthentication: true }],
    ['issues tokens after a right answer', [wrong, right], { issueTokens: true, failAuthentication: false }],
    [
      'does not take SRP_A for an answer',
      [{ ...right, challengeName: 'SRP_A' }],
      { issueTokens: false, failAuthentication: true },
    ],
  ])('%s', async (_, session, response) => {
    expect(await invoke('DefineAuthChallenge', { session })).toMatchObject({ response });
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

it('workflows and documents read only variables that outputs describe', () => {
  const files = readdirSync(templates).filter((name) => name.endsWith('.yaml'));
  const described = files.flatMap((file) =>
    readTemplate(join(templates, file), { SignUp: 'true' }).outputs.map(({ Description }) => Description),
  );
  const workflows = readdirSync(join(REPOSITORY_ROOT, 'examples'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|\/)workflow\.yml$/.test(path) && !path.includes('node_modules'))
    .map((path) => join('examples', path));
  expect(workflows).not.toHaveLength(0);
  const documents = ['README.md', 'sweep/README.md', 'docs/set-up.md', 'examples/aws/README.md'];
  const read = [...workflows, ...documents].flatMap((path) =>
    [...readFileSync(join(REPOSITORY_ROOT, path), 'utf8').matchAll(/vars\.(\w+)/g)].map(([, name]) => name),
  );
  // docs/set-up.md sets AWS_REGION, which is not an output of a stack.
  const set = [...described, 'AWS_REGION', 'WEB_APP'];
  expect([...new Set(read)].filter((name) => !set.includes(name))).toStrictEqual([]);
});
