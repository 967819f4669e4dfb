import { describe, expect, it } from '@jest/globals';
import { type Checkpoint, planCleanup } from '../../../src/cleanup/plan.ts';
import type { CleanupTask } from '../../../src/cleanup/state.ts';
import type { SignedIn } from '../../../src/sign-in/signed-in.ts';
import { parseUserTokens } from '../../../src/tokens.ts';
import { jwt, unparsedTokens } from '../fakes.ts';
import { configOf, ephemeral, type Given, stored } from '../given-inputs.ts';

const endpoints = { AWS_ENDPOINT_URL: 'http://main.test' };

const CREATING: Checkpoint = { at: 'users-changed', users: [{ username: 'gha-1', poolUsername: undefined }] };
const CREATED: Checkpoint = { at: 'users-changed', users: [{ username: 'gha-1', poolUsername: 'an-id' }] };

/** Tokens whose ID token has this claim `cognito:username`, or none. */
function signedInAs(poolUsername?: string): SignedIn {
  const idToken = jwt({ sub: 'a-sub', exp: 1_767_229_200, 'cognito:username': poolUsername });
  return { user: undefined, tokens: parseUserTokens(unparsedTokens({ idToken })) };
}

function named(username: string) {
  return { prefix: username, parts: '', suffix: '' };
}

function plan(given: Given, checkpoint: Checkpoint): readonly CleanupTask[] {
  return planCleanup(configOf(given), endpoints, checkpoint).tasks;
}

describe('an ephemeral user', () => {
  it('is planned as possibly missing before Cognito confirms its creation', () => {
    expect(plan(ephemeral, CREATING)).toMatchObject([{ kind: 'delete-users', creation: 'begun' }]);
  });

  it.each<Checkpoint>([
    CREATED,
    { at: 'signed-in', signedIn: [signedInAs('an-id')] },
    { at: 'outputs-written', signedIn: [signedInAs('an-id')] },
  ])("is deleted by the user pool's own name at checkpoint $at", (checkpoint) => {
    expect(plan(ephemeral, checkpoint)).toMatchObject([
      { kind: 'delete-users', creation: 'confirmed', usernames: named('an-id') },
    ]);
  });

  it('is deleted by its generated username if no other is known', () => {
    expect(plan(ephemeral, CREATING)).toMatchObject([{ usernames: named('gha-1') }]);
    const generated = expect.stringMatching(/^gha-1658821493-2-[a-z2-7]{26}@example\.com$/);
    const signedIn: Checkpoint = { at: 'signed-in', signedIn: [signedInAs()] };
    expect(plan(ephemeral, signedIn)).toMatchObject([{ usernames: { prefix: generated, parts: '' } }]);
  });

  it('is not planned before it is created, and after Cognito has refused to create it', () => {
    expect(plan(ephemeral, { at: 'before-sign-in' })).toStrictEqual([]);
    expect(plan(ephemeral, { at: 'users-changed', users: [] })).toStrictEqual([]);
  });

  it('can be deleted with its own tokens after the sign-in', () => {
    const { accessToken, refreshToken } = unparsedTokens();
    const confidential = { ...ephemeral, 'client-secret': 'shh' };
    expect(plan(confidential, { at: 'signed-in', signedIn: [signedInAs('an-id')] })).toMatchObject([
      {
        sessions: {
          region: 'eu-west-1',
          clientId: '4kfr83e5pagh',
          accessToken,
          refreshToken,
          expiresAt: '2026-01-01T00:30:00.000Z',
        },
      },
    ]);
    expect(plan(ephemeral, CREATED)).toMatchObject([{ sessions: undefined }]);
  });
});

describe('many ephemeral users', () => {
  const many: Given = { ...ephemeral, users: '2' };
  const generated = { prefix: expect.stringMatching(/^gha-1658821493-2-/), parts: expect.stringMatching(/^\S+ \S+$/) };

  it('are deleted by their generated usernames, which have much in common', () => {
    const users = [
      { username: 'gha-1', poolUsername: 'an-id' },
      { username: 'gha-2', poolUsername: undefined },
    ];
    expect(plan(many, { at: 'users-changed', users }).at(-1)).toMatchObject({
      creation: 'begun',
      usernames: { prefix: 'gha-', parts: '1 2', suffix: '' },
    });
    expect(plan(many, { at: 'signed-in', signedIn: [signedInAs('an-id')] }).at(-1)).toMatchObject({
      creation: 'confirmed',
      usernames: generated,
      sessions: { region: 'eu-west-1', clientId: '4kfr83e5pagh', path: expect.stringMatching(/\.users\.json$/) },
    });
  });
});

