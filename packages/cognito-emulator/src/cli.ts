#!/usr/bin/env node
/** The command `cognito-emulator`: runs the emulator with one user pool until Ctrl-C. */
import type { AppClientRequest } from './app-client.ts';
import { type CliOptions, readCliOptions, USAGE, UsageError } from './cli-options.ts';
import { type Emulator, startEmulator } from './index.ts';
import type { UsernameAttribute } from './pool-settings.ts';
import type { UserPool } from './user-pool.ts';

const USERNAME_ATTRIBUTES: Readonly<Record<CliOptions['pool'], readonly UsernameAttribute[]>> = {
  plain: [],
  email: ['email'],
  'phone-number': ['phone_number'],
};

const REDIRECT_URI = 'https://app.example.com/callback';

const USERS: AppClientRequest = {
  flows: [
    'ALLOW_USER_PASSWORD_AUTH',
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    'ALLOW_USER_AUTH',
    'ALLOW_REFRESH_TOKEN_AUTH',
  ],
  // The login page.
  oauthFlows: ['code'],
  scopes: ['openid', 'aws.cognito.signin.user.admin'],
  callbackUrls: [REDIRECT_URI],
};

const CLIENTS: Readonly<Record<CliOptions['clients'][number], AppClientRequest>> = {
  public: USERS,
  secret: { ...USERS, secret: true },
  machine: { secret: true, flows: [], oauthFlows: ['client_credentials'], scopes: ['orders/read', 'orders/write'] },
};

try {
  const options = readCliOptions(process.argv.slice(2));
  await (options.help ? process.stdout.write(USAGE) : run(options));
} catch (error) {
  process.stderr.write(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : `${String(error)}\n`);
  process.exitCode = 1;
}

async function run(options: CliOptions): Promise<void> {
  const emulator = await startEmulator();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit());
  }
  const description = describe(emulator, createPool(emulator, options), options);
  process.stdout.write(options.printsExports ? exportLines(description) : `${JSON.stringify(description)}\n`);
  await printViolations(emulator);
}

function createPool(emulator: Emulator, { pool: kind, users, groups, domain }: CliOptions): UserPool {
  const pool = emulator.createPool({ usernameAttributes: USERNAME_ATTRIBUTES[kind], domain, groups });
  for (const user of users) {
    pool.addUser(user);
  }
  return pool;
}

/** Names what clients of the emulator need as environment variables are named. */
function describe(emulator: Emulator, pool: UserPool, { clients }: CliOptions): Record<string, string> {
  const ids = clients.flatMap((kind) => {
    const { id, secret } = pool.createClient(CLIENTS[kind]);
    const isForUsers = kind !== 'machine';
    const prefix = isForUsers ? '' : 'MACHINE_';
    return [
      [`${prefix}CLIENT_ID`, id],
      ...(secret === undefined ? [] : [[`${prefix}CLIENT_SECRET`, secret]]),
      ...(isForUsers ? [['REDIRECT_URI', REDIRECT_URI]] : []),
    ];
  });
  return {
    AWS_ENDPOINT_URL: emulator.url,
    AWS_REGION: pool.settings.region,
    AWS_ACCESS_KEY_ID: emulator.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: emulator.credentials.secretAccessKey,
    USER_POOL_ID: pool.id,
    ...Object.fromEntries(ids),
  };
}

/** No value has a quotation mark. */
function exportLines(description: Readonly<Record<string, string>>): string {
  return Object.entries(description)
    .map(([name, value]) => `export ${name}='${value}'\n`)
    .join('');
}

/** Prints what Cognito would accept but a careful client does not do, as it happens. */
async function printViolations({ violations, nextRequest }: Emulator): Promise<never> {
  for (let printed = 0; ; printed = violations.length) {
    await nextRequest('*');
    for (const violation of violations.slice(printed)) {
      process.stderr.write(`violation: ${violation}\n`);
    }
  }
}
