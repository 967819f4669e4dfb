/** Fakes of the runner, the clock and the adapters of Cognito, which record the calls that they get. */

import type { AppClient } from '../../src/cognito/app-client.ts';
import type { AuthFlows } from '../../src/cognito/auth-flows.ts';
import type { Cognito } from '../../src/cognito/connect.ts';
import type { IdentityPool } from '../../src/cognito/identity-pool.ts';
import { userPoolTarget } from '../../src/cognito/targets.ts';
import type {
  AuthResponse,
  Challenge,
  ChallengeAnswer,
  NewUser,
  UnparsedTokens,
  UserCreation,
} from '../../src/cognito/types.ts';
import type { UserPage, UserPool } from '../../src/cognito/user-pool.ts';
import { ActionError, createCallError } from '../../src/failures/action-error.ts';
import type { PlainCode } from '../../src/failures/failure.ts';
import type { MainDeps } from '../../src/get-tokens.ts';
import type { ActionContext, Clock, InputContext, ProbeRequest, Random, Runner } from '../../src/platform/ports.ts';
import { TimeLimit } from '../../src/platform/time-limit.ts';
import type { Identity } from '../../src/sign-in/identity.ts';
import type { ClientTokens, UserTokens } from '../../src/tokens.ts';
import { createSeededRandom } from '../support/seeded-random.ts';

/** One line for each effect of the code under test, in order. */
export type Journal = string[];

export interface FakeRunnerOptions {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly state?: string;
  readonly inputContext?: Partial<InputContext>;
  readonly action?: Partial<ActionContext>;
  /** The texts of files by their paths. */
  readonly files?: Readonly<Record<string, string>>;
  /** False if there is no file to remove. */
  readonly fileIsThere?: boolean;
}

export function fakeRunner(journal: Journal, options: FakeRunnerOptions = {}): Runner {
  const { inputs = {}, state = '', inputContext, action, files = {}, fileIsThere = true } = options;
  const log = (line: string) => {
    journal.push(line);
    return Promise.resolve();
  };
  return {
    run: { runId: '1658821493', runAttempt: '2', temporaryFolder: '/temp' },
    inputContext: { names: [], awsRegion: undefined, hasEndpoint: false, isInComposite: false, ...inputContext },
    action: { troubleshooting: 'docs/troubleshooting.md', ref: 'v1', stepHasId: true, ...action },
    whySecretsAreWithheld: () => Promise.resolve(undefined),
    readInput: (name) => inputs[name] ?? '',
    mask: (secret) => secret !== '' && journal.push(`mask ${secret}`),
    writeOutput: (name, value) => journal.push(`output ${name}=${value}`),
    exportVariable: (name, value) => journal.push(`export ${name}=${value}`),
    writeState: (value) => journal.push(`state ${value}`),
    readState: () => state,
    writePrivateFile: (path, text) => log(`file ${path} ${text}`),
    readFile: (path) => log(`read ${path}`).then(() => files[path] ?? ''),
    removeFile: (path) => log(`remove ${path}`).then(() => (fileIsThere ? 'removed' : 'not-there')),
    writeSummary: (title, rows) => log(`summary ${title} ${JSON.stringify(rows)}`),
    info: (message) => journal.push(`info ${message}`),
    notice: (message) => journal.push(`notice ${message}`),
    warning: (message) => journal.push(`warning ${message}`),
  };
}

/** Answers in place of the default ones, by operation. */
export interface FakeCognitoOptions
  extends Partial<Omit<IdentityPool, 'findIdentity'>>,
    Partial<Omit<UserPool, 'adminAuthFlows' | 'listUsers'>>,
    Partial<Omit<AppClient, 'authFlows'>> {
  readonly listUsers?: (...args: Parameters<UserPool['listUsers']>) => Promise<Omit<UserPage, 'listedAt'>>;
  /** Cognito's responses within auth flows, in order. An error is thrown. After the last one, tokens follow. */
  readonly authResponses?: readonly (AuthResponse | ActionError)[];
  /** Variables that a later step changed after main. */
  readonly changedVariables?: readonly string[];
  readonly readEndpoints?: Cognito['readEndpoints'];
}

