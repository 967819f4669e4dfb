/** The environment of all scenarios: an AWS account, a consumer's project with a running API, and a temporary folder. */
import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { LOGIN_CLIENT, LOGIN_POOL } from '../../__tests__/support/login-page.ts';
import { copyWithoutPackages, EXAMPLES } from '../gallery/folders.ts';
import { startEmulatedAws } from '../lib/emulated-aws.ts';
import { createOrdersApi } from '../lib/orders-api.ts';
import { root } from '../lib/root.ts';
import { sightingIn } from '../lib/sighting.ts';
import { Screen } from './screen.ts';

/** The group whose users can read all orders. */
export const ADMINS = 'admins';

/** A user whose username and password are secrets of the repository. */
export const STORED = { username: 'stored-user@example.com', password: 'Analytical-Engine-1843' };

export type Demo = Awaited<ReturnType<typeof startEnvironment>>;

/** Starts the servers and copies the project. */
export async function startEnvironment(folder: string, interrupted: AbortSignal) {
  const screen = new Screen();
  screen.scenario('Setup');

  screen.step("Copy examples/ as a consumer's project");
  const project = join(folder, 'project');
  copyWithoutPackages(EXAMPLES, project);
  // Saves an `npm ci`. On Windows, a junction needs no extra rights; elsewhere the type is ignored.
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'), 'junction');
  screen.checked(`copied to ${project}`);

  screen.step('Start a strict emulator of Cognito, and the API of the project');
  const aws = await startEmulatedAws({ ...LOGIN_POOL, usernameAttributes: ['email'], groups: [ADMINS] });
  const { emulator, pool, client } = aws;
  pool.addUser(STORED);
  const confidential = pool.createClient({
    ...LOGIN_CLIENT,
    secret: true,
    flows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const machine = pool.createClient({
    secret: true,
    flows: [],
    oauthFlows: ['client_credentials'],
    scopes: ['orders/read'],
  });
  screen.checked(`has user pool ${pool.id} with app client ${client.id}, group ${ADMINS} and a stored user`);
  screen.checked(`has app clients with a secret: ${confidential.id} for users, ${machine.id} for machines`);
  const baseUrl = await aws.serve(createOrdersApi(aws));
  const confidentialUrl = await aws.serve(createOrdersApi({ ...aws, client: confidential }));
  screen.checked(`the API answers at ${baseUrl}, and for users of the app client with a secret at ${confidentialUrl}`);

  const clientSecrets = [confidential, machine].map(({ secret = '' }) => secret);
  const secrets = () => [...clientSecrets, ...Object.values(STORED), ...emulator.secrets.map(({ text }) => text)];
  return {
    ...aws,
    confidential,
    machine,
    baseUrl,
    confidentialUrl,
    screen,
    folder,
    project,
    interrupted,
    /** Asserts that a text contains no secret so far, nor a truncated one. */
    assertContainsNoSecret(text: string, what: string): void {
      assert.equal(sightingIn(text, secrets()), undefined, `a secret is in ${what}`);
    },
    /** Shows the ephemeral users of the pool and asserts their number. */
    assertUsers(when: string, count: number) {
      const users = pool.users.filter(({ attributes }) => attributes['email'] !== STORED.username);
      screen.step(`Ephemeral users in the pool ${when}: ${users.length}`);
      if (users.length > 0) {
        const rows = users.map(({ attributes: { sub = '', email = '' }, status }) => [sub, shortened(email), status]);
        screen.table([['sub', 'e-mail', 'status'], ...rows]);
      }
      assert.equal(users.length, count, `ephemeral users in the pool ${when}: ${users.length} instead of ${count}`);
      return users;
    },
    /** Asserts that no ephemeral user is left, that the stored user is, and that the emulator reported no violation. */
    assertClean(): void {
      this.assertUsers('after', 0);
      assert.equal(pool.users.length, 1, 'the stored user should still be there');
      assert.deepEqual(emulator.violations, [], 'violations reported by the emulator');
      screen.checked('only the stored user is left, and the emulator reported no violation');
    },
  };
}

/** Truncates an e-mail address, which is a secret here, but keeps enough to tell users apart. */
function shortened(email: string): string {
  const [name = '', domain = ''] = email.split('@');
  return `${name.slice(0, 7)}…@${domain}`;
}
