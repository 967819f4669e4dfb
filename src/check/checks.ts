/**
 * The checks of a set-up. They call Cognito as main does, but for a user who does not exist, so that they change
 * nothing. The answer that there is no such user proves everything else right.
 */
import type { Config, EphemeralConfig, StoredConfig } from '../config.ts';
import { randomBase32 } from '../ephemeral-user.ts';
import { isFailure, isServiceError, withIntroduction } from '../failures/action-error.ts';
import type { ErrorCode } from '../failures/failure.ts';
import { assertGuarded } from '../outputs/probe.ts';
import type { ProbeApi, Random } from '../platform/ports.ts';
import { signInClient } from '../sign-in/client-credentials.ts';
import type { SignInDeps } from '../sign-in/signed-in.ts';
import { loginRequest, signInUser, type UserSignIn } from '../sign-in/user.ts';

export interface Check {
  readonly title: string;
  /** Rejects with an `ActionError` that says what to change. */
  run(): Promise<unknown>;
}

interface CheckDeps extends SignInDeps {
  readonly probeApi: ProbeApi;
  readonly random: Random;
}

export function checksOf(config: Config, deps: CheckDeps): readonly Check[] {
  const { probe } = config.outputOptions;
  return [
    ...checksOfMode(config, deps),
    ...(probe === undefined
      ? []
      : [{ title: 'The API refuses a call without a token', run: () => assertGuarded(probe, deps.probeApi) }]),
  ];
}

function checksOfMode(config: Config, deps: CheckDeps): readonly Check[] {
  switch (config.mode) {
    case 'ephemeral':
      return [...userPoolChecks(config, deps), ...signInChecks(config, deps)];
    case 'stored':
      return signInChecks(config, deps);
    case 'refresh': {
      const { appClient, clientMetadata } = config;
      const request = { refreshToken: randomBase32(deps.random), deviceKey: undefined, clientMetadata };
      const appClientOperations = deps.cognito.appClient(appClient);
      return [
        {
          title: 'The app client refreshes tokens',
          run: () => expectRefusal(appClientOperations.refreshTokens(request), isOneOf(['refresh-token-rejected'])),
        },
      ];
    }
    case 'client-credentials':
      return [{ title: 'The app client gets a token', run: () => signInClient(config, deps) }];
  }
}

function userPoolChecks({ userPool, users, createWith, groups, clientMetadata }: EphemeralConfig, deps: CheckDeps) {
  const [{ username, permanentPassword }] = users;
  const operations = deps.cognito.userPool(userPool);
  const creation =
    createWith === 'admin'
      ? [
          { title: 'AdminCreateUser is allowed', run: () => operations.resendInvitation(username) },
          {
            title: 'AdminSetUserPassword is allowed',
            run: () => operations.setPermanentPassword(username, permanentPassword),
          },
        ]
      : [{ title: 'AdminConfirmSignUp is allowed', run: () => operations.confirmSignUp(username, clientMetadata) }];
  const checks = [
    ...creation,
    ...groups.map((group) => ({
      title: `AdminAddUserToGroup is allowed for ${group}`,
      run: () => operations.addToGroup(username, group),
    })),
    { title: 'AdminDeleteUser is allowed', run: () => operations.deleteUser(username) },
  ];
  return checks.map(({ title, run }) => ({ title, run: () => expectRefusal(run(), isOneOf(['user-vanished'])) }));
}

/** An authorization code that nobody has, in Cognito's format. */
const MADE_UP_CODE = '00000000-0000-4000-8000-000000000000';

function signInChecks(config: EphemeralConfig | StoredConfig, deps: CheckDeps): readonly Check[] {
  const { appClient, authFlow: flow, clientMetadata } = config;
  const request: UserSignIn = {
    appClient,
    // Nobody is given the answers: Lambda triggers may take each of them once.
    flow: flow.name === 'CUSTOM_AUTH' ? { ...flow, answers: [] } : flow,
    username: config.mode === 'ephemeral' ? config.users[0].username : `nobody-${randomBase32(deps.random)}`,
    password: randomBase32(deps.random),
    clientMetadata,
    totpSecret: '',
    mayEnrolTotp: false,
  };
  const signInNobody = async () => {
    const { tokens } = await signInUser(request, deps);
    // A user migration trigger that accepts everybody has just created this user.
    const deletion =
      config.mode === 'ephemeral'
        ? deps.cognito.userPool(config.userPool).deleteUser(request.username)
        : deps.cognito.appClient(appClient).deleteSignedInUser(tokens.accessToken);
    // The name of an ephemeral user is masked, but not in the job summary.
    const user = config.mode === 'ephemeral' ? 'the ephemeral user' : `the user ${request.username}`;
    await deletion.catch((error: unknown) => {
      throw withIntroduction(error, `A user migration trigger created ${user}, who stays.`);
    });
  };
  const checks = [
    {
      title: `The app client signs users in with ${flow.name}`,
      run: () => expectRefusal(signInNobody(), (error) => isRefusalOfNobody(error, flow.name)),
    },
  ];
  if (flow.name !== 'AUTHORIZATION_CODE') {
    return checks;
  }
  const exchange = () => deps.loginPage.exchangeCode(loginRequest(request, flow), MADE_UP_CODE);
  const title = 'The token endpoint accepts the app client';
  return [...checks, { title, run: () => expectRefusal(exchange(), isOneOf(['code-rejected'])) }];
}

type FlowName = UserSignIn['flow']['name'];

/**
 * How a sign-in ends for a user who does not exist, where the app client hides that.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
const HIDDEN_REFUSALS: Readonly<Partial<Record<FlowName, readonly ErrorCode[]>>> = {
  // Cognito asks one of the user pool's challenges at random.
  USER_AUTH: ['challenge-unsupported'],
  CUSTOM_AUTH: ['custom-auth-rejected', 'challenge-answer-missing'],
};

function isRefusalOfNobody(error: unknown, flow: FlowName): boolean {
  return (
    isOneOf(['sign-in-rejected', 'user-unknown', ...(HIDDEN_REFUSALS[flow] ?? [])])(error) || isTriggerRefusal(error)
  );
}

/** A Lambda trigger may refuse a user who does not exist. One that does not run or answer would refuse everybody. */
function isTriggerRefusal(error: unknown): boolean {
  const names = ['UnexpectedLambdaException', 'InvalidLambdaResponseException'];
  return isFailure(error, 'lambda-trigger-failed') && !names.some((name) => isServiceError(error, name));
}

function isOneOf(codes: readonly ErrorCode[]) {
  return (error: unknown) => codes.some((code) => isFailure(error, code));
}

/** Swallows the refusal that is right for something that does not exist. */
async function expectRefusal(call: Promise<unknown>, isRight: (error: unknown) => boolean): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!isRight(error)) {
      throw error;
    }
  }
}
