/** The command line of `cognito-emulator`. */
import { parseArgs } from 'node:util';

const POOLS = ['plain', 'email', 'phone-number'] as const;
const CLIENTS = ['public', 'secret', 'machine'] as const;

export const USAGE = `cognito-emulator [options]

  --pool KIND           usernames of the user pool: plain (default), email or phone-number
  --client KIND         an app client for users: public (default) or secret; or one for client credentials with the
                        scopes orders/read and orders/write: machine. May be repeated for one of both
  --user NAME:PASSWORD  a user. May be repeated
  --group NAME          a group. May be repeated
  --domain PREFIX       the user pool domain: default orders
  --export              prints export lines for a shell, instead of JSON
`;

export type CliOptions = ReturnType<typeof readCliOptions>;

/** @throws Error with a message for the author of the command line. */
export function readCliOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      pool: { type: 'string', default: 'plain' },
      client: { type: 'string', multiple: true, default: ['public'] },
      user: { type: 'string', multiple: true, default: [] },
      group: { type: 'string', multiple: true, default: [] },
      domain: { type: 'string', default: 'orders' },
      export: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const clients = [...new Set(values.client.map((client) => oneOf(CLIENTS, client, '--client')))];
  if (clients.includes('public') && clients.includes('secret')) {
    throw new Error('--client is either public or secret, and may be machine besides');
  }
  return { ...values, pool: oneOf(POOLS, values.pool, '--pool'), clients, users: values.user.map(readUser) };
}

function oneOf<V extends string>(values: readonly V[], given: string, option: string): V {
  const found = values.find((value) => value === given);
  if (found === undefined) {
    throw new Error(`${option} must be one of ${values.join(', ')}, not ${given}`);
  }
  return found;
}

function readUser(text: string) {
  const colon = text.indexOf(':');
  if (colon < 1) {
    throw new Error('--user must be NAME:PASSWORD');
  }
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}
