import { describe, expect, it } from '@jest/globals';
import { readState, type State, writeState } from '../../../src/cleanup/state.ts';
import { fakeRunner, type Journal } from '../fakes.ts';

const userPool = { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', role: undefined };
const role = { arn: 'arn:aws:iam::111122223333:role/api-tests', audience: 'sts.amazonaws.com' };

const user = {
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

const endpoints = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' };

const states: State[] = [
  { endpoints: {}, tasks: [], jobSummary: true },
  { endpoints, tasks: [{ kind: 'delete-users', ...user }], jobSummary: false },
  {
    endpoints,
    tasks: [
      { kind: 'delete-users', ...user, userPool: { ...userPool, role }, creation: 'confirmed', sessions: userSession },
    ],
    jobSummary: false,
  },
  {
    endpoints,
    tasks: [
      { kind: 'delete-users', ...user, sessions: { ...userSession, deviceKey: 'a-device' } },
      { kind: 'forget-device', ...userSession, deviceKey: 'a-device' },
    ],
    jobSummary: false,
  },
  {
    endpoints,
    tasks: [
      { kind: 'delete-users', ...user },
      {
        kind: 'delete-identities',
        identityPool: { region: 'us-east-1', identityPoolId: 'us-east-1:a' },
        identities: { ids: ['us-east-1:b'] },
        userPool: { ...userPool, role },
      },
      {
        kind: 'delete-identities',
        identityPool: { region: 'us-east-1', identityPoolId: 'us-east-1:a' },
        identities: { path: '/temp/users.json', digest: 'abc' },
        userPool,
      },
    ],
    jobSummary: false,
  },
  { endpoints, tasks: [{ kind: 'keep-users', count: 2, userPoolId: 'eu-west-1_AbCdEf123' }], jobSummary: false },
  {
    endpoints,
    tasks: [
      { kind: 'revoke-token', region: 'eu-west-1', clientId: '4kfr83e5pagh', refreshToken: 'a.b.c.d.e' },
      { kind: 'remove-file', file: 'postman-environment', path: '/temp/a.json' },
    ],
    jobSummary: false,
  },
  {
    endpoints,
    tasks: [{ kind: 'remove-file', file: 'postman-environment', path: 'D:\\a\\_temp\\Zoë\\a.json' }],
    jobSummary: false,
  },
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

  it.each([
    'canary',
    '"canary"',
    'null',
    '[]',
    '{"tasks":[],"jobSummary":true}',
    '{"endpoints":null,"tasks":[],"jobSummary":true}',
    '{"endpoints":{"AWS_ENDPOINT_URL":7},"tasks":[],"jobSummary":true}',
    '{"endpoints":{},"tasks":[],"jobSummary":"canary"}',
    '{"endpoints":{},"tasks":{},"jobSummary":true}',
    '{"endpoints":{},"tasks":["canary"],"jobSummary":true}',
    '{"endpoints":{},"tasks":[{"kind":"canary"}],"jobSummary":true}',
    '{"endpoints":{},"tasks":[{"kind":"delete-users","usernames":{"prefix":"canary","parts":"","suffix":""}}],"jobSummary":true}',
    '{"endpoints":{},"tasks":[{"kind":"delete-users","usernames":{"prefix":"canary","parts":"","suffix":""},"userPool":{"region":"x"}}],"jobSummary":true}',
    '{"endpoints":{},"tasks":[{"kind":"delete-users","usernames":{"prefix":"canary","parts":"","suffix":""},"userPool":{"region":"x","userPoolId":"y","role":"z"}}],"jobSummary":true}',
    '{"endpoints":{},"tasks":[{"kind":"delete-users","usernames":{"prefix":"canary","parts":"","suffix":""},"userPool":{"region":"x","userPoolId":"y"}}],"jobSummary":true}',
    '{"endpoints":{},"tasks":[{"kind":"delete-users","usernames":{"prefix":"canary","parts":"","suffix":""},"userPool":{"region":"x","userPoolId":"y"},"creation":"begun","sessions":{}}],"jobSummary":true}',
    '{"endpoints":{},"tasks":[{"kind":"keep-users","userPoolId":7}],"jobSummary":true}',
    '{"endpoints":{},"tasks":[{"kind":"revoke-token","region":"canary","clientId":"x"}],"jobSummary":true}',
    '{"endpoints":{},"tasks":[{"kind":"forget-device","region":"canary","clientId":"x","accessToken":"y","refreshToken":"z","expiresAt":"t"}],"jobSummary":true}',
    '{"endpoints":{},"tasks":[{"kind":"forget-device","deviceKey":"canary"}],"jobSummary":true}',
    '{"endpoints":{},"tasks":[{"kind":"remove-file","file":"postman-environment"}],"jobSummary":true}',
    '{"endpoints":{},"tasks":[{"kind":"remove-file","file":"report","path":"/temp/a.json"}],"jobSummary":true}',
    '{"endpoints":{},"tasks":[{"kind":"delete-identities","identities":{"ids":["canary"]},"userPool":{"region":"x","userPoolId":"y"}}],"jobSummary":true}',
    '{"endpoints":{},"tasks":[{"kind":"delete-identities","identityPool":{"region":"canary","identityPoolId":"x"},"userPool":{"region":"x","userPoolId":"y"}}],"jobSummary":true}',
    '{"endpoints":{},"tasks":[{"kind":"delete-identities","identityPool":{"region":"canary","identityPoolId":"x"},"identities":{"ids":["z"]}}],"jobSummary":true}',
    '{"endpoints":{},"tasks":[{"kind":"delete-identities","identityPool":{"region":"canary","identityPoolId":"x"},"identities":{"ids":[7]},"userPool":{"region":"x","userPoolId":"y"}}],"jobSummary":true}',
    '{"endpoints":{},"tasks":[{"kind":"delete-identities","identityPool":{"region":"canary","identityPoolId":"x"},"identities":{"path":"z"},"userPool":{"region":"x","userPoolId":"y"}}],"jobSummary":true}',
  ])('is rejected without being quoted if it is malformed: %s', (state) => {
    const read = () => readState(fakeRunner([], { state }));
    expect(read).toThrow('The state that main left for this post step cannot be read');
    expect(read).not.toThrow('canary');
  });
});
