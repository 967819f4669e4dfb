/** The consumer of the documents: an AWS account with everything that their workflows name, an API and a repository. */
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RoleRequest } from 'cognito-emulator/sts/roles';
import { copyWithoutPackages, EXAMPLES } from '../../scripts/gallery/folders.ts';
import { type Context, named } from '../../scripts/gallery/workflow.ts';
import { startIamApi } from '../../scripts/lib/iam-api.ts';
import { createOrdersApi } from '../../scripts/lib/orders-api.ts';
import { customAuth, QUESTIONS } from './custom-auth.ts';
import { type Fixture, type FixtureOptions, useFixtures } from './fixture.ts';
import { createIdentityPool } from './identity-pool.ts';
import { LOGIN_CLIENT, LOGIN_POOL } from './login-page.ts';
import { REPOSITORY_ROOT } from './repository.ts';
import { useServers } from './test-servers.ts';
import { useCleanup } from './use-cleanup.ts';

export interface ConsumerOptions extends Pick<FixtureOptions, 'tls'> {
  readonly role?: Omit<RoleRequest, 'arn'>;
}

export interface Consumer extends Fixture {
  /** The variables and secrets of the repository. */
  readonly context: Context;
  /** The real values for the examples in the documents. */
  readonly replacements: readonly (readonly [example: string, real: string])[];
  /** The statuses of the orders API's answers, in order. */
  readonly statuses: readonly number[];
}

/** The URL of the API in the documents. */
export const API_URL = 'https://api.example.com';
const CERTIFICATE_FILE = '/etc/ssl/certs/company-ca.pem';
const ROLE = 'arn:aws:iam::123456789012:role/api-tests';
export const STORED = { username: 'ada@example.com', password: 'Analytical-Engine-1843' };
/** A user that a killed runner has left behind. */
export const LEFTOVER = {
  username: 'gha-1658821493-1-a2b3c4d5e6f7g2h3i4j5k6l7mn@example.com',
  password: 'Analytical-Engine-1843',
  createdAt: new Date(0),
};

/** Returns a function that creates consumers, which are removed at the end of the test. */
export function useConsumers(): (options?: ConsumerOptions) => Promise<Consumer> {
  const startFixture = useFixtures();
  const serve = useServers();
  const onTestEnd = useCleanup();

  return async ({ tls = false, role }: ConsumerOptions = {}) => {
    const fixture = await startFixture({
      pool: {
        ...LOGIN_POOL,
        usernameAttributes: ['email'],
        customAttributes: ['custom:tenant'],
        groups: ['admins'],
        customAuth: customAuth({ questions: QUESTIONS }),
      },
      client: { ...LOGIN_CLIENT, flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
      credentials: false,
      tls,
    });
    const { emulator, pool, client, job } = fixture;
    emulator.addRole({ arn: ROLE, ...role });
    pool.addUser(STORED);
    const machine = pool.createClient({
      secret: true,
      flows: [],
      oauthFlows: ['client_credentials'],
      scopes: ['orders/read', 'orders/write'],
    });
    const iamApi = await startIamApi(emulator);
    onTestEnd(() => iamApi.close());

    const statuses: number[] = [];
    const server = createOrdersApi(fixture);
    server.prependListener('request', (_, response) => {
      response.once('finish', () => statuses.push(response.statusCode));
    });
    const apiUrl = `http://127.0.0.1:${await serve(server)}`;
    const repository = String(job.env['GITHUB_WORKSPACE']);
    writeRepository(repository, apiUrl);
    const certificateFile = join(repository, 'company-ca.pem');
    writeFileSync(certificateFile, emulator.certificate ?? '');

    const vars = {
      AWS_REGION: 'eu-west-1',
      AWS_ROLE: ROLE,
      BASE_URL: apiUrl,
      CLIENT_ID: client.id,
      COGNITO_DOMAIN: emulator.url,
      IAM_BASE_URL: iamApi.url,
      IAM_CLIENT_ID: client.id,
      IDENTITY_POOL_ID: createIdentityPool(fixture).id,
      MACHINE_CLIENT_ID: machine.id,
      SWEEP_ROLE: ROLE,
      USER_POOL_ID: pool.id,
    };
    const secrets = {
      AWS_ACCESS_KEY_ID: emulator.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: emulator.credentials.secretAccessKey,
      FIRST_ANSWER: QUESTIONS[0]?.answer ?? '',
      SECOND_ANSWER: QUESTIONS[1]?.answer ?? '',
      MACHINE_CLIENT_SECRET: machine.secret ?? '',
      TEST_PASSWORD: STORED.password,
      TEST_REFRESH_TOKEN: pool.addSignIn(client, STORED.username),
      TEST_USERNAME: STORED.username,
    };
    const context = new Map([...named('vars', vars), ...named('secrets', secrets)]);
    const replacements = [
      [API_URL, apiUrl],
      [CERTIFICATE_FILE, certificateFile],
    ] as const;
    return { ...fixture, context, replacements, statuses };
  };
}

/** Writes the repository of a consumer who has copied the examples, and has a test with two users. */
function writeRepository(folder: string, apiUrl: string): void {
  for (const source of [join(EXAMPLES, 'newman'), EXAMPLES]) {
    copyWithoutPackages(source, folder);
  }
  // Saves an `npm ci`. On Windows, a junction needs no extra rights; elsewhere the type is ignored.
  symlinkSync(join(REPOSITORY_ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const file = join(folder, 'package.json');
  const { scripts, ...project } = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...project, scripts: { ...scripts, 'test:api': 'bash two-users.sh' } }));
  writeFileSync(
    join(folder, 'two-users.sh'),
    `status() {
  curl --silent --output /dev/null --write-out '%{http_code}' --header @- ${apiUrl}/admin/orders <<<"Authorization: Bearer $1"
}
test "$(status "$ADMIN_TOKEN") $(status "$CUSTOMER_TOKEN")" = '200 403'
`,
  );
}
