import { describe, expect, it } from '@jest/globals';
import { readState, type State, writeState } from '../../../src/cleanup/state.ts';
import { fakeRunner, type Journal } from '../fakes.ts';

const userPool = { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', role: undefined };
const role = { arn: 'arn:aws:iam::111122223333:role/api-tests', audience: 'sts.amazonaws.com' };

const user = { userPool, username: 'gha-1-1-abc@example.com', creation: 'begun', ownSession: undefined } as const;
const ownSession = {
  region: 'eu-west-1',
  clientId: '4kfr83e5pagh',
  accessToken: 'a.b.c',
  refreshToken: 'd.e.f.g.h',
  expiresAt: '2026-01-01T00:00:00.000Z',
};

const endpoints = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' };

const states: State[] = [
  { endpoints: {}, cleanUps: [], jobSummary: true },
  { endpoints, cleanUps: [{ act: 'delete-user', ...user }], jobSummary: false },
  {
    endpoints,
    cleanUps: [{ act: 'delete-user', ...user, userPool: { ...userPool, role }, creation: 'confirmed', ownSession }],
    jobSummary: false,
  },
  {
    endpoints,
    cleanUps: [
      { act: 'delete-user', ...user, ownSession: { ...ownSession, deviceKey: 'a-device' } },
      { act: 'forget-device', ...ownSession, deviceKey: 'a-device' },
    ],
    jobSummary: false,
  },
  { endpoints, cleanUps: [{ act: 'keep-user', userPoolId: 'eu-west-1_AbCdEf123' }], jobSummary: false },
  {
    endpoints,
    cleanUps: [
      { act: 'revoke-token', region: 'eu-west-1', clientId: '4kfr83e5pagh', refreshToken: 'a.b.c.d.e' },
      { act: 'remove-file', path: '/temp/a.json' },
    ],
    jobSummary: false,
  },
  { endpoints, cleanUps: [{ act: 'remove-file', path: 'D:\\a\\_temp\\Zoë\\a.json' }], jobSummary: false },
];

function written(state: State): string {
  const journal: Journal = [];
  writeState(fakeRunner(journal), state);
  return (journal[0] ?? '').replace('state ', '');
}

describe('state', () => {
  it.each(states)('is read as it was written: %j', (state) => {
    expect(readState(fakeRunner([], { state: written(state) }))).toStrictEqual(JSON.parse(JSON.stringify(state)));
  });

  it('is undefined where main wrote none', () => {
    expect(readState(fakeRunner([]))).toBeUndefined();
  });

  it.each([
    'canary',
    '"canary"',
    'null',
    '[]',
    '{"cleanUps":[],"jobSummary":true}',
    '{"endpoints":null,"cleanUps":[],"jobSummary":true}',
    '{"endpoints":{"AWS_ENDPOINT_URL":7},"cleanUps":[],"jobSummary":true}',
    '{"endpoints":{},"cleanUps":[],"jobSummary":"canary"}',
    '{"endpoints":{},"cleanUps":{},"jobSummary":true}',
    '{"endpoints":{},"cleanUps":["canary"],"jobSummary":true}',
    '{"endpoints":{},"cleanUps":[{"act":"canary"}],"jobSummary":true}',
    '{"endpoints":{},"cleanUps":[{"act":"delete-user","username":"canary"}],"jobSummary":true}',
    '{"endpoints":{},"cleanUps":[{"act":"delete-user","username":"canary","userPool":{"region":"x"}}],"jobSummary":true}',
    '{"endpoints":{},"cleanUps":[{"act":"delete-user","username":"canary","userPool":{"region":"x","userPoolId":"y","role":"z"}}],"jobSummary":true}',
    '{"endpoints":{},"cleanUps":[{"act":"delete-user","username":"canary","userPool":{"region":"x","userPoolId":"y"}}],"jobSummary":true}',
    '{"endpoints":{},"cleanUps":[{"act":"delete-user","username":"canary","userPool":{"region":"x","userPoolId":"y"},"creation":"begun","ownSession":{}}],"jobSummary":true}',
    '{"endpoints":{},"cleanUps":[{"act":"keep-user","userPoolId":7}],"jobSummary":true}',
    '{"endpoints":{},"cleanUps":[{"act":"revoke-token","region":"canary","clientId":"x"}],"jobSummary":true}',
    '{"endpoints":{},"cleanUps":[{"act":"forget-device","region":"canary","clientId":"x","accessToken":"y","refreshToken":"z","expiresAt":"t"}],"jobSummary":true}',
    '{"endpoints":{},"cleanUps":[{"act":"forget-device","deviceKey":"canary"}],"jobSummary":true}',
    '{"endpoints":{},"cleanUps":[{"act":"remove-file"}],"jobSummary":true}',
  ])('of another form is refused, and not quoted: %s', (state) => {
    const read = () => readState(fakeRunner([], { state }));
    expect(read).toThrow('The state that main left for this post step cannot be read');
    expect(read).not.toThrow('canary');
  });
});
