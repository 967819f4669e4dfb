/** The command line of `cognito-emulator`. */
import { parseArgs } from 'node:util';
import type { StoredUser } from './user-pool.ts';

const POOLS = ['plain', 'email', 'phone-number'] as const;
const CLIENTS = ['public', 'secret', 'machine'] as const;

export interface CliOptions {
  readonly pool: (typeof POOLS)[number];
  readonly clients: readonly (typeof CLIENTS)[number][];
  readonly users: readonly StoredUser[];
  readonly groups: readonly string[];
  /** The prefix of the user pool domain. */
  readonly domain: string;
  /** Prints lines for a shell instead of JSON. */
  readonly printsExports: boolean;
  readonly help: boolean;
}

export const USAGE = `cognito-emulator [options]

  --pool KIND           usernames of the user pool: plain (default), email or phone-number
  --client KIND         an app client for users: public (default) or secret; or one for client credentials with the
                        scopes orders/read and orders/write: machine. May be repeated for one of both
  --user NAME:PASSWORD  a user. May be repeated
  --group NAME          a group. May be repeated
  --domain PREFIX       the user pool domain: default orders
  --export              prints export lines for a shell, instead of JSON
`;

/** An error in the command line, with a message for its author. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** @throws {UsageError} */
export function readCliOptions(args: readonly string[]): CliOptions {
  const values = parse(args);
  const clients = [...new Set(values.client.map((client) => oneOf(CLIENTS, client, '--client')))];
  if (clients.includes('public') && clients.includes('secret')) {
    throw new UsageError('--client is either public or secret, and may be machine besides');
  }
  return {
    pool: oneOf(POOLS, values.pool, '--pool'),
    clients,
    users: values.user.map(readUser),
    groups: values.group,
    domain: values.domain,
    printsExports: values.export,
    help: values.help,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
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
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function oneOf<V extends string>(values: readonly V[], given: string, option: string): V {
  const found = values.find((value) => value === given);
  if (found === undefined) {
    throw new UsageError(`${option} must be one of ${values.join(', ')}, not ${given}`);
  }
  return found;
}

function readUser(text: string): StoredUser {
  const colon = text.indexOf(':');
  if (colon < 1) {
    throw new UsageError('--user must be NAME:PASSWORD');
  }
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}
