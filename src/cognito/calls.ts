import type {
  $Command,
  CognitoIdentityProviderClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes,
} from '@aws-sdk/client-cognito-identity-provider';
import { type ActionError, isFailure } from '../failures/action-error.ts';
import type { CallTarget } from '../failures/service-failure.ts';
import { fieldOf, textIn } from '../json.ts';
import type { Clock } from '../platform/ports.ts';
import { type CallPolicy, type RetryCall, retry } from '../platform/retry.ts';
import { toActionError, toUnsentError, unreadableAnswer } from './errors/failures.ts';
import { onRequest } from './on-request.ts';

export interface ApiOptions {
  readonly retry: RetryCall;
  readonly clock: Clock;
  /** Masks the secrets that answers hold. */
  mask(secret: string): void;
}

/** The part that all outputs of the SDK have in common. */
type AnyOutput = Pick<ServiceOutputTypes, '$metadata'>;

/** A client of one of Cognito's services, with the inputs and outputs of its commands. */
interface Client<Inputs extends object, Outputs extends AnyOutput, Config> {
  send<Input extends Inputs, Output extends Outputs>(
    command: $Command<Input, Output, Config, Inputs, Outputs>,
    options: { readonly abortSignal: AbortSignal },
  ): Promise<Output>;
}

/**
 * Calls a service of Cognito, by default the API of user pools, with retries. Each attempt has its own command. Rejects
 * with an `ActionError`.
 */
export type Caller<
  Inputs extends object = ServiceInputTypes,
  Outputs extends AnyOutput = ServiceOutputTypes,
  Config = CognitoIdentityProviderClientResolvedConfig,
> = <Input extends Inputs, Output extends Outputs>(
  operation: string,
  makeCommand: () => $Command<Input, Output, Config, Inputs, Outputs>,
  options?: CallerOptions<Output>,
) => Promise<Output>;

/** Called when an attempt of a call fails. If its request was not sent, it has reached no server. */
export type OnAttemptFailed = (failure: ActionError, wasSent: boolean) => void;

interface CallerOptions<Output> extends CallPolicy {
  /** Details of the operation, for messages. */
  readonly about?: string;
  /** Checks for required fields: a proxy may answer with `{}` or an empty body and HTTP 200. */
  isComplete?(output: NoInfer<Output>): boolean;
  readonly onAttemptFailed?: OnAttemptFailed;
}

/** @param target the service that is called, for messages */
export function createCaller<Inputs extends object, Outputs extends AnyOutput, Config>(
  client: Client<Inputs, Outputs, Config>,
  target: CallTarget,
  retryCall: RetryCall,
): Caller<Inputs, Outputs, Config> {
  return (operation, makeCommand, { about, onAttemptFailed, isComplete = () => true, ...options } = {}) => {
    return retryCall(
      async (abortSignal) => {
        let call = { operation, about, target };
        let wasSent = false;
        const send = async () => {
          const command = makeCommand();
          command.middlewareStack.use(
            onRequest((host) => {
              call = { operation, about, target: { ...target, host } };
              wasSent = true;
            }),
          );
          command.middlewareStack.add(
            (next) => async (request) => {
              const result = await next(request);
              if (!isFromAws(result.response)) {
                throw unreadableAnswer(result.output, call);
              }
              return result;
            },
            // Around the SDK's own middleware, which reads the answer.
            { step: 'deserialize', priority: 'high' },
          );
          const output = await abortable(abortSignal, client.send(command, { abortSignal }));
          if (!isComplete(output)) {
            throw unreadableAnswer(output, call);
          }
          return output;
        };
        try {
          return await retry(send, {
            // The SDK has learnt the clock's offset from the date of the answer.
            shouldRetry: (error) => isFailure(toActionError(error, call), 'clock-wrong'),
            maxAttempts: 2,
          });
        } catch (error) {
          const failure = wasSent ? toActionError(error, call, true) : toUnsentError(error, call);
          onAttemptFailed?.(failure, wasSent);
          throw failure;
        }
      },
      { ...options, operation },
    );
  };
}

/** Checks what a proxy's page or an empty answer lacks. AWS sends both, an emulator at least the content type. */
function isFromAws(response: unknown): boolean {
  const headers = fieldOf(response, 'headers');
  return (
    textIn(headers, 'content-type').startsWith('application/x-amz-json') || textIn(headers, 'x-amzn-requestid') !== ''
  );
}

/** Rejects when the signal aborts, also for work that ignores it, such as the credential provider chain. */
export function abortable<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const aborted = new Promise<never>((_, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
  });
  return Promise.race([work, aborted]);
}