/** Wraps operations so that each call adds a line to the journal: the name, and by default the first argument. */
function recorder(journal: Journal) {
  return <Args extends readonly unknown[], Result>(
    name: string,
    answer: (...args: NoInfer<Args>) => Result,
    describe: (...args: NoInfer<Args>) => string = (...args) => String(args[0]),
  ) =>
    (...args: Args): Result => {
      journal.push(`${name} ${describe(...args)}`);
      return answer(...args);
    };
}

export function fakeCognito(
  journal: Journal,
  { authResponses = [], changedVariables = [], ...answers }: FakeCognitoOptions = {},
): Cognito {
  const record = recorder(journal);
  const responses = [...authResponses];
  const nextResponse = (): Promise<AuthResponse> => {
    const response = responses.shift() ?? { kind: 'tokens', tokens: unparsedTokens() };
    return response instanceof ActionError ? Promise.reject(response) : Promise.resolve(response);
  };
  const authFlows = (prefix: string): AuthFlows => ({
    start: record(`${prefix}start`, nextResponse, ({ flow, username }) => `${flow.name} ${username}`),
    answer: record(`${prefix}answer`, nextResponse, (reply, _) => answerText(reply)),
  });
  const created = ({ username }: NewUser): Promise<UserCreation> => Promise.resolve({ outcome: 'created', username });
  const done = () => Promise.resolve();
  const deleted = () => Promise.resolve('deleted' as const);
  const {
    listUsers = () => Promise.resolve({ users: [], nextPageToken: undefined }),
    associateTotp = (session) => Promise.resolve({ totpSecret: TOTP_SECRET, session: `${session}+associated` }),
    verifyTotp = (session) => Promise.resolve({ session: `${session}+verified` }),
    refreshTokens = () => Promise.resolve(unparsedTokens({ refreshToken: '' })),
    fetchClientToken = () => Promise.resolve(unparsedTokens().accessToken),
    forgetDevice = () => Promise.resolve('forgotten' as const),
  } = answers;
  const listUsersNow: UserPool['listUsers'] = async (search, options) => ({
    ...(await listUsers(search, options)),
    listedAt: new Date(START),
  });
  const userPool: UserPool = {
    createUser: record('createUser', answers.createUser ?? created, ({ username }) => username),
    resendInvitation: record('resendInvitation', done),
    setPermanentPassword: record('setPermanentPassword', answers.setPermanentPassword ?? done),
    confirmSignUp: record('confirmSignUp', answers.confirmSignUp ?? done),
    addToGroup: record('addToGroup', answers.addToGroup ?? done, (username, group) => `${username} ${group}`),
    deleteUser: record('deleteUser', answers.deleteUser ?? deleted),
    listUsers: record('listUsers', listUsersNow, ({ field, prefix }, { pageToken = 'first', limit }) => {
      return `${field} ${prefix} ${limit === undefined ? pageToken : `${limit} user`}`;
    }),
    adminAuthFlows: () => authFlows('signed '),
  };
  const appClient: AppClient = {
    authFlows: authFlows(''),
    signUp: record('signUp', answers.signUp ?? created, ({ username }) => username),
    associateTotp: record('associateTotp', associateTotp),
    verifyTotp: record('verifyTotp', verifyTotp, (session, code) => `${session} ${code()}`),
    refreshTokens: record('refreshTokens', refreshTokens, ({ refreshToken, deviceKey, clientMetadata: metadata }) =>
      words(refreshToken, deviceKey, Object.keys(metadata).length > 0 && JSON.stringify(metadata)),
    ),
    fetchClientToken: record('fetchClientToken', fetchClientToken, ({ clientSecret, scopes, clientMetadata }) =>
      words(clientSecret, ...scopes, JSON.stringify(clientMetadata)),
    ),
    revokeToken: record('revokeToken', answers.revokeToken ?? done),
    confirmDevice: record('confirmDevice', answers.confirmDevice ?? done, (accessToken, { key, groupKey }) => {
      return `${key} of ${groupKey} by ${accessToken}`;
    }),
    forgetDevice: record('forgetDevice', forgetDevice, (accessToken, deviceKey) => `${deviceKey} by ${accessToken}`),
    deleteSignedInUser: record('deleteSignedInUser', answers.deleteSignedInUser ?? deleted),
  };
  const findIdentity = () => Promise.resolve(IDENTITY.identityId);
  const { fetchCredentials = () => Promise.resolve(IDENTITY.credentials) } = answers;
  const identityPool: IdentityPool = {
    findIdentity: record('findIdentity', findIdentity, ({ userPoolId, idToken }) => words(userPoolId, idToken)),
    fetchCredentials: record('fetchCredentials', fetchCredentials, (identityId, { userPoolId, idToken }, roleArn) =>
      words(identityId, userPoolId, idToken, roleArn),
    ),
    deleteIdentities: record('deleteIdentities', answers.deleteIdentities ?? done, (ids) => ids.join(' ')),
  };
  return {
    readEndpoints: answers.readEndpoints ?? (() => Promise.resolve({ AWS_ENDPOINT_URL: 'http://endpoint.test' })),
    useEndpoints: (endpoints) => {
      journal.push(`useEndpoints ${JSON.stringify(endpoints)}`);
      return { changed: changedVariables, use: () => journal.push('useOwnEndpoints') };
    },
    userPool: ({ region, userPoolId, role }) => {
      journal.push(words('userPool', userPoolId, 'in', region, role && `as ${role.arn}`));
      return userPool;
    },
    identityPool: ({ region, identityPoolId }, signer) => {
      const signature = signer && words('signed for', signer.userPoolId, signer.role && `as ${signer.role.arn}`);
      journal.push(words('identityPool', identityPoolId, 'in', region, signature));
      return Promise.resolve(identityPool);
    },
    appClient: ({ region, clientId, clientSecret }) => {
      journal.push(words('appClient', clientId, 'in', region, clientSecret && `with ${clientSecret}`));
      return appClient;
    },
  };
}

