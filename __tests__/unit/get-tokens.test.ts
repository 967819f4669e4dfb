import { describe, expect, it } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { getTokens } from '../../src/get-tokens.ts';
import {
  type FakeCognitoOptions,
  type FakeRunnerOptions,
  fakeCognito,
  fakeRunner,
  type Journal,
  seededRandom,
  unparsedTokens,
} from './fakes.ts';

const ephemeral = { 'user-pool-id': 'eu-west-1_AbCdEf123', 'client-id': '4kfr83e5pagh', 'username-format': 'plain' };
const stored = {
  mode: 'stored',
  'client-id': '4kfr83e5pagh',
  'aws-region': 'eu-west-1',
  username: 'ada',
  password: 'Engine-1843',
};

async function run(
  runner: FakeRunnerOptions,
  cognito: FakeCognitoOptions = {},
): Promise<{ journal: Journal; error: unknown }> {
  const journal: Journal = [];
  const world = {
    runner: fakeRunner(journal, runner),
    cognito: fakeCognito(journal, cognito),
    random: seededRandom(1),
  };
  const error: unknown = await getTokens(world).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { journal, error };
}

/** The journal without its details: the first word of each line, equal neighbours once. */
function order(journal: Journal): string[] {
  const acts = journal.map((line) => line.split(' ')[0] ?? '');
  return acts.filter((act, index) => act !== acts[index - 1]);
}

describe('mode ephemeral', () => {
  it('masks, writes state, signs in, masks, hands over: in this order', async () => {
    const { journal, error } = await run({ inputs: ephemeral });
    expect(error).toBeUndefined();
    expect(order(journal)).toEqual([
      'mask',
      'state',
      'userPool',
      'createUser',
      'info',
      'setPermanentPassword',
      'appClient',
      'startAuthFlow',
      'mask',
      'output',
      'info',
    ]);
  });

  it('goes on when the user exists already, under the name that it invented', async () => {
    const { journal, error } = await run(
      { inputs: ephemeral },
      { createUser: () => Promise.resolve({ outcome: 'already-exists' }) },
    );
    expect(error).toBeUndefined();
    expect(journal).toContainEqual(expect.stringMatching(/^setPermanentPassword gha-/));
  });

  it("sets the password under the user pool's own name, and signs in under the invented one", async () => {
    const { journal } = await run(
      { inputs: ephemeral },
      { createUser: () => Promise.resolve({ outcome: 'created', username: 'an-id' }) },
    );
    expect(journal).toContain('setPermanentPassword an-id');
    expect(journal).toContainEqual(expect.stringMatching(/^startAuthFlow USER_PASSWORD_AUTH gha-/));
  });

  it('with delete-user: false lets the user stay only once it is handed over', async () => {
    const states = (journal: Journal) =>
      journal.filter((line) => line.startsWith('state ')).map((line) => line.slice(0, 28));
    const inputs = { ...ephemeral, 'delete-user': 'false' };
    const handedOver = await run({ inputs });
    expect(states(handedOver.journal)).toEqual(['state {"cleanUp":"delete-use', 'state {"cleanUp":"keep-user"']);
    const failed = await run(
      { inputs },
      { startAuthFlow: () => Promise.resolve({ kind: 'challenge', challenge: 'SMS_MFA' }) },
    );
    expect(states(failed.journal)).toEqual(['state {"cleanUp":"delete-use']);
  });
});

describe('mode stored', () => {
  it('needs no user pool, and leaves the refresh token for the post step to revoke', async () => {
    const { journal, error } = await run({ inputs: stored });
    expect(error).toBeUndefined();
    expect(order(journal)).toEqual(['mask', 'appClient', 'startAuthFlow', 'mask', 'state', 'output', 'info']);
    expect(journal).toContain(
      'state {"cleanUp":"revoke-token","region":"eu-west-1","clientId":"4kfr83e5pagh","refreshToken":"header.key.nonce.ciphertext.tag"}',
    );
  });

  it('with revoke-token: false leaves nothing', async () => {
    const { journal } = await run({ inputs: { ...stored, 'revoke-token': 'false' } });
    expect(order(journal)).not.toContain('state');
  });
});

describe('outputs', () => {
  it('are all seven, each secret one masked before the first is written', async () => {
    const { journal } = await run({ inputs: stored });
    const outputs = journal.filter((line) => line.startsWith('output ')).map((line) => line.slice('output '.length));
    const { idToken, accessToken, refreshToken } = unparsedTokens();
    expect(outputs).toEqual([
      'USERNAME=ada',
      'PASSWORD=Engine-1843',
      `ID_TOKEN=${idToken}`,
      `ACCESS_TOKEN=${accessToken}`,
      `REFRESH_TOKEN=${refreshToken}`,
      'EXPIRES_AT=2026-01-01T00:30:00.000Z',
      'SUB=a-sub',
    ]);
    const masksBeforeOutputs = journal.slice(
      0,
      journal.findIndex((line) => line.startsWith('output ')),
    );
    for (const secret of ['ada', 'Engine-1843', idToken, accessToken, refreshToken]) {
      expect(masksBeforeOutputs).toContain(`mask ${secret}`);
    }
  });

  it('are none when the tokens cannot be read, which are masked all the same', async () => {
    const tokens = unparsedTokens({ idToken: 'canary' });
    const { journal, error } = await run(
      { inputs: stored },
      { startAuthFlow: () => Promise.resolve({ kind: 'tokens', tokens }) },
    );
    expect(error).toBeInstanceOf(ActionError);
    expect(journal).toContain('mask canary');
    expect(order(journal)).not.toContain('output');
  });
});

describe('failures', () => {
  it('of inputs come before any call, and after the secrets are masked', async () => {
    const { journal, error } = await run({ inputs: { ...stored, 'client-id': '' } });
    expect(error).toMatchObject({ failure: { code: 'inputs-invalid' } });
    expect(journal).toEqual(['mask ada', 'mask Engine-1843']);
  });

  it.each([
    ['fork', 'a pull request from a fork'],
    ['dependabot', 'runs by Dependabot the Dependabot secrets only'],
  ] as const)('of inputs say when GitHub withheld the secrets: %s', async (secretsWithheld, words) => {
    const { error } = await run({ inputs: { mode: 'stored' }, secretsWithheld });
    expect(error).toMatchObject({ message: expect.stringContaining(words) });
  });

  it('name a challenge that the action does not answer', async () => {
    const { error } = await run(
      { inputs: stored },
      { startAuthFlow: () => Promise.resolve({ kind: 'challenge', challenge: 'SMS_MFA' }) },
    );
    expect(error).toMatchObject({
      failure: { code: 'challenge-unsupported' },
      message: expect.stringContaining('SMS_MFA'),
    });
  });
});
