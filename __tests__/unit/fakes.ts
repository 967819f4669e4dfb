/** Hand-written stand-ins for the ports, which remember what they were asked. */
import type {
  AppClient,
  AuthFlowStart,
  AuthStep,
  Cognito,
  NewUser,
  Random,
  Runner,
  SecretsWithheld,
  UnparsedTokens,
  UserCreation,
  UserPool,
} from '../../src/ports.ts';

/** One line for everything that the code under test did, in the order in which it did it. */
export type Journal = string[];

export interface FakeRunnerOptions {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly state?: string;
  readonly awsRegion?: string;
  readonly secretsWithheld?: SecretsWithheld;
}

export function fakeRunner(journal: Journal, options: FakeRunnerOptions = {}): Runner {
  const { inputs = {}, state = '', awsRegion = '', secretsWithheld } = options;
  return {
    facts: { runId: '1658821493', runAttempt: '2', awsRegion },
    whySecretsAreWithheld: () => Promise.resolve(secretsWithheld),
    readInput: (name) => inputs[name] ?? '',
    mask: (secret) => journal.push(`mask ${secret}`),
    writeOutput: (name, value) => journal.push(`output ${name}=${value}`),
    writeState: (value) => journal.push(`state ${value}`),
    readState: () => state,
    info: (message) => journal.push(`info ${message}`),
    warning: (message) => journal.push(`warning ${message}`),
  };
}

export interface FakeCognitoOptions {
  readonly createUser?: (user: NewUser) => Promise<UserCreation>;
  readonly deleteUser?: () => Promise<'deleted' | 'not-found'>;
  readonly startAuthFlow?: (start: AuthFlowStart) => Promise<AuthStep>;
  readonly revokeToken?: () => Promise<void>;
}

export function fakeCognito(journal: Journal, options: FakeCognitoOptions = {}): Cognito {
  const userPool: UserPool = {
    createUser: (user) => {
      journal.push(`createUser ${user.username}`);
      return options.createUser?.(user) ?? Promise.resolve({ outcome: 'created', username: user.username });
    },
    setPermanentPassword: (username) => {
      journal.push(`setPermanentPassword ${username}`);
      return Promise.resolve();
    },
    deleteUser: (username) => {
      journal.push(`deleteUser ${username}`);
      return options.deleteUser?.() ?? Promise.resolve('deleted');
    },
  };
  const appClient: AppClient = {
    startAuthFlow: (start) => {
      journal.push(`startAuthFlow ${start.authFlow} ${start.username}`);
      return options.startAuthFlow?.(start) ?? Promise.resolve({ kind: 'tokens', tokens: unparsedTokens() });
    },
    revokeToken: (refreshToken) => {
      journal.push(`revokeToken ${refreshToken}`);
      return options.revokeToken?.() ?? Promise.resolve();
    },
  };
  return {
    userPool: ({ region, userPoolId }) => {
      journal.push(`userPool ${userPoolId} in ${region}`);
      return userPool;
    },
    appClient: ({ region, clientId }) => {
      journal.push(`appClient ${clientId} in ${region}`);
      return appClient;
    },
  };
}

/** Tokens as Cognito's look, unsigned: ID token until 2026-01-01T01:00Z, access token until half an hour earlier. */
export function unparsedTokens(changes: Partial<UnparsedTokens> = {}): UnparsedTokens {
  return {
    idToken: jwt({ sub: 'a-sub', exp: 1_767_229_200, token_use: 'id' }),
    accessToken: jwt({ sub: 'a-sub', exp: 1_767_227_400, token_use: 'access' }),
    refreshToken: 'header.key.nonce.ciphertext.tag',
    ...changes,
  };
}

export function jwt(claims: unknown): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: 'RS256' })}.${encode(claims)}.c2lnbmF0dXJl`;
}

/** A source of numbers that look random and come out the same in every run: mulberry32. */
export function seededRandom(seed: number): Random {
  let state = seed;
  return {
    integerBelow: (limit) => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
    },
  };
}
