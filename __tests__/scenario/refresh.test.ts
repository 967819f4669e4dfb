// Verify that mode refresh exchanges a refresh token for new tokens, with and without rotation, and that post revokes
// nothing.
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { evaluateAll } from '../../scripts/gallery/workflow.ts';
import { StillClock } from '../support/clocks.ts';
import { blockUnder } from '../support/documents.ts';
import {
  type FixtureOptions,
  NO_CREDENTIALS,
  operationsOf,
  readableTextOf,
  runMain,
  useFixtures,
} from '../support/fixture.ts';
import { testsInTurn } from '../support/sample.ts';

const startFixture = useFixtures();

const USER = { username: 'ada', password: 'Analytical-Engine-1843' };

/** Starts a fixture with the refresh token of a stored user. */
async function startScenario(client: FixtureOptions['client'] = {}) {
  const fixture = await startFixture({
    client: { flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'], ...client },
    credentials: false,
    job: { debug: true },
  });
  fixture.pool.addUser(USER);
  const refreshToken = fixture.pool.addSignIn(fixture.client, USER.username);
  return { ...fixture, inputs: { ...fixture.inputs, mode: 'refresh', 'refresh-token': refreshToken } };
}

describe.each([
  ['without', false],
  ['with', true],
])('an app client %s a client secret', (_, secret) => {
  const inTurn = testsInTurn(Number(secret), 2);

  inTurn('returns the given refresh token without rotation', async () => {
    const { emulator, pool, job, inputs } = await startScenario({ secret });
    const main = await runMain(job, inputs);
    expect(Object.keys(main.outputs)).toStrictEqual(['ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN', 'EXPIRES_AT', 'SUB']);
    expect(main.outputs['REFRESH_TOKEN']).toBe(inputs['refresh-token']);
    expect(main.outputs['SUB']).toBe(pool.users[0]?.attributes['sub']);

    const [post] = await job.post();
    expect(post).toMatchObject({ outcome: 'success', annotations: [], log: 'Nothing to clean up.\n' });
    expect(operationsOf(emulator)).toStrictEqual(['GetTokensFromRefreshToken']);
    expect(emulator.violations).toStrictEqual([]);
    for (const name of ['ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN']) {
      expect(job.masks).toContain(main.outputs[name]);
      expect(readableTextOf(main)).not.toContain(main.outputs[name]);
    }
  });

  inTurn('passes client-metadata to the triggers', async () => {
    const { pool, job, inputs } = await startScenario({ secret });
    expect(await job.uses({ with: { ...inputs, 'client-metadata': 'ticket=7' } })).toMatchObject({ annotations: [] });
    expect(pool.triggers.calls.at(-1)).toMatchObject({
      source: 'TokenGeneration_RefreshTokens',
      clientMetadata: { ticket: '7' },
    });
  });
});

it('main falls back to InitiateAuth at an endpoint without GetTokensFromRefreshToken', async () => {
  const { emulator, job, inputs } = await startScenario();
  emulator.forgetOperation('GetTokensFromRefreshToken');
  await runMain(job, inputs);
  expect(operationsOf(emulator)).toStrictEqual(['GetTokensFromRefreshToken', 'InitiateAuth']);
});

it('the step in docs/long-runs.md gets new tokens after the first ones have expired', async () => {
  const [{ with: written }] = parse(blockUnder('docs/long-runs.md', 'New tokens in a later step').code);
  const clock = new StillClock();
  const { pool, client, job, inputs } = await startFixture({ clock });
  const { outputs } = await job.uses({ with: inputs });
  clock.pass(7_200_000);
  const context = new Map([
    ['vars.USER_POOL_ID', pool.id],
    ['vars.CLIENT_ID', client.id],
    ['steps.cognito.outputs.REFRESH_TOKEN', outputs['REFRESH_TOKEN'] ?? ''],
    ['steps.cognito.outputs.DEVICE_KEY', outputs['DEVICE_KEY'] ?? ''],
  ]);
  const main = await job.uses({ with: evaluateAll(written, context), env: NO_CREDENTIALS });
  expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
  expect(Date.parse(main.outputs['EXPIRES_AT'] ?? '')).toBeGreaterThan(Date.parse(outputs['EXPIRES_AT'] ?? ''));
  await job.post();
  expect(pool.users).toStrictEqual([]);
});
