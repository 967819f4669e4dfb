/** Hand-written stand-ins for the ports, which remember what they were asked. */
import { userPoolTarget } from '../../src/cognito/targets.ts';
import { ActionError } from '../../src/failures/action-error.ts';
import type { PlainCode, Refusal, SecretsWithheld } from '../../src/failures/failure.ts';
import type { MainDeps } from '../../src/get-tokens.ts';
import type { ActionContext, Clock, ProbeRequest, Random, Runner } from '../../src/platform/ports.ts';
import type {
  AppClient,
  AuthFlowStart,
  AuthFlows,
  AuthResponse,
  ChallengeAnswer,
  CodeSource,
  Cognito,
  UnparsedTokens,
  UserCreation,
  UserPage,
  UserPool,
  UserSearch,
} from '../../src/platform/ports-cognito.ts';
import { TimeLimit } from '../../src/platform/time-limit.ts';
import { createSeededRandom } from '../support/seeded-random.ts';

/** One line for everything that the code under test did, in the order in which it did it. */
export type Journal = string[];

export interface FakeRunnerOptions {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly state?: string;
  readonly awsRegion?: string;
  readonly secretsWithheld?: SecretsWithheld;
  readonly action?: Partial<ActionContext>;
  /** Whether a file that is to be removed is there. */
  readonly fileIsThere?: boolean;
}

export function fakeRunner(journal: Journal, options: FakeRunnerOptions = {}): Runner {
  const { inputs = {}, state = '', awsRegion, secretsWithheld, action } = options;
  return {
    run: { runId: '1658821493', runAttempt: '2', awsRegion, temporaryFolder: '/temp' },
    action: { troubleshooting: 'docs/troubleshooting.md', ref: 'v1', stepHasId: true, ...action },
    whySecretsAreWithheld: () => Promise.resolve(secretsWithheld),
    readInput: (name) => inputs[name] ?? '',
    mask: (secret) => secret !== '' && journal.push(`mask ${secret}`),
    writeOutput: (name, value) => journal.push(`output ${name}=${value}`),
    exportVariable: (name, value) => journal.push(`export ${name}=${value}`),
    writeState: (value) => journal.push(`state ${value}`),
    readState: () => state,
    writePrivateFile: (path, text) => {
      journal.push(`file ${path} ${text}`);
      return Promise.resolve();
    },
    removeFile: (path) => {
      journal.push(`remove ${path}`);
      return Promise.resolve(options.fileIsThere === false ? 'not-there' : 'removed');
    },
    writeSummary: (title, rows) => {
      journal.push(`summary ${title} ${JSON.stringify(rows)}`);
      return Promise.resolve();
    },
    info: (message) => journal.push(`info ${message}`),
    notice: (message) => journal.push(`notice ${message}`),
    warning: (message) => journal.push(`warning ${message}`),
  };
}

export interface FakeCognitoOptions {
  readonly createUser?: () => Promise<UserCreation>;
  /** Sets the permanent password or confirms the sign-up. */
  readonly makeReady?: () => Promise<void>;
  readonly addToGroup?: (group: string) => Promise<void>;
  readonly deleteUser?: (username: string) => Promise<'deleted' | 'not-found'>;
  readonly listUsers?: (search: UserSearch, pageToken: string | undefined) => Promise<UserPage>;
  /** What Cognito answers, one round after the other; at the end, tokens. An error is thrown. */
  readonly authResponses?: readonly (AuthResponse | ActionError)[];
  readonly whileVerifyingTotp?: (code: CodeSource) => Promise<void>;
  readonly refreshTokens?: () => Promise<UnparsedTokens>;
  readonly revokeToken?: () => Promise<void>;
  readonly confirmDevice?: () => Promise<void>;
  readonly forgetDevice?: () => Promise<'forgotten' | 'not-found'>;
  readonly deleteSignedInUser?: (accessToken: string) => Promise<'deleted' | 'not-found'>;
}