/** The credentials expire at 2026-01-01T00:20Z, before the tokens. */
export const IDENTITY: Identity = {
  identityId: 'eu-west-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
  credentials: {
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'a-secret-access-key',
    sessionToken: 'a-session-token',
    expiresAt: new Date('2026-01-01T00:20:00Z'),
  },
};

function words(...all: readonly (string | undefined | false)[]): string {
  return all.filter(Boolean).join(' ');
}

function answerText(answer: ChallengeAnswer): string {
  const choice = 'code' in answer ? answer.code() : 'choice' in answer && answer.choice;
  return words(answer.name, choice, 'in', answer.session, 'as', answer.username);
}

/** The secret of RFC 6238 appendix B, in base32. */
export const TOTP_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

/** Challenges as the adapter parses them. */
export const CHALLENGES = {
  totp: asResponse({ name: 'SOFTWARE_TOKEN_MFA' }),
  setup: asResponse({ name: 'MFA_SETUP', choices: ['SOFTWARE_TOKEN_MFA'] }),
  setupOfSms: asResponse({ name: 'MFA_SETUP', choices: ['SMS_MFA'] }),
  selectMfaOfSms: asResponse({ name: 'SELECT_MFA_TYPE', choices: ['SMS_MFA', 'EMAIL_OTP'] }),
  selectChallenge: asResponse({ name: 'SELECT_CHALLENGE', choices: ['PASSWORD'] }),
  sms: otherChallenge('SMS_MFA'),
  custom: asResponse({ name: 'CUSTOM_CHALLENGE', question: undefined }),
};

/** Returns a challenge that main cannot answer. */
export function otherChallenge(wireName: string): AuthResponse {
  return asResponse({ name: 'other', wireName });
}

type WithoutSession<Any> = Any extends unknown ? Omit<Any, 'session' | 'username'> : never;

function asResponse(challenge: WithoutSession<Challenge>): AuthResponse {
  return { kind: 'challenge', challenge: { ...challenge, session: 's1', username: 'an-id' } };
}

export interface FakeClock extends Clock {
  /** Moves the clock forward, as `sleep` does. */
  advance(milliseconds: number): void;
}

/** Second 59, as in RFC 6238. */
const START = 59_000;

