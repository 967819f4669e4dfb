import { describe, expect, it } from '@jest/globals';
import { ActionError } from '../../src/failures/action-error.ts';
import { type Journal, serviceFailure, unparsedTokens } from './fakes.ts';
import { client, ephemeral as ephemeralInputs, refresh, stored } from './given-inputs.ts';
import { runMain as run } from './run-main.ts';

const ephemeral = { ...ephemeralInputs, 'username-format': 'plain' };

/** Returns the first word of each line, without the log and without repetitions. */
function order(journal: Journal): string {
  const verbs = journal.map((line) => line.split(' ')[0] ?? '').filter((verb) => verb !== 'info');
  return verbs.filter((verb, index) => verb !== verbs[index - 1]).join(' ');
}

describe('getTokens', () => {
  it('masks, saves state, signs in, saves state and writes outputs in mode ephemeral', async () => {
    const { journal, error } = await run(ephemeral);
    expect(error).toBeUndefined();
    expect(order(journal)).toBe(
      'mask state userPool state createUser state setPermanentPassword appClient start state output state',
    );
  });

  it('probes before it writes anything, and writes the summary last', async () => {
    const more = {
      'probe-url': 'https://api.test/orders',
      'postman-environment': 'true',
      'env-prefix': 'API_',
      'job-summary': 'true',
    };
    const { journal, error } = await run(
      { ...stored, ...more },
      { probed: ({ headers }) => (headers['Authorization'] === undefined ? 401 : 200) },
    );
    expect(error).toBeUndefined();
    expect(order(journal)).toMatch(/ start state probe file output export state summary$/);
  });
});

describe('the outputs', () => {
  const { idToken, accessToken, refreshToken } = unparsedTokens();
  const TOKENS = [`ID_TOKEN=${idToken}`, `ACCESS_TOKEN=${accessToken}`];
  const USER = ['EXPIRES_AT=2026-01-01T00:30:00.000Z', 'SUB=a-sub'];
  const SECRETS = ['ada', 'Engine-1843', 'a.b.c.d.e'];

  it.each([
    [stored, ['USERNAME=ada', 'PASSWORD=Engine-1843', ...TOKENS, `REFRESH_TOKEN=${refreshToken}`, ...USER]],
    [refresh, [...TOKENS, 'REFRESH_TOKEN=a.b.c.d.e', ...USER]],
    [client, [`ACCESS_TOKEN=${accessToken}`, 'EXPIRES_AT=2026-01-01T00:30:00.000Z']],
  ])('of the inputs %j are complete, and every secret input was masked before', async (inputs, expected) => {
    const { journal, error } = await run(inputs);
    expect(error).toBeUndefined();
    const first = journal.findIndex((line) => line.startsWith('output '));
    expect(journal.filter((line) => line.startsWith('output '))).toEqual(expected.map((output) => `output ${output}`));
    const secrets = SECRETS.filter((secret) => Object.values(inputs).includes(secret));
    expect(journal.slice(0, first)).toEqual(expect.arrayContaining(secrets.map((secret) => `mask ${secret}`)));
  });

  it('are not written if the tokens are unreadable', async () => {
    const tokens = unparsedTokens({ idToken: 'canary' });
    const { journal, error } = await run(stored, { cognito: { authResponses: [{ kind: 'tokens', tokens }] } });
    expect(error).toBeInstanceOf(ActionError);
    expect(order(journal)).not.toContain('output');
  });
});

describe('the notices', () => {
  const notices = (journal: Journal) => journal.filter((line) => line.startsWith('notice '));

  it('come last if the step succeeds', async () => {
    const { journal } = await run(
      { ...stored, password: 'Engine-1843\n' },
      { runner: { action: { stepHasId: false } } },
    );
    expect(notices(journal)).toEqual([
      expect.stringMatching(/^notice White space around password was removed/),
      expect.stringMatching(/^notice This step has no id/),
    ]);
    expect(journal.at(-1)).toBe(notices(journal)[1]);
    expect(journal).toContain('output PASSWORD=Engine-1843');
    expect(journal).toContain('mask Engine-1843');
  });
});

