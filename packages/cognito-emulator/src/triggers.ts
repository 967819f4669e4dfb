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

type TriggerData = Readonly<Record<string, string>>;

/** The part of a request that its triggers receive. */
export interface TriggerInput {
  readonly clientMetadata?: ReadonlyMap<string, string> | undefined;
  readonly validationData?: ReadonlyMap<string, string> | undefined;
}

export interface TriggerCall {
  readonly source: TriggerSource;
  /** The real username, or the client ID in a client credentials grant. */
  readonly username: string;
  readonly clientMetadata?: TriggerData;
  readonly validationData?: TriggerData;
}

/** `error`: the function throws. `timeout`: it does not return. `bad-output`: it does not return JSON. */
export type TriggerFailure =
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'timeout' | 'bad-output' };

function nameOf(source: TriggerSource): string {
  const [name = ''] = source.split('_');
  return name === 'TokenGeneration' ? 'PreTokenGeneration' : name;
}

export function triggerRefusal(source: TriggerSource, failure: TriggerFailure): Refusal {
  switch (failure.kind) {
    case 'error':
      return new Refusal('UserLambdaValidationException', `${nameOf(source)} failed with error ${failure.message}.`);
    case 'timeout':
      return new Refusal(
        'UnexpectedLambdaException',
        `${nameOf(source)} invocation failed due to error Socket timeout while invoking Lambda function.`,
      );
    case 'bad-output':
      return new Refusal('InvalidLambdaResponseException', 'Invalid lambda function output : Invalid JSON');
  }
}

function dataOf(data: ReadonlyMap<string, string> | undefined): TriggerData | undefined {
  return data === undefined ? undefined : Object.fromEntries(data);
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
  run(source: TriggerSource, username: string, data: TriggerInput = {}): void {
    const clientMetadata = dataOf(data.clientMetadata);
    const validationData = dataOf(data.validationData);
    this.calls.push({
      source,
      username,
      ...(clientMetadata && { clientMetadata }),
      ...(validationData && { validationData }),
    });
    const failure = this.#failures.get(source);
    if (failure) {
      throw triggerRefusal(source, failure);
    }
  }
}
