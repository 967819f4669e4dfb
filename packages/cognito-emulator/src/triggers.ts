import { Refusal } from './refusals.ts';

/** Values of `triggerSource` in the events of the Lambda functions. */
export type TriggerSource =
  | 'PreSignUp_AdminCreateUser'
  | 'PreSignUp_SignUp'
  | 'CustomMessage_SignUp'
  | 'PostConfirmation_ConfirmSignUp'
  | 'PreAuthentication_Authentication'
  | 'PostAuthentication_Authentication'
  | 'DefineAuthChallenge_Authentication'
  | 'CreateAuthChallenge_Authentication'
  | 'VerifyAuthChallengeResponse_Authentication'
  | 'TokenGeneration_Authentication'
  | 'TokenGeneration_HostedAuth'
  | 'TokenGeneration_NewPasswordChallenge'
  | 'TokenGeneration_RefreshTokens'
  | 'TokenGeneration_ClientCredentials';

/** The part of a request that its triggers receive. */
export interface TriggerInput {
  readonly clientMetadata?: ReadonlyMap<string, string> | undefined;
  readonly validationData?: ReadonlyMap<string, string> | undefined;
}

interface TriggerCall {
  readonly source: TriggerSource;
  /** The real username, or the client ID in a client credentials grant. */
  readonly username: string;
  readonly clientMetadata?: Texts;
  readonly validationData?: Texts;
}

/** `error`: the function throws. `timeout`: it does not return. `bad-output`: it does not return JSON. */
export type TriggerFailure =
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'timeout' | 'bad-output' };

export function triggerRefusal(source: TriggerSource, failure: TriggerFailure): Refusal {
  const name = source.replace(/_.*/, '').replace(/^TokenGeneration$/, 'PreTokenGeneration');
  switch (failure.kind) {
    case 'error':
      return new Refusal('UserLambdaValidationException', `${name} failed with error ${failure.message}.`);
    case 'timeout':
      return new Refusal(
        'UnexpectedLambdaException',
        `${name} invocation failed due to error Socket timeout while invoking Lambda function.`,
      );
    case 'bad-output':
      return new Refusal('InvalidLambdaResponseException', 'Invalid lambda function output : Invalid JSON');
  }
}

/**
 * The Lambda triggers of a pool. Each succeeds until a test makes it fail. The pool's settings hold the functions of
 * custom authentication.
 */
export class Triggers {
  readonly calls: TriggerCall[] = [];
  readonly #failures = new Map<TriggerSource, TriggerFailure>();

  fail(source: TriggerSource, failure: TriggerFailure): void {
    this.#failures.set(source, failure);
  }

  /** @throws Refusal if the function fails, which makes the request fail. */
  run(source: TriggerSource, username: string, { clientMetadata, validationData }: TriggerInput = {}): void {
    this.calls.push({
      source,
      username,
      ...(clientMetadata && { clientMetadata: Object.fromEntries(clientMetadata) }),
      ...(validationData && { validationData: Object.fromEntries(validationData) }),
    });
    const failure = this.#failures.get(source);
    if (failure) {
      throw triggerRefusal(source, failure);
    }
  }
}

/** A challenge of the sign-in under way and whether its answer was right. */
export interface ChallengeResult {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  readonly challengeMetadata: string | null;
}

type Texts = Readonly<Record<string, string>>;

export interface LambdaEvent<Source extends string, Request, Response> {
  readonly version: '1';
  readonly region: string;
  readonly userPoolId: string;
  /** The real username; the given name if the pool has no such user. */
  readonly userName: string;
  readonly callerContext: { readonly awsSdkVersion: string; readonly clientId: string };
  readonly triggerSource: Source;
  readonly request: Request & {
    readonly userAttributes: Texts;
    /** Only if the app client hides which users exist. */
    readonly userNotFound?: boolean;
    /** ClientMetadata of RespondToAuthChallenge. */
    readonly clientMetadata?: Texts;
  };
  readonly response: Response;
}

export type DefineAuthChallengeEvent = LambdaEvent<
  'DefineAuthChallenge_Authentication',
  { readonly session: readonly ChallengeResult[] },
  { challengeName: string | null; issueTokens: boolean | null; failAuthentication: boolean | null }
>;

export type CreateAuthChallengeEvent = LambdaEvent<
  'CreateAuthChallenge_Authentication',
  { readonly challengeName: string; readonly session: readonly ChallengeResult[] },
  {
    publicChallengeParameters: Texts | null;
    privateChallengeParameters: Texts | null;
    challengeMetadata: string | null;
  }
>;

export type VerifyAuthChallengeResponseEvent = LambdaEvent<
  'VerifyAuthChallengeResponse_Authentication',
  { readonly privateChallengeParameters: Texts; readonly challengeAnswer: string },
  { answerCorrect: boolean | null }
>;

/**
 * The Lambda triggers of custom authentication as functions. Each receives the event that Cognito sends and returns it
 * with the response filled in.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-challenge.html
 */
export interface CustomAuthTriggers {
  readonly define: (event: DefineAuthChallengeEvent) => Pick<DefineAuthChallengeEvent, 'response'>;
  readonly create: (event: CreateAuthChallengeEvent) => Pick<CreateAuthChallengeEvent, 'response'>;
  readonly verify: (event: VerifyAuthChallengeResponseEvent) => Pick<VerifyAuthChallengeResponseEvent, 'response'>;
}