describe('the identity of an ephemeral user', () => {
  const given: Given = {
    ...ephemeral,
    'role-to-assume': 'arn:aws:iam::111122223333:role/api-tests',
    'identity-pool-id': 'us-east-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d',
  };
  const identityId = 'us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
  const checkpoint = { signedIn: [signedInAs('an-id')], identityIds: [identityId] } as const;

  it('is deleted after its user, with the same credentials', () => {
    const role = { arn: 'arn:aws:iam::111122223333:role/api-tests', audience: 'sts.amazonaws.com' };
    for (const at of ['signed-in', 'outputs-written'] as const) {
      expect(plan(given, { at, ...checkpoint })).toStrictEqual([
        expect.objectContaining({ kind: 'delete-users' }),
        {
          kind: 'delete-identities',
          identityPool: { region: 'us-east-1', identityPoolId: 'us-east-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d' },
          identities: { ids: [identityId] },
          userPool: { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', role },
        },
      ]);
    }
  });

  it('is not planned before it exists', () => {
    expect(plan(given, { at: 'signed-in', signedIn: checkpoint.signedIn })).toMatchObject([{ kind: 'delete-users' }]);
  });

  it('is read from the users file if there are many users', () => {
    const many: Given = { ...given, users: '2' };
    expect(plan(many, { at: 'outputs-written', ...checkpoint }).at(-1)).toMatchObject({
      kind: 'delete-identities',
      identities: {
        path: expect.stringMatching(/^\/temp\/cognito-token-[a-z2-7]{26}\.users\.json$/),
        digest: expect.stringMatching(/^.{44}$/),
      },
    });
  });

  it('is kept with its user once the outputs are written', () => {
    const kept: Given = { ...given, 'delete-user': 'false' };
    expect(plan(kept, { at: 'signed-in', ...checkpoint })).toHaveLength(2);
    expect(plan(kept, { at: 'outputs-written', ...checkpoint })).toMatchObject([{ kind: 'keep-users' }]);
  });

  it('is kept for a stored user, who has it in every run', () => {
    const { 'identity-pool-id': pool = '' } = given;
    const ofStored: Given = { ...stored, 'user-pool-id': 'eu-west-1_AbCdEf123', 'identity-pool-id': pool };
    expect(plan(ofStored, { at: 'outputs-written', ...checkpoint })).toMatchObject([{ kind: 'revoke-token' }]);
  });
});

describe('the device of a sign-in', () => {
  const newDevice = { key: 'a-device', groupKey: 'a-group' };
  const signedIn = { user: undefined, tokens: parseUserTokens(unparsedTokens({ newDevice })) };
  const checkpoint: Checkpoint = { at: 'signed-in', signedIn: [signedIn] };
  const { accessToken, refreshToken } = unparsedTokens();

  it('is forgotten before the refresh token is revoked, which invalidates the access token', () => {
    const client = { region: 'eu-west-1', clientId: '4kfr83e5pagh' };
    const expiresAt = '2026-01-01T00:30:00.000Z';
    expect(plan(stored, checkpoint)).toStrictEqual([
      { kind: 'forget-device', ...client, accessToken, refreshToken, expiresAt, deviceKey: 'a-device' },
      { kind: 'revoke-token', ...client, refreshToken },
    ]);
  });

  it('is kept with a refresh token that is not revoked, which needs it', () => {
    expect(plan({ ...stored, 'revoke-token': 'false' }, checkpoint)).toStrictEqual([]);
  });

  it('is deleted with its ephemeral user, whose tokens are refreshed with it until then', () => {
    expect(plan(ephemeral, checkpoint)).toMatchObject([{ kind: 'delete-users', sessions: { deviceKey: 'a-device' } }]);
  });
});

it('nothing is planned for a stored user who has not signed in', () => {
  expect(plan(stored, { at: 'before-sign-in' })).toStrictEqual([]);
});

it('removes the file first, before any call can hang', () => {
  const given: Given = { ...stored, 'postman-environment': 'true' };
  const kinds = plan(given, { at: 'outputs-written', signedIn: [signedInAs()] }).map(({ kind }) => kind);
  expect(kinds).toStrictEqual(['remove-file', 'revoke-token']);
});
