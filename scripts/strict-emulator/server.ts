/**
 * Runs the tests' strict emulator of Cognito as a process, for features that cognito-local lacks: app clients with a
 * secret, SRP and a token endpoint. Prints a URL that describes it as JSON, including its secrets.
 *
 *   node scripts/strict-emulator/server.ts
 */
import { createServer } from 'node:http';
import { startEmulator } from 'cognito-emulator';
import { listen } from 'cognito-emulator/loopback';

const emulator = await startEmulator();
const pool = emulator.createPool({ usernameAttributes: ['email'], domain: 'orders' });
const users = pool.createClient({ secret: true, flows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] });
const machine = pool.createClient({
  secret: true,
  flows: [],
  oauthFlows: ['client_credentials'],
  scopes: ['orders/read', 'orders/write'],
});

const server = createServer((_, response) => {
  response.end(
    JSON.stringify({
      endpoint: emulator.url,
      ...emulator.credentials,
      userPoolId: pool.id,
      clientId: users.id,
      clientSecret: users.secret,
      machineClientId: machine.id,
      machineClientSecret: machine.secret,
      users: pool.users.length,
      violations: emulator.violations.length,
    }),
  );
});
process.stdout.write(`strict emulator described at http://127.0.0.1:${await listen(server)}\n`);
