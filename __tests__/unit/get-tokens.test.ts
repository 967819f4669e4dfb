import { describe, expect, it } from '@jest/globals';
import { type Journal, serviceFailure, unparsedTokens } from './fakes.ts';
import { client, ephemeral as ephemeralInputs, refresh, stored } from './given-inputs.ts';
import { runMain as run } from './run-main.ts';

const ephemeral = { ...ephemeralInputs, 'username-format': 'plain' };

/** Returns the first word of each line, without the log and without repetitions. */
function order(journal: Journal): string {
  const verbs = journal.map((line) => line.split(' ')[0] ?? '').filter((verb) => verb !== 'info');
  return verbs.filter((verb, index) => verb !== verbs[index - 1]).join(' ');
}

/** Returns the kinds of the tasks in each state, in order. */
function tasksOf(journal: Journal): string[] {
  const states = journal.filter((line) => line.startsWith('state '));
  return states.map((line) => [...line.matchAll(/"kind":"([a-z-]+)"/g)].map(([, kind]) => kind).join(' '));
}

it('masks, saves state, signs in, saves state and writes outputs in mode ephemeral', async () => {
  const { journal, error } = await run(ephemeral);
  expect(error).toBeUndefined();
  expect(order(journal)).toBe(
    'mask state userPool state createUser state setPermanentPassword appClient start state output state',
  );
  expect(tasksOf(journal)).toStrictEqual(['', 'delete-users', 'delete-users', 'delete-users', 'delete-users']);
});

it('probes before it writes anything, and writes the summary last', async () => {
  const requests = { 'probe-url': 'https://api.test/orders', 'postman-environment': 'true', 'env-prefix': 'API_' };
  const { journal, error } = await run(
    { ...stored, ...requests, 'job-summary': 'true' },
    { probed: ({ headers }) => (headers['Authorization'] === undefined ? 401 : 200) },
  );
  expect(error).toBeUndefined();
  expect(order(journal)).toMatch(/ start state probe file output export state summary$/);
});

it('rejects invalid inputs before any call and after the secrets are masked', async () => {
  const { journal, error } = await run({ ...stored, 'client-id': '' });
  expect(error).toMatchObject({ failure: { code: 'inputs-invalid' } });
  expect(journal).toEqual(['mask ada', 'mask Engine-1843']);
});

const { idToken, accessToken, refreshToken } = unparsedTokens();
const TOKENS = [`ID_TOKEN=${idToken}`, `ACCESS_TOKEN=${accessToken}`];
const USER = ['EXPIRES_AT=2026-01-01T00:30:00.000Z', 'SUB=a-sub'];
const SECRETS = ['ada', 'Engine-1843', 'a.b.c.d.e'];

it.each([
  [stored, ['USERNAME=ada', 'PASSWORD=Engine-1843', ...TOKENS, `REFRESH_TOKEN=${refreshToken}`, ...USER]],
  [refresh, [...TOKENS, 'REFRESH_TOKEN=a.b.c.d.e', ...USER]],
  [client, [`ACCESS_TOKEN=${accessToken}`, 'EXPIRES_AT=2026-01-01T00:30:00.000Z']],
])('writes all outputs of the inputs %j, after it has masked every secret input', async (inputs, expected) => {
  const { journal, error } = await run(inputs);
  expect(error).toBeUndefined();
  const first = journal.findIndex((line) => line.startsWith('output '));
  expect(journal.filter((line) => line.startsWith('output '))).toEqual(expected.map((output) => `output ${output}`));
  const secrets = SECRETS.filter((secret) => Object.values(inputs).includes(secret));
  expect(journal.slice(0, first)).toEqual(expect.arrayContaining(secrets.map((secret) => `mask ${secret}`)));
});

describe('the proxy', () => {
  const proxied = { ...ephemeral, 'proxy-to': 'https://api.test/v1' };

  it('starts with a masked key before the sign-in, and serves once the state says how to stop it', async () => {
    const { journal, error } = await run(proxied);
    expect(error).toBeUndefined();
    const steps = order(journal);
    expect(steps.indexOf('startProxy')).toBeLessThan(steps.indexOf('createUser'));
    expect(steps).toMatch(/ state serve output state$/);
    const stoppable = tasksOf(journal).map((tasks) => tasks.includes('stop-proxy'));
    expect(stoppable).toStrictEqual([false, false, false, false, true, true]);
    expect(journal).toContain('output PROXY_URL=http://127.0.0.1:40123');
    const start = journal.findIndex((line) => line.startsWith('startProxy'));
    const [, key] = /"stopKey":"(\w{26})"/.exec(journal[start] ?? '') ?? [];
    expect(journal.slice(0, start)).toContain(`mask ${key}`);
  });

  it('gets the tokens and what renews them, of which the state has no client secret', async () => {
    const { journal } = await run({ ...stored, 'client-secret': 'shh', 'proxy-to': 'http://localhost:3000' });
    const appClient = { region: 'eu-west-1', clientId: '4kfr83e5pagh', clientSecret: 'shh' };
    const serve = journal.find((line) => line.startsWith('serve ')) ?? '';
    expect(JSON.parse(serve.slice('serve '.length))).toMatchObject({
      tokens: { kind: 'user', appClient, refreshToken: unparsedTokens().refreshToken },
      connection: { endpoints: { AWS_ENDPOINT_URL: 'http://endpoint.test' } },
    });
    expect(tasksOf(journal)).toStrictEqual(['', 'revoke-token', 'stop-proxy revoke-token', 'stop-proxy revoke-token']);
    expect(journal.filter((line) => line.startsWith('state ')).join()).not.toContain('shh');
  });

  it('is not started for invalid inputs, and does not serve if the sign-in fails', async () => {
    expect(order((await run({ ...proxied, 'proxy-port': '65536' })).journal)).not.toContain('startProxy');
    const { journal } = await run(proxied, { cognito: { authResponses: [serviceFailure('sign-in-rejected')] } });
    expect(order(journal)).toContain('startProxy');
    expect(order(journal)).not.toContain('serve');
  });
});
