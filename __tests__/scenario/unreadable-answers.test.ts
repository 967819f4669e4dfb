// Verify that a call is retried after an answer that no service sends: without AWS's marks, too long, or broken.
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import type { RequestFault } from 'cognito-emulator/faults';
import { credentialVariables } from '../support/credential-variables.ts';
import { type Fixture, type FixtureOptions, onlyPost, useFixtures } from '../support/fixture.ts';
import { withRole } from '../support/oidc-variables.ts';
import { firstOf, itDeep } from '../support/sample.ts';
import { useServers } from '../support/test-servers.ts';

const startFixture = useFixtures();
const startServer = useServers();

const STORED = { username: 'ada@example.com', password: 'Analytical-Engine-1843' };
const SECRET = 'canary0canary0canary0canary0canary0canary0canary000';

/** Expects that the first request of the operation met the fault, and that a later one got its answer. */
function expectRetried({ emulator }: Fixture, operation: string): void {
  const answers = emulator.requests.filter((request) => request.operation === operation);
  expect(answers.filter(({ fault }) => fault !== undefined)).toStrictEqual([answers[0]]);
  expect(answers.at(-1)).toMatchObject({ status: 200 });
}

/** Runs main and post. The first answer to the operation is damaged. */
async function runBoth(
  operation: string,
  fault: RequestFault,
  options: FixtureOptions,
  createInputs: (fixture: Fixture) => Readonly<Record<string, string>>,
): Promise<Fixture> {
  const fixture = await startFixture(options);
  fixture.emulator.injectFault({ operation, times: 1, ...fault });
  const main = await fixture.job.uses({ with: createInputs(fixture) });
  expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
  expect(await onlyPost(fixture.job)).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
  expectRetried(fixture, operation);
  return fixture;
}

it.each(['AdminCreateUser', 'InitiateAuth'])('the answer {} to %s', async (operation) => {
  const { pool } = await runBoth(operation, { kind: 'answered', output: {} }, {}, ({ inputs }) => inputs);
  expect(pool.users).toStrictEqual([]);
});

it('the answer {} to GetTokensFromRefreshToken', async () => {
  await runBoth('GetTokensFromRefreshToken', { kind: 'answered', output: {} }, {}, ({ inputs, pool, client }) => {
    pool.addUser(STORED);
    return { ...inputs, mode: 'refresh', 'refresh-token': pool.addSignIn(client, STORED.username) };
  });
});

describe('an empty HTTP 200 of text/html', () => {
  const EMPTY = { kind: 'page', status: 200, body: '' } as const;

  it.each(firstOf(['AdminSetUserPassword', 'AdminAddUserToGroup', 'AdminDeleteUser']))('to %s', async (operation) => {
    const options = { pool: { groups: ['admins'] } };
    const { pool } = await runBoth(operation, EMPTY, options, ({ inputs }) => ({ ...inputs, groups: 'admins' }));
    expect(pool.users).toStrictEqual([]);
  });

  it('to DeleteUser', async () => {
    const { pool } = await runBoth('DeleteUser', EMPTY, {}, ({ emulator, inputs, job }) => {
      Object.assign(job.env, credentialVariables(emulator.addPrincipal({ denied: ['AdminDeleteUser'] })));
      return inputs;
    });
    expect(pool.users).toStrictEqual([]);
  });

  itDeep('to RevokeToken', async () => {
    await runBoth('RevokeToken', EMPTY, {}, ({ pool, client }) => {
      pool.addUser(STORED);
      return { ...STORED, mode: 'stored', 'client-id': client.id, 'aws-region': pool.settings.region };
    });
  });
});

it('a refusal that breaks off', async () => {
  const { emulator, pool, job, inputs } = await startFixture();
  // The first attempt creates the user, so the second one is refused.
  emulator.injectFault({ operation: 'AdminCreateUser', kind: 'truncated', times: 2 });
  expect(await job.uses({ with: inputs })).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
  expect(emulator.requests[1]).toMatchObject({ fault: 'truncated', error: 'UsernameExistsException', status: 400 });
  expect(await onlyPost(job)).toMatchObject({ outcome: 'success', annotations: [] });
  expect(pool.users).toStrictEqual([]);
});

describe('an answer of more than 1 MB', () => {
  const padding = 'x'.repeat(1_000_001);

  it('of AdminCreateUser', async () => {
    const output = { User: { Username: 'canary' }, padding };
    await runBoth('AdminCreateUser', { kind: 'answered', output }, {}, ({ inputs }) => inputs);
  });

  itDeep('of AssumeRoleWithWebIdentity', async () => {
    const body = `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>AKIACANARY</AccessKeyId><SecretAccessKey>canary</SecretAccessKey><SessionToken>${padding}</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;
    const fault = { kind: 'page', status: 200, body } as const;
    await runBoth('AssumeRoleWithWebIdentity', fault, { credentials: false }, (fixture) => withRole(fixture));
  });
});

it.each<[string, RequestFault]>(
  firstOf([
    ...(['gzip', 'br', 'deflate', 'zstd'] as const).map((encoding): [string, RequestFault] => [
      `is invalid ${encoding}`,
      { kind: 'broken-encoding', encoding },
    ]),
    ['breaks off', { kind: 'truncated' }],
    ['is HTTP 408', { kind: 'page', status: 408, body: '' }],
    ['has more than 1 MB', { kind: 'answered', output: { access_token: 'a.b.c', x: 'x'.repeat(1_000_001) } }],
  ]),
)('an answer of the user pool domain that %s', async (_, fault) => {
  const fixture = await startFixture({
    pool: { domain: 'my-app' },
    client: { secret: SECRET, oauthFlows: ['client_credentials'], scopes: ['orders/read'] },
  });
  const { emulator, job, client } = fixture;
  emulator.injectFault({ operation: 'oauth2/token', times: 1, ...fault });
  const main = await job.uses({
    with: { mode: 'client-credentials', 'client-id': client.id, 'client-secret': SECRET, domain: emulator.url },
  });
  expect(main).toMatchObject({ outcome: 'success', annotations: [], stderr: '' });
  expectRetried(fixture, 'oauth2/token');
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

  it('of Cognito is not read to fill the memory', async () => {
    const { job, inputs } = await startFixture({ clockSpeed: 10 });
    const { url, sent } = await serveWithoutEnd();
    const main = await job.uses({
      with: { ...inputs, 'timeout-seconds': '20' },
      env: { AWS_ENDPOINT_URL: url },
    });
    expect(main.annotations).toStrictEqual([
      { level: 'error', message: expect.stringMatching(/AdminCreateUser .*#answer-unreadable$/) },
    ]);
    expect(sent.most).toBeGreaterThan(1_000_000);
    expect(sent.most).toBeLessThan(MAX_BUFFERED);
  });

  itDeep('of the user pool domain is not read to fill the memory', async () => {
    const { job, client } = await startFixture({ clockSpeed: 10 });
    const { url, sent } = await serveWithoutEnd();
    const main = await job.uses({
      with: {
        mode: 'client-credentials',
        'client-id': client.id,
        'client-secret': SECRET,
        domain: url,
        'timeout-seconds': '20',
      },
    });
    expect(main.annotations).toStrictEqual([
      { level: 'error', message: expect.stringMatching(/client credentials grant .*#answer-unreadable$/) },
    ]);
    expect(sent.most).toBeGreaterThan(1_000_000);
    expect(sent.most).toBeLessThan(MAX_BUFFERED);
  });
});
