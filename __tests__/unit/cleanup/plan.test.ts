import { describe, expect, it } from '@jest/globals';
import { type Checkpoint, planCleanup } from '../../../src/cleanup/plan.ts';
import type { CleanupTask } from '../../../src/cleanup/state.ts';
import { resolveConfig } from '../../../src/config.ts';
import type { SignedIn } from '../../../src/sign-in/signed-in.ts';
import { parseUserTokens } from '../../../src/tokens.ts';
import { jwt, seededRandom, unparsedTokens } from '../fakes.ts';
import { ephemeral, type Given, parse, stored } from '../given-inputs.ts';

const run = { runId: '1658821493', runAttempt: '2', awsRegion: undefined, temporaryFolder: '/temp' };
const endpoints = { AWS_ENDPOINT_URL: 'http://main.test' };

const BEGINNING: Checkpoint = { at: 'before-sign-in' };

/** Tokens whose ID token has this claim `cognito:username`, or none. */
function signedInAs(poolUsername?: string): SignedIn {
  const idToken = jwt({ sub: 'a-sub', exp: 1_767_229_200, 'cognito:username': poolUsername });
  return { user: undefined, tokens: parseUserTokens(unparsedTokens({ idToken })) };
}

function plan(given: Given, checkpoint: Checkpoint): readonly CleanupTask[] {
  return planCleanup(resolveConfig(parse(given), run, seededRandom(1)), endpoints, checkpoint).tasks;
}

describe('an ephemeral user', () => {
  it('may not be there before Cognito has said so', () => {
    expect(plan(ephemeral, BEGINNING)).toMatchObject([{ kind: 'delete-user', creation: 'begun' }]);
  });

  it.each<Checkpoint>([
    { at: 'user-created', username: 'an-id' },
    { at: 'signed-in', signedIn: signedInAs('an-id') },
    { at: 'outputs-written', signedIn: signedInAs('an-id') },
  ])("is there, by the user pool's own name for it: $at", (checkpoint) => {
    expect(plan(ephemeral, checkpoint)).toMatchObject([
      { kind: 'delete-user', creation: 'confirmed', username: 'an-id' },
    ]);
  });

  it.each<Checkpoint>([BEGINNING, { at: 'signed-in', signedIn: signedInAs() }])(
    'has the name that was invented where nobody says another: $at',
    (checkpoint) => {
      const invented = expect.stringMatching(/^gha-1658821493-2-[a-z2-7]{26}@example\.com$/);
      expect(plan(ephemeral, checkpoint)).toMatchObject([{ username: invented }]);
    },
  );

  it('can delete itself once there are tokens', () => {
    const { accessToken, refreshToken } = unparsedTokens();
    const confidential = { ...ephemeral, 'client-secret': 'shh' };
    expect(plan(confidential, { at: 'signed-in', signedIn: signedInAs('an-id') })).toMatchObject([
      {
        userSession: {
          region: 'eu-west-1',
          clientId: '4kfr83e5pagh',
          accessToken,
          refreshToken,
          expiresAt: '2026-01-01T00:30:00.000Z',
        },
      },
    ]);
    expect(plan(ephemeral, { at: 'user-created', username: 'an-id' })).toMatchObject([{ userSession: undefined }]);
  });
});

describe('the device of a sign-in', () => {
  const newDevice = { key: 'a-device', groupKey: 'a-group' };
  const signedIn = { user: undefined, tokens: parseUserTokens(unparsedTokens({ newDevice })) };
  const checkpoint: Checkpoint = { at: 'signed-in', signedIn };
  const { accessToken, refreshToken } = unparsedTokens();

  it('is forgotten as long as the access token is good: before the refresh token is revoked', () => {
    const client = { region: 'eu-west-1', clientId: '4kfr83e5pagh' };
    const expiresAt = '2026-01-01T00:30:00.000Z';
    expect(plan(stored, checkpoint)).toStrictEqual([
      { kind: 'forget-device', ...client, accessToken, refreshToken, expiresAt, deviceKey: 'a-device' },
      { kind: 'revoke-token', ...client, refreshToken },
    ]);
  });

  it('stays with a refresh token that is to stay: it is good for nothing without', () => {
    expect(plan({ ...stored, 'revoke-token': 'false' }, checkpoint)).toStrictEqual([]);
  });

  it('goes with an ephemeral user, whose tokens are refreshed by it until then', () => {
    expect(plan(ephemeral, checkpoint)).toMatchObject([
      { kind: 'delete-user', userSession: { deviceKey: 'a-device' } },
    ]);
  });
});

it('the file goes first, before any call can hang', () => {
  const given: Given = { ...stored, 'postman-environment': 'true' };
  const acts = plan(given, { at: 'outputs-written', signedIn: signedInAs() }).map(({ kind }) => kind);
  expect(acts).toStrictEqual(['remove-file', 'revoke-token']);
});
