import { expect, it } from '@jest/globals';
import { type Checkpoint, planCleanup } from '../../../src/cleanup/plan.ts';
import type { UnparsedTokens } from '../../../src/cognito/types.ts';
import { parseUserTokens } from '../../../src/tokens.ts';
import { jwt, unparsedTokens } from '../fakes.ts';
import { configOf, ephemeral, type Given, stored } from '../given-inputs.ts';

const BEFORE: Checkpoint = { at: 'before-sign-in' };
const NOBODY: Checkpoint = { at: 'users-changed', users: [] };
const CREATED: Checkpoint = { at: 'users-changed', users: [{ username: 'gha-1', poolUsername: 'an-id' }] };
const TWO: Checkpoint = {
  at: 'users-changed',
  users: [
    { username: 'gha-1', poolUsername: 'an-id' },
    { username: 'gha-2', poolUsername: undefined },
  ],
};

function signedInWith(tokens: Partial<UnparsedTokens>) {
  const signedIn = { user: undefined, tokens: parseUserTokens(unparsedTokens(tokens)) };
  return { at: 'signed-in', signedIn: [signedIn] } satisfies Checkpoint;
}

const identityIds = ['us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'];

const SIGNED_IN = signedInWith({ idToken: jwt({ sub: 'a-sub', exp: 1_767_229_200, 'cognito:username': 'an-id' }) });
const DONE: Checkpoint = { ...SIGNED_IN, at: 'outputs-written' };
const DEVICE = signedInWith({ newDevice: { key: 'a-device', groupKey: 'a-group' } });
const IDENTITY: Checkpoint = { ...SIGNED_IN, identityIds };
const IDENTITY_DONE: Checkpoint = { ...IDENTITY, at: 'outputs-written' };

const roleArn = 'arn:aws:iam::111122223333:role/api-tests';
const many: Given = { ...ephemeral, users: '2' };
const poolInputs = { 'identity-pool-id': 'us-east-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d' };
const inPool: Given = { ...ephemeral, ...poolInputs, 'role-to-assume': roleArn };
const kept: Given = { ...inPool, 'delete-user': 'false' };
const storedInPool: Given = { ...stored, ...poolInputs, 'user-pool-id': 'eu-west-1_AbCdEf123' };

const appClient = { region: 'eu-west-1', clientId: '4kfr83e5pagh' };
const { accessToken, refreshToken } = unparsedTokens();
const session = { ...appClient, accessToken, refreshToken, expiresAt: '2026-01-01T00:30:00.000Z' };
const deleted = {
  kind: 'delete-users',
  creation: 'confirmed',
  usernames: { prefix: 'an-id', parts: '', suffix: '' },
  sessions: session,
};
const identity = {
  kind: 'delete-identities',
  identityPool: { region: 'us-east-1', identityPoolId: 'us-east-1:1a2b3c4d-5e6f-7a8b-9c0d-1e2f3a4b5c6d' },
  identities: { ids: identityIds },
  userPool: {
    region: 'eu-west-1',
    userPoolId: 'eu-west-1_AbCdEf123',
    role: { arn: roleArn, audience: 'sts.amazonaws.com' },
  },
};
const savedIdentities = {
  path: expect.stringMatching(/^\/temp\/cognito-token-[a-z2-7]{26}\.users\.json$/),
  digest: expect.stringMatching(/^.{44}$/),
};
const FILES = [
  { kind: 'remove-file', file: 'users' },
  { kind: 'remove-file', file: 'users-csv' },
];

it.each<[string, Given, Checkpoint, readonly object[]]>([
  ['no user before its creation', ephemeral, BEFORE, []],
  ['no user whom Cognito has refused to create', ephemeral, NOBODY, []],
  ["a user by the user pool's own name", ephemeral, CREATED, [{ ...deleted, sessions: undefined }]],
  ['a user with its own tokens', { ...ephemeral, 'client-secret': 'shh' }, SIGNED_IN, [deleted]],
  [
    'a user by its generated username if its tokens have no other',
    ephemeral,
    signedInWith({}),
    [{ usernames: { prefix: expect.stringMatching(/^gha-1658821493-2-\w{26}@/), parts: '' } }],
  ],
  ['a user once the outputs are written', ephemeral, DONE, [deleted]],
  [
    'many users by their generated usernames, which have much in common',
    many,
    TWO,
    [...FILES, { creation: 'begun', usernames: { prefix: 'gha-', parts: '1 2', suffix: '' } }],
  ],
  [
    'many signed-in users with the tokens in the users file',
    many,
    SIGNED_IN,
    [
      ...FILES,
      {
        creation: 'confirmed',
        usernames: { prefix: expect.stringMatching(/^gha-1658821493-2-/), parts: expect.stringMatching(/^\S+ \S+$/) },
        sessions: { ...appClient, path: expect.stringMatching(/\.users\.json$/) },
      },
    ],
  ],
  ['no identity before it exists', inPool, SIGNED_IN, [deleted]],
  ['an identity after its user, with the same credentials', inPool, IDENTITY, [deleted, identity]],
  ['an identity once the outputs are written', inPool, IDENTITY_DONE, [deleted, identity]],
  [
    'the identities of many users in the users file',
    { ...inPool, users: '2' },
    IDENTITY_DONE,
    [...FILES, { kind: 'delete-users' }, { ...identity, identities: savedIdentities }],
  ],
  ['a user to keep until the outputs are written', kept, IDENTITY, [deleted, identity]],
  ['no user to keep, nor its identity, afterwards', kept, IDENTITY_DONE, [{ kind: 'keep-users' }]],
  ['no identity of a stored user, who has it in every run', storedInPool, IDENTITY_DONE, [{ kind: 'revoke-token' }]],
  ['nothing for a stored user before the sign-in', stored, BEFORE, []],
  [
    'a device before the refresh token, whose revocation invalidates the access token',
    stored,
    DEVICE,
    [
      { kind: 'forget-device', ...session, deviceKey: 'a-device' },
      { kind: 'revoke-token', ...appClient, refreshToken },
    ],
  ],
  ['no device that a refresh token needs', { ...stored, 'revoke-token': 'false' }, DEVICE, []],
])('removes %s', (_, given, checkpoint, tasks) => {
  expect(planCleanup(configOf(given), {}, checkpoint).tasks).toMatchObject(tasks);
});
