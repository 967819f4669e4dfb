#!/usr/bin/env node
/** The command `cognito-emulator`: runs the emulator with one user pool until Ctrl-C. */
import type { AppClientRequest } from './app-client.ts';
import { type CliOptions, readCliOptions, USAGE } from './cli-options.ts';
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
  process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  process.exitCode = 1;
}

async function run(options: CliOptions): Promise<void> {
  const emulator = await startEmulator();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit());
  }
  const { domain, group: groups } = options;
  const pool = emulator.createPool({ usernameAttributes: USERNAME_ATTRIBUTES[options.pool], domain, groups });
  for (const user of options.users) {
    pool.addUser(user);
  }
  const description = describe(emulator, pool, options);
  // No value has a quotation mark.
  const lines = Object.entries(description).map(([name, value]) => `export ${name}='${value}'\n`);
  process.stdout.write(options.export ? lines.join('') : `${JSON.stringify(description)}\n`);
  await printViolations(emulator);
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

/** Prints what Cognito would accept but a careful client does not do, as it happens. */
async function printViolations({ violations, nextRequest }: Emulator): Promise<never> {
  for (let printed = 0; ; printed = violations.length) {
    await nextRequest('*');
    for (const violation of violations.slice(printed)) {
      process.stderr.write(`violation: ${violation}\n`);
    }
  }
}
