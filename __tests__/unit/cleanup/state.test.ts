import { describe, expect, it } from '@jest/globals';
import { type CleanupTask, readState, type State, writeState } from '../../../src/cleanup/state.ts';
import { fakeRunner, type Journal } from '../fakes.ts';

const userPool = { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', role: undefined };
const role = { arn: 'arn:aws:iam::111122223333:role/api-tests', audience: 'sts.amazonaws.com' };

const user = {
  kind: 'delete-users',
  userPool,
  usernames: { prefix: 'gha-1-1-', parts: 'abc def', suffix: '@example.com' },
  creation: 'begun',
  sessions: undefined,
} as const;
const userSession = {
  region: 'eu-west-1',
  clientId: '4kfr83e5pagh',
  accessToken: 'a.b.c',
  refreshToken: 'd.e.f.g.h',
  expiresAt: '2026-01-01T00:00:00.000Z',
};
const deviceKey = 'a-device';
const identities = {
  kind: 'delete-identities',
  identityPool: { region: 'us-east-1', identityPoolId: 'us-east-1:a' },
  identities: { ids: ['us-east-1:b', 'us-east-1:c'] },
  userPool: { ...userPool, role },
} as const;

const tasks: readonly (readonly CleanupTask[])[] = [
  [user],
  [{ ...user, userPool: { ...userPool, role }, creation: 'confirmed', sessions: userSession }],
  [
    { ...user, sessions: { ...userSession, deviceKey } },
    { kind: 'forget-device', ...userSession, deviceKey },
  ],
  [user, identities, { ...identities, identities: { path: '/temp/users.json', digest: 'abc' }, userPool }],
  [{ kind: 'stop-proxy', port: 40_123, stopKey: 'a-key' }],
  [{ ...user, sessions: { path: '/temp/users.json', region: 'eu-west-1', clientId: '4kfr' } }],
  [{ kind: 'keep-users', count: 2, userPoolId: 'eu-west-1_AbCdEf123' }],
  [
    { kind: 'revoke-token', region: 'eu-west-1', clientId: '4kfr83e5pagh', refreshToken: 'a.b.c.d.e' },
    { kind: 'remove-file', file: 'postman-environment', path: '/temp/a.json' },
  ],
  [{ kind: 'remove-file', file: 'postman-environment', path: 'D:\\a\\_temp\\Zoë\\a.json' }],
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
