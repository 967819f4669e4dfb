/**
 * The Lambda triggers of custom authentication as functions. Each receives the event that Cognito sends and returns it
 * with the response filled in.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-challenge.html
 */

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

export interface CustomAuthTriggers {
  readonly define: (event: DefineAuthChallengeEvent) => Pick<DefineAuthChallengeEvent, 'response'>;
  readonly create: (event: CreateAuthChallengeEvent) => Pick<CreateAuthChallengeEvent, 'response'>;
  readonly verify: (event: VerifyAuthChallengeResponseEvent) => Pick<VerifyAuthChallengeResponseEvent, 'response'>;
}
