import { describe, expect, it } from '@jest/globals';
import { digestOf, readSavedUsers } from '../../../src/cleanup/saved-users.ts';
import { type CleanupTask, readState, type State, writeState } from '../../../src/cleanup/state.ts';
import { packUsernames, unpackUsernames } from '../../../src/cleanup/usernames.ts';
import { USERNAME_FORMATS } from '../../../src/ephemeral-user.ts';
import { fakeRunner, type Journal } from '../fakes.ts';
import { usernamesOf } from '../given-inputs.ts';
import {
  DELETE_IDENTITIES,
  DELETE_USER,
  FORGET_DEVICE,
  REMOVE_FILE,
  REVOKE_TOKEN,
  ROLE,
  SESSION,
  USER_POOL,
} from './tasks.ts';

const users = {
  ...DELETE_USER,
  usernames: { prefix: 'gha-1-1-', parts: 'abc def', suffix: '@example.com' },
  creation: 'begun',
} as const;
const path = '/temp/users.json';

const tasks: readonly (readonly CleanupTask[])[] = [
  [users],
  [{ ...DELETE_USER, userPool: { ...USER_POOL, role: ROLE }, sessions: SESSION }],
  [{ ...users, sessions: { ...SESSION, deviceKey: 'a-device' } }, FORGET_DEVICE],
  [users, DELETE_IDENTITIES, { ...DELETE_IDENTITIES, identities: { path, digest: 'abc' }, userPool: USER_POOL }],
  [{ kind: 'stop-proxy', port: 40_123, stopKey: 'a-key' }],
  [{ ...users, sessions: { path, region: 'eu-west-1', clientId: '4kfr' } }],
  [{ kind: 'keep-users', count: 2, userPoolId: 'eu-west-1_AbCdEf123' }],
  [REVOKE_TOKEN, REMOVE_FILE],
  [{ ...REMOVE_FILE, path: 'D:\\a\\_temp\\Zoë\\a.json' }],
];

const endpoints = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' };
const states: readonly State[] = [
  { endpoints: {}, tasks: [], jobSummary: true },
  ...tasks.map((each) => ({ endpoints, tasks: each, jobSummary: false })),
];

function written(state: State): string {
  const journal: Journal = [];
  writeState(fakeRunner(journal), state);
  return (journal[0] ?? '').replace('state ', '');
}

describe('the state', () => {
  it.each(states)('reads back as it was written: %j', (state) => {
    expect(readState(fakeRunner([], { state: written(state) }))).toStrictEqual(JSON.parse(JSON.stringify(state)));
  });

  it('is undefined if main saved none', () => {
    expect(readState(fakeRunner([]))).toBeUndefined();
  });

  const expectRejected = (state: string) => {
    const read = () => readState(fakeRunner([], { state }));
    expect(read).toThrow('The state that main left for this post step cannot be read');
    expect(read).not.toThrow('canary');
  };

  it.each([
    'canary',
    'null',
    '{"tasks":[],"jobSummary":true}',
    '{"endpoints":null,"tasks":[],"jobSummary":true}',
    '{"endpoints":{},"tasks":{},"jobSummary":true}',
    '{"endpoints":{},"tasks":[{"kind":"canary"}],"jobSummary":true}',
    '{"endpoints":{},"tasks":[{"kind":"remove-file","file":"report","path":"canary"}],"jobSummary":true}',
  ])('is rejected without being quoted if it is malformed: %s', expectRejected);

  it.each(states)('is rejected without being quoted if any of its values has another type: %j', (state) => {
    const text = written(state);
    for (const { index, 0: value } of text.matchAll(/(?<=[[:,])("[^"]*"|\d+|true|false)(?=[,\]}])/g)) {
      expectRejected(`${text.slice(0, index)}["canary"]${text.slice(index + value.length)}`);
    }
  });
});

describe('the usernames in the state', () => {
  it.each([[['gha-1-1-abc@example.com']], [['aa', 'aaa', 'a']], [['ab', 'cd']], [['same', 'same']]])(
    'of %j are unpacked as they were packed',
    (usernames) => {
      expect(unpackUsernames(packUsernames(usernames))).toStrictEqual(usernames);
    },
  );

  it('hold only once what they share', () => {
    expect(packUsernames(['gha-1-1-abc@example.com', 'gha-1-1-def@example.com'])).toStrictEqual({
      prefix: 'gha-1-1-',
      parts: 'abc def',
      suffix: '@example.com',
    });
  });

  it.each(USERNAME_FORMATS)('of format %s fit into an environment variable of Windows, 1,000 of them', (format) => {
    const usernames = usernamesOf({ users: '1000', 'username-format': format });
    expect(usernames).toHaveLength(1000);
    const packed = packUsernames(usernames);
    expect(unpackUsernames(packed)).toStrictEqual(usernames);
    expect(JSON.stringify(packed).length).toBeLessThan(27_200);
  });
});

describe('the identities in the users file', () => {
  const ids = ['us-east-1:a', 'us-east-1:b'];

  it.each<[string, unknown, readonly string[]]>([
    ['are read', ids.map((identityId) => ({ identityId })), ids],
    ['are ignored if a later step left others', [{ identityId: 'us-east-1:a' }, { identityId: 'canary' }], []],
    ['are ignored if a later step left no list', { identityId: 'us-east-1:a' }, []],
  ])('%s', async (_, savedUsers, expected) => {
    const runner = fakeRunner([], { files: { [path]: JSON.stringify(savedUsers) } });
    const task = { ...DELETE_IDENTITIES, identities: { path, digest: digestOf(ids) } };
    expect(await readSavedUsers(runner, [task])).toMatchObject({ identityIds: expected });
  });
});