export function fakeCognito(journal: Journal, options: FakeCognitoOptions = {}): Cognito {
  const steps = [...(options.authResponses ?? [])];
  const nextStep = (): Promise<AuthResponse> => {
    const step = steps.shift() ?? { kind: 'tokens', tokens: unparsedTokens() };
    return step instanceof ActionError ? Promise.reject(step) : Promise.resolve(step);
  };
  const authFlows = (signed: string): AuthFlows => ({
    start: ({ flow, username }: AuthFlowStart) => {
      journal.push(`${signed}start ${flow.name} ${username}`);
      return nextStep();
    },
    answer: (answer: ChallengeAnswer) => {
      journal.push(`${signed}answer ${answer.name} ${answerText(answer)} as ${answer.username}`);
      return nextStep();
    },
  });
  const userPool: UserPool = {
    createUser: (user) => {
      journal.push(`createUser ${user.username}`);
      return options.createUser?.() ?? Promise.resolve({ outcome: 'created', username: user.username });
    },
    setPermanentPassword: (username) => {
      journal.push(`setPermanentPassword ${username}`);
      return options.makeReady?.() ?? Promise.resolve();
    },
    confirmSignUp: (username) => {
      journal.push(`confirmSignUp ${username}`);
      return options.makeReady?.() ?? Promise.resolve();
    },
    addToGroup: (username, group) => {
      journal.push(`addToGroup ${username} ${group}`);
      return options.addToGroup?.(group) ?? Promise.resolve();
    },
    deleteUser: (username) => {
      journal.push(`deleteUser ${username}`);
      return options.deleteUser?.(username) ?? Promise.resolve('deleted');
    },
    listUsers: (search, { pageToken, limit }) => {
      const page = limit === undefined ? (pageToken ?? 'first') : `${limit} user`;
      journal.push(`listUsers ${search.field} ${search.prefix} ${page}`);
      return options.listUsers?.(search, pageToken) ?? Promise.resolve({ users: [], nextPageToken: undefined });
    },
    adminAuthFlows: () => authFlows('signed '),
  };
  const appClient: AppClient = {
    authFlows: authFlows(''),
    signUp: (user) => {
      journal.push(`signUp ${user.username}`);
      return Promise.resolve({ outcome: 'created', username: user.username });
    },
    associateTotp: (session) => {
      journal.push(`associateTotp ${session}`);
      return Promise.resolve({ totpSecret: TOTP_SECRET, session: `${session}+associated` });
    },
    verifyTotp: async (session, code) => {
      journal.push(`verifyTotp ${session} ${code()}`);
      await options.whileVerifyingTotp?.(code);
      return { session: `${session}+verified` };
    },
    refreshTokens: ({ refreshToken, deviceKey, clientMetadata }) => {
      const rest = [deviceKey, JSON.stringify(clientMetadata)].filter((part) => part !== undefined && part !== '{}');
      journal.push(['refreshTokens', refreshToken, ...rest].join(' '));
      return options.refreshTokens?.() ?? Promise.resolve(unparsedTokens({ refreshToken: '' }));
    },
    fetchClientToken: ({ clientSecret, scopes, clientMetadata }) => {
      journal.push(`fetchClientToken ${clientSecret} ${scopes.join(' ')} ${JSON.stringify(clientMetadata)}`);
      return Promise.resolve(unparsedTokens().accessToken);
    },
    revokeToken: (refreshToken) => {
      journal.push(`revokeToken ${refreshToken}`);
      return options.revokeToken?.() ?? Promise.resolve();
    },
    confirmDevice: (accessToken, { key, groupKey }) => {
      journal.push(`confirmDevice ${key} of ${groupKey} by ${accessToken}`);
      return options.confirmDevice?.() ?? Promise.resolve();
    },
    forgetDevice: (accessToken, deviceKey) => {
      journal.push(`forgetDevice ${deviceKey} by ${accessToken}`);
      return options.forgetDevice?.() ?? Promise.resolve('forgotten');
    },
    deleteSignedInUser: (accessToken) => {
      journal.push(`deleteSignedInUser ${accessToken}`);
      return options.deleteSignedInUser?.(accessToken) ?? Promise.resolve('deleted');
    },
  };
  return {
    endpoints: { AWS_ENDPOINT_URL: 'http://endpoint.test' },
    useEndpoints: (endpoints) => journal.push(`useEndpoints ${JSON.stringify(endpoints)}`),
    userPool: ({ region, userPoolId, role }) => {
      journal.push(`userPool ${userPoolId} in ${region}${role === undefined ? '' : ` as ${role.arn}`}`);
      return userPool;
    },
    appClient: ({ region, clientId, clientSecret }) => {
      journal.push(`appClient ${clientId} in ${region}${clientSecret === undefined ? '' : ` with ${clientSecret}`}`);
      return appClient;
    },
  };
}

function answerText(answer: ChallengeAnswer): string {
  switch (answer.name) {
    case 'SOFTWARE_TOKEN_MFA':
      return `${answer.code()} in ${answer.session}`;
    case 'MFA_SETUP':
      return `in ${answer.session}`;
    default:
      return `${answer.choice} in ${answer.session}`;
  }
}

/** The secret of RFC 6238 appendix B, in base32. */
export const TOTP_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

