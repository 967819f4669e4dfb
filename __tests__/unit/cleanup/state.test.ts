import { describe, expect, it } from '@jest/globals';
import { type CleanupTask, readState, type State, writeState } from '../../../src/cleanup/state.ts';
import { fakeRunner, type Journal } from '../fakes.ts';
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
    '"canary"',
    'null',
    '[]',
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
