// Verify that a call is retried after an answer that no service sends: without AWS's marks, too long, or broken.
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import type { RequestFault } from 'cognito-emulator/faults';
import { MACHINE, machineInputs } from '../support/client-credentials.ts';
import { credentialVariables } from '../support/credential-variables.ts';
import { cleanUp, type Fixture, type FixtureOptions, runMain, runPost, useFixtures } from '../support/fixture.ts';
import { withRole } from '../support/oidc-variables.ts';
import { firstOf, sampleByKind } from '../support/sample.ts';
import { useServers } from '../support/test-servers.ts';

const startFixture = useFixtures();
const startServer = useServers();

const STORED = { username: 'ada@example.com', password: 'Analytical-Engine-1843' };
const TOO_LONG = 'x'.repeat(1_000_001);
const HUGE_CREDENTIALS = `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>AKIACANARY</AccessKeyId><SecretAccessKey>canary</SecretAccessKey><SessionToken>${TOO_LONG}</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;

interface Scenario {
  readonly fixture?: FixtureOptions;
  readonly inputs?: (fixture: Fixture) => Readonly<Record<string, string>>;
}

const IN_GROUP: Scenario = {
  fixture: { pool: { groups: ['admins'] } },
  inputs: ({ inputs }) => ({ ...inputs, groups: 'admins' }),
};

const REFRESH: Scenario = {
  inputs: ({ inputs, pool, client }) => {
    pool.addUser(STORED);
    return { ...inputs, mode: 'refresh', 'refresh-token': pool.addSignIn(client, STORED.username) };
  },
};

const DENIED_DELETION: Scenario = {
  inputs: ({ emulator, inputs, job }) => {
    Object.assign(job.env, credentialVariables(emulator.addPrincipal({ denied: ['AdminDeleteUser'] })));
    return inputs;
  },
};

const STORED_USER: Scenario = {
  inputs: ({ inputs, pool }) => {
    pool.addUser(STORED);
    return { ...inputs, ...STORED, mode: 'stored' };
  },
};

const APP_CLIENT: Scenario = { fixture: MACHINE, inputs: machineInputs };

const NOTHING: RequestFault = { kind: 'answered', output: {} };
const EMPTY_PAGE: RequestFault = { kind: 'page', status: 200, body: '' };

/** The damaged answer, the call that it answers, and the job that makes the call. */
const ANSWERS: readonly (readonly [string, string, RequestFault, Scenario])[] = [
  ['{}', 'AdminCreateUser', NOTHING, {}],
  ['{}', 'InitiateAuth', NOTHING, {}],
  ['{}', 'GetTokensFromRefreshToken', NOTHING, REFRESH],
  ['an empty page', 'AdminSetUserPassword', EMPTY_PAGE, {}],
  ['an empty page', 'AdminAddUserToGroup', EMPTY_PAGE, IN_GROUP],
  ['an empty page', 'AdminDeleteUser', EMPTY_PAGE, {}],
  ['an empty page', 'DeleteUser', EMPTY_PAGE, DENIED_DELETION],
  ['an empty page', 'RevokeToken', EMPTY_PAGE, STORED_USER],
  [
    'an answer of more than 1 MB',
    'AdminCreateUser',
    { kind: 'answered', output: { User: { Username: 'canary' }, padding: TOO_LONG } },
    {},
  ],
  [
    'credentials of more than 1 MB',
    'AssumeRoleWithWebIdentity',
    { kind: 'page', status: 200, body: HUGE_CREDENTIALS },
    { fixture: { credentials: false }, inputs: withRole },
  ],
  ...(['gzip', 'br', 'deflate', 'zstd'] as const).map(
    (encoding) => [`invalid ${encoding}`, 'oauth2/token', { kind: 'broken-encoding', encoding }, APP_CLIENT] as const,
  ),
  ['an answer that breaks off', 'oauth2/token', { kind: 'truncated' }, APP_CLIENT],
  ['HTTP 408', 'oauth2/token', { kind: 'page', status: 408, body: '' }, APP_CLIENT],
  [
    'a token of more than 1 MB',
    'oauth2/token',
    { kind: 'answered', output: { access_token: 'a.b.c', x: TOO_LONG } },
    APP_CLIENT,
  ],
];

it.each(sampleByKind(ANSWERS, ([title]) => title.replace(/ (gzip|br|deflate|zstd)$/, '')))(
  'the job goes on after %s as the answer to %s',
  async (_, operation, fault, scenario) => {
    const fixture = await startFixture(scenario.fixture);
    const { emulator, pool, job } = fixture;
    const inputs = scenario.inputs?.(fixture) ?? fixture.inputs;
    const usersBefore = [...pool.users];
    emulator.injectFault({ operation, times: 1, ...fault });
    await runMain(job, inputs);
    await runPost(job);
    const answers = emulator.requests.filter((request) => request.operation === operation);
    expect(answers.filter((answer) => answer.fault !== undefined)).toStrictEqual([answers[0]]);
    expect(answers.at(-1)).toMatchObject({ status: 200 });
    expect(pool.users).toStrictEqual(usersBefore);
  },
);

it('the job goes on after a refusal that breaks off', async () => {
  const { emulator, pool, job, inputs } = await startFixture();
  // The first attempt creates the user, so the second one is refused.
  emulator.injectFault({ operation: 'AdminCreateUser', kind: 'truncated', times: 2 });
  await runMain(job, inputs);
  expect(emulator.requests[1]).toMatchObject({ fault: 'truncated', error: 'UsernameExistsException', status: 400 });
  await cleanUp(job, pool);
});

describe('an answer without end', () => {
  /** Starts a server that answers every request without end. `most` is the number of bytes of one connection. */
  async function serveWithoutEnd() {
    const sent = { most: 0 };
    const server = createServer((socket) => {
      const chunk = Buffer.alloc(65_536, ' ');
      const send = () => {
        while (!socket.destroyed && socket.write(chunk)) {
          sent.most = Math.max(sent.most, socket.bytesWritten);
        }
        sent.most = Math.max(sent.most, socket.bytesWritten);
      };
      socket.on('drain', send).on('error', () => undefined);
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.1\r\nConnection: close\r\n\r\n');
        send();
      });
    });
    return { url: `http://127.0.0.1:${await startServer(server)}`, sent };
  }
  const MAX_BUFFERED = 20_000_000;

  it.each(
    firstOf([
      ['of Cognito', 'AdminCreateUser', ({ inputs }: Fixture) => inputs],
      [
        'of the user pool domain',
        'client credentials grant',
        (fixture: Fixture, url: string) => ({ ...machineInputs(fixture), 'client-secret': 'canary', domain: url }),
      ],
    ]),
  )('%s is not read to fill the memory', async (_, call, inputsOf) => {
    const fixture = await startFixture({ clockSpeed: 10 });
    const { url, sent } = await serveWithoutEnd();
    const main = await fixture.job.uses({
      with: { ...inputsOf(fixture, url), 'timeout-seconds': '20' },
      env: { AWS_ENDPOINT_URL: url },
    });
    expect(main.annotations).toStrictEqual([
      { level: 'error', message: expect.stringMatching(new RegExp(`${call} .*#answer-unreadable$`)) },
    ]);
    expect(sent.most).toBeGreaterThan(1_000_000);
    expect(sent.most).toBeLessThan(MAX_BUFFERED);
  });
});