/** A clock that agrees with the service's and moves only while code sleeps. */
export function fakeClock(journal: Journal): FakeClock {
  let time = START;
  const alarms: { readonly at: number; readonly controller: AbortController }[] = [];
  const advance = (milliseconds: number) => {
    time += milliseconds;
    for (const { controller } of alarms.filter(({ at }) => at <= time)) {
      controller.abort();
    }
  };
  return {
    now: () => new Date(time),
    serviceTime: () => new Date(time),
    driftMs: () => 0,
    sync: () => undefined,
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

/** Answers of Cognito, which can use the clock and the time limit. */
export type FakeCognitoAnswers =
  | FakeCognitoOptions
  | ((time: { readonly clock: FakeClock; readonly timeLimit: TimeLimit }) => FakeCognitoOptions);

/** Starts a clock, a time limit in seconds, and a fake Cognito whose answers can use both. */
export function startFakes(journal: Journal, cognito: FakeCognitoAnswers = {}, seconds = Number.POSITIVE_INFINITY) {
  const clock = fakeClock(journal);
  const timeLimit = new TimeLimit(clock);
  timeLimit.set(seconds);
  const options = typeof cognito === 'function' ? cognito({ clock, timeLimit }) : cognito;
  return { cognito: fakeCognito(journal, options), clock, timeLimit };
}

export interface FakeDepsOptions {
  readonly runner?: FakeRunnerOptions;
  readonly cognito?: FakeCognitoAnswers;
  readonly login?: () => Promise<UnparsedTokens>;
  /** Returns the status of the API under test. */
  readonly probed?: (request: ProbeRequest) => number;
}

export function fakeDeps(journal: Journal, options: FakeDepsOptions = {}): MainDeps {
  return {
    ...startFakes(journal, options.cognito),
    runner: fakeRunner(journal, options.runner),
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
      exchangeCode: () => Promise.reject(serviceFailure('code-rejected')),
    },
    probeApi: {
      call: (request) => {
        journal.push(`probe ${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
        return Promise.resolve(options.probed?.(request) ?? 200);
      },
    },
    startProxy: (config) => {
      journal.push(`startProxy ${JSON.stringify(config)}`);
      return Promise.resolve({
        serve: (session, onListening) => {
          const running = { port: 40_123, stopKey: config.stopKey };
          onListening(running);
          journal.push(`serve ${JSON.stringify(session)}`);
          return Promise.resolve(running);
        },
      });
    },
    random: seededRandom(1),
  };
}

/** Codes of failed calls. */
export type CallCode = PlainCode | 'access-denied' | 'lambda-trigger-failed' | 'message-not-sent';

/** Creates the failure of a call that was refused or got no answer. */
export function serviceFailure(
  code: CallCode,
  errorName = 'SomeException',
  operation = 'Some',
  requestId?: string,
): ActionError {
  const target = userPoolTarget({ region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123' });
  const evidence = { call: { operation, target }, errorName, httpStatus: 400, requestId };
  switch (code) {
    case 'access-denied':
      return new ActionError({ ...evidence, code, policy: undefined, action: undefined });
    case 'lambda-trigger-failed':
      return new ActionError({ ...evidence, code, trigger: undefined });
    case 'message-not-sent':
      return new ActionError({ ...evidence, code, reason: undefined });
    default:
      return createCallError(code, evidence);
  }
}

/** Creates an operation that always fails. */
export function failsWith(...failure: Parameters<typeof serviceFailure>): () => Promise<never> {
  return () => Promise.reject(serviceFailure(...failure));
}

/** Unsigned tokens in Cognito's format. The ID token expires at 2026-01-01T01:00Z, the access token at 00:30Z. */
export function unparsedTokens(changes: Partial<UnparsedTokens> = {}): UnparsedTokens {
  return {
    idToken: jwt({ sub: 'a-sub', exp: 1_767_229_200, token_use: 'id' }),
    accessToken: jwt({ sub: 'a-sub', exp: 1_767_227_400, token_use: 'access' }),
    refreshToken: 'header.key.nonce.ciphertext.tag',
    ...changes,
  };
}

/** Tokens of a user and of an app client, after parsing. */
export const USER_TOKENS: UserTokens = {
  kind: 'user',
  idToken: 'an.id.token',
  accessToken: 'an.access.token',
  refreshToken: 'a.refresh.token',
  expiresAt: new Date(0),
  sub: 'a-sub',
  poolUsername: 'ada',
  roles: [],
  newDevice: undefined,
};
export const CLIENT_TOKENS: ClientTokens = { kind: 'client', accessToken: 'a.b.c', expiresAt: new Date(0) };

export function jwt(claims: unknown): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: 'RS256' })}.${encode(claims)}.c2lnbmF0dXJl`;
}

/** Creates a source of pseudo-random numbers with the same sequence for the same seed. */
export function seededRandom(seed: number): Random {
  return { integerBelow: createSeededRandom(seed) };
}