describe('the state', () => {
  const tasks = (journal: Journal) =>
    journal
      .filter((line) => line.startsWith('state '))
      .map((line) => [...line.matchAll(/"kind":"([a-z-]+)"/g)].map(([, kind]) => kind).join(' '));

  it('contains the user before the first call', async () => {
    const { journal } = await run(ephemeral);
    expect(tasks(journal)).toStrictEqual(['', 'delete-users', 'delete-users', 'delete-users', 'delete-users']);
    const creation = journal.findIndex((line) => line.startsWith('createUser'));
    expect(tasks(journal.slice(0, creation)).at(-1)).toBe('delete-users');
  });

  it('contains the refresh token of a stored user, and never the client secret', async () => {
    const { journal } = await run({ ...stored, 'client-secret': 'shh' });
    expect(tasks(journal)).toEqual(['', 'revoke-token', 'revoke-token']);
    expect(journal.filter((line) => line.startsWith('state ')).join()).not.toContain('shh');
    expect(tasks((await run({ ...stored, 'revoke-token': 'false' })).journal)).toEqual(['', '', '']);
  });

  it('contains the path of the Postman environment before the file is written', async () => {
    const { journal } = await run({ ...client, 'postman-environment': 'true' });
    expect(tasks(journal)).toEqual(['remove-file', 'remove-file', 'remove-file']);
    expect(journal.find((line) => line.startsWith('state '))).toMatch(
      /"path":"\/temp\/cognito-token-[a-z2-7]{26}\.postman_environment\.json"/,
    );
  });
});

describe('the proxy', () => {
  const proxied = { ...ephemeral, 'proxy-to': 'https://api.test/v1' };

  it('starts before the sign-in, and serves once the state says how to stop it', async () => {
    const { journal, error } = await run(proxied);
    expect(error).toBeUndefined();
    const steps = order(journal);
    expect(steps.indexOf('startProxy')).toBeLessThan(steps.indexOf('createUser'));
    expect(steps).toMatch(/ state serve output state$/);
    const states = journal.filter((line) => line.startsWith('state '));
    expect(states.map((line) => line.includes('stop-proxy'))).toStrictEqual([false, false, false, false, true, true]);
    expect(journal).toContain('output PROXY_URL=http://127.0.0.1:40123');
  });

  it('has a key of its own, which is masked before the process starts', async () => {
    const { journal } = await run(proxied);
    const [, key = ''] = /"stopKey":"(\w+)"/.exec(journal.find((line) => line.startsWith('startProxy')) ?? '') ?? [];
    expect(key).toHaveLength(26);
    const start = journal.findIndex((line) => line.startsWith('startProxy'));
    expect(journal.slice(0, start)).toContain(`mask ${key}`);
  });

  it('gets the tokens and what renews them', async () => {
    const { journal } = await run({ ...stored, 'client-secret': 'shh', 'proxy-to': 'http://localhost:3000' });
    const serve = journal.find((line) => line.startsWith('serve ')) ?? '';
    expect(JSON.parse(serve.slice('serve '.length))).toMatchObject({
      tokens: {
        kind: 'user',
        appClient: { region: 'eu-west-1', clientId: '4kfr83e5pagh', clientSecret: 'shh' },
        refreshToken: unparsedTokens().refreshToken,
      },
      connection: { endpoints: { AWS_ENDPOINT_URL: 'http://endpoint.test' } },
    });
  });

  it('is not started for invalid inputs, and does not serve if the sign-in fails', async () => {
    expect(order((await run({ ...proxied, 'proxy-port': '65536' })).journal)).not.toContain('startProxy');
    const { journal } = await run(proxied, { cognito: { authResponses: [serviceFailure('sign-in-rejected')] } });
    expect(order(journal)).toContain('startProxy');
    expect(order(journal)).not.toContain('serve');
  });
});

describe('a failure', () => {
  it('of the inputs comes before any call and after the secrets are masked', async () => {
    const { journal, error } = await run({ ...stored, 'client-id': '' });
    expect(error).toMatchObject({ failure: { code: 'inputs-invalid' } });
    expect(journal).toEqual(['mask ada', 'mask Engine-1843']);
  });
});