/** Challenges as the adapter parses them. */
export const CHALLENGES = {
  totp: { kind: 'challenge', challenge: { name: 'SOFTWARE_TOKEN_MFA', session: 's1', username: 'an-id' } },
  setup: {
    kind: 'challenge',
    challenge: { name: 'MFA_SETUP', session: 's2', username: 'an-id', choices: ['SOFTWARE_TOKEN_MFA'] },
  },
  setupOfSms: {
    kind: 'challenge',
    challenge: { name: 'MFA_SETUP', session: 's2', username: 'an-id', choices: ['SMS_MFA'] },
  },
  selectMfa: {
    kind: 'challenge',
    challenge: {
      name: 'SELECT_MFA_TYPE',
      session: 's3',
      username: 'an-id',
      choices: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'],
    },
  },
  selectMfaOfSms: {
    kind: 'challenge',
    challenge: { name: 'SELECT_MFA_TYPE', session: 's3', username: 'an-id', choices: ['SMS_MFA', 'EMAIL_OTP'] },
  },
  selectChallenge: {
    kind: 'challenge',
    challenge: { name: 'SELECT_CHALLENGE', session: 's4', username: 'an-id', choices: ['PASSWORD', 'WEB_AUTHN'] },
  },
  sms: { kind: 'challenge', challenge: { name: 'other', wireName: 'SMS_MFA', session: 's5', username: 'an-id' } },
} as const satisfies Readonly<Record<string, AuthResponse>>;

export interface FakeClock extends Clock {
  /** Lets time pass, as a sleep does. */
  advance(milliseconds: number): void;
}

/** A clock that stands, at RFC 6238's second 59, until somebody sleeps. */
export function fakeClock(journal: Journal): FakeClock {
  let time = 59_000;
  const alarms: { readonly at: number; readonly controller: AbortController }[] = [];
  const advance = (milliseconds: number) => {
    time += milliseconds;
    for (const { controller } of alarms.filter(({ at }) => at <= time)) {
      controller.abort();
    }
  };
  return {
    now: () => new Date(time),
    elapsed: () => time,
    sleep: (milliseconds) => {
      journal.push(`sleep ${milliseconds}`);
      advance(milliseconds);
      return Promise.resolve();
    },
    signalAfter: (milliseconds) => {
      const controller = new AbortController();
      alarms.push({ at: time + milliseconds, controller });
      return controller.signal;
    },
    advance,
  };
}

export interface FakeDepsOptions {
  readonly runner?: FakeRunnerOptions;
  readonly cognito?: FakeCognitoOptions;
  readonly login?: () => Promise<UnparsedTokens>;
  /** What the API under test answers to a call with these headers. */
  readonly probed?: (request: ProbeRequest) => number;
}

export function fakeDeps(journal: Journal, options: FakeDepsOptions = {}): MainDeps {
  const clock = fakeClock(journal);
  return {
    runner: fakeRunner(journal, options.runner),
    cognito: fakeCognito(journal, options.cognito),
    tokenEndpoint: {
      fetchAccessToken: ({ domain, clientId, scopes, clientMetadata }) => {
        journal.push(`fetchAccessToken ${domain} ${clientId} ${scopes.join(' ')} ${JSON.stringify(clientMetadata)}`);
        return Promise.resolve(unparsedTokens().accessToken);
      },
    },
    loginPage: {
      signIn: ({ domain, clientId, redirectUri, scopes, username }) => {
        journal.push(`login ${domain} ${clientId} ${redirectUri} ${scopes.join(' ')} as ${username}`);
        return options.login?.() ?? Promise.resolve(unparsedTokens());
      },
    },
    probeApi: {
      call: (request) => {
        journal.push(`probe ${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
        return Promise.resolve(options.probed?.(request) ?? 200);
      },
    },
    random: seededRandom(1),
    clock,
    timeLimit: new TimeLimit(clock),
  };
}

/** The codes of calls that the fakes fail with. */
export type CallCode = PlainCode | 'access-denied' | 'lambda-trigger-failed';

/** A refused or unanswered call. */
export function serviceFailure(code: CallCode, errorName = 'SomeException', operation = 'Some'): ActionError {
  const target = userPoolTarget({ region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123' });
  const evidence = { call: { operation, target }, errorName, httpStatus: 400, requestId: undefined };
  return new ActionError({ ...evidence, ...refusalWith(code) });
}

function refusalWith(code: CallCode): Refusal {
  switch (code) {
    case 'access-denied':
      return { code, policy: undefined };
    case 'lambda-trigger-failed':
      return { code, trigger: undefined };
    default:
      return { code };
  }
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

/** Creates a source of pseudo-random numbers with the same sequence for the same seed. */
export function seededRandom(seed: number): Random {
  return { integerBelow: createSeededRandom(seed) };
}
