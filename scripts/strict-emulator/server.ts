/**
 * The tests' strict emulator of Cognito as a process of its own, for what cognito-local cannot: a user pool whose app clients have a
 * secret, and whose domain has a token endpoint. What there is to know about it, secrets included, it tells at the URL that it prints.
 *
 *   node scripts/strict-emulator/server.ts
 */
import { createServer } from 'node:http';
import { startEmulator } from '../../__tests__/support/emulator/index.ts';
import { listen } from '../../__tests__/support/loopback.ts';

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
