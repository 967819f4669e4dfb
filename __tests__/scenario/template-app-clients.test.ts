// Verify that every app client in examples/aws gets the tokens that it is meant for.
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import type { AppClientRequest, ExplicitAuthFlow } from 'cognito-emulator/app-client';
import { decodeClaims } from 'cognito-emulator/decode-claims';
import type { Fields } from '../../scripts/lib/mapping.ts';
import { StillClock } from '../support/clocks.ts';
import { readTemplate, resourceIn } from '../support/cloudformation.ts';
import { customAuth, QUESTIONS } from '../support/custom-auth.ts';
import { type Fixture, useFixtures } from '../support/fixture.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';

const startFixture = useFixtures();

const TEMPLATES = join(REPOSITORY_ROOT, 'examples', 'aws');
const ALLOWED_FLOWS: readonly ExplicitAuthFlow[] = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_CUSTOM_AUTH',
];
const OAUTH_FLOWS = ['client_credentials', 'code'] as const;

it.each(['rest-api.yaml', 'http-api.yaml'])(
  'the app client of %s signs ephemeral users in and refreshes their tokens',
  async (template) => {
    const { job, client, inputs } = await startScenario(template, 'AppClient');
    const { outputs } = await expectSuccess(job.uses({ with: inputs }));
    expect(decodeClaims(outputs['ID_TOKEN'])).toMatchObject({ aud: client.id, token_use: 'id' });
    const { iat, exp } = decodeClaims(outputs['ID_TOKEN']);
    expect(Number(exp) - Number(iat)).toBe(30 * 60);
    const refresh = { mode: 'refresh', 'client-id': client.id, 'refresh-token': String(outputs['REFRESH_TOKEN']) };
    await expectSuccess(job.uses({ with: { ...refresh, 'aws-region': 'eu-west-1' } }));
  },
);

it('the app client of machine-to-machine.yaml gets an access token with the scopes of the API', async () => {
  const { job, client, emulator } = await startScenario('machine-to-machine.yaml', 'MachineClient');
  const machine = { mode: 'client-credentials', 'client-id': client.id, 'client-secret': client.secret ?? '' };
  const { outputs } = await expectSuccess(
    job.uses({ with: { ...machine, domain: emulator.url, scopes: 'orders/read' } }),
  );
  expect(decodeClaims(outputs['ACCESS_TOKEN'])).toMatchObject({ scope: 'orders/read', token_use: 'access' });
});

it('the app client of custom-challenge.yaml signs ephemeral users in with the answer', async () => {
  const { job, inputs } = await startScenario('custom-challenge.yaml', 'ChallengeClient');
  const challenge = { 'auth-flow': 'CUSTOM_AUTH', 'challenge-answers': QUESTIONS[0]?.answer ?? '' };
  const { outputs } = await expectSuccess(job.uses({ with: { ...inputs, ...challenge } }));
  expect(outputs['ID_TOKEN']).toBeDefined();
});

it('the app client of postman.yaml signs users in at the login page with the scopes of a resource server', async () => {
  const scopes = 'openid,aws.cognito.signin.user.admin,orders/read';
  const { job, pool, inputs, emulator } = await startScenario('postman.yaml', 'PostmanClient', { Scopes: scopes });
  const loginPage = {
    'auth-flow': 'AUTHORIZATION_CODE',
    domain: emulator.url,
    'redirect-uri': 'https://oauth.pstmn.io/v1/callback',
  };
  const { outputs } = await expectSuccess(job.uses({ with: { ...inputs, ...loginPage } }));
  expect(decodeClaims(outputs['ACCESS_TOKEN'])).toMatchObject({ scope: scopes.replaceAll(',', ' ') });
  expect(outputs['ID_TOKEN']).toBeDefined();
  expect(await job.post()).toMatchObject([{ outcome: 'success', annotations: [] }]);
  expect(pool.users).toStrictEqual([]);
});

/** Starts a fixture with a user pool and an app client as in the templates. */
function startScenario(
  template: string,
  name: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Fixture> {
  const { ManagedLoginVersion } = resourceIn(readTemplate(join(TEMPLATES, 'auth.yaml')), 'Domain');
  return startFixture({
    pool: {
      usernameAttributes: ['email'],
      tier: 'LITE',
      domain: 'api-tests',
      managedLoginVersion: ManagedLoginVersion === 1 ? 1 : 2,
      customAuth: customAuth({ questions: QUESTIONS.slice(0, 1) }),
    },
    client: appClientOf(resourceIn(readTemplate(join(TEMPLATES, template), parameters), name)),
    clock: new StillClock(),
  });
}

function appClientOf(properties: Fields): AppClientRequest {
  const { AllowedOAuthFlowsUserPoolClient, AllowedOAuthScopes, CallbackURLs, TokenValidityUnits } = properties;
  expect(TokenValidityUnits).toMatchObject({ AccessToken: 'minutes' });
  return {
    secret: properties['GenerateSecret'] === true,
    flows: ALLOWED_FLOWS.filter((flow) => listOf(properties['ExplicitAuthFlows']).includes(flow)),
    oauthFlows: OAUTH_FLOWS.filter((flow) => listOf(properties['AllowedOAuthFlows']).includes(flow)),
    oauthFlowsUserPoolClient: AllowedOAuthFlowsUserPoolClient === true,
    scopes: listOf(AllowedOAuthScopes),
    callbackUrls: listOf(CallbackURLs),
    idTokenValiditySeconds: Number(properties['IdTokenValidity'] ?? properties['AccessTokenValidity']) * 60,
    accessTokenValiditySeconds: Number(properties['AccessTokenValidity']) * 60,
  };
}

async function expectSuccess(step: ReturnType<Fixture['job']['uses']>) {
  const main = await step;
  expect(main).toMatchObject({ outcome: 'success', annotations: [] });
  return main;
}

/** Returns the items of a list, or of the text given for a parameter of type CommaDelimitedList. */
function listOf(value: unknown): readonly string[] {
  return typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value.map(String) : [];
}
