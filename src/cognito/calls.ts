/**
 * What every adapter of a service needs for its calls.
 */
import type {
  $Command,
  CognitoIdentityProviderClient,
  CognitoIdentityProviderClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes,
} from '@aws-sdk/client-cognito-identity-provider';
import { type ActionError, isFailure } from '../failures/action-error.ts';
import type { CallTarget } from '../failures/service-failure.ts';
import type { Retry, RetryOptions } from '../platform/retry.ts';
import { toActionError, unreadableAnswer } from './errors/failures.ts';

export interface CallOptions {
  readonly retry: Pick<Retry, 'run'>;
  /** For the secrets that are born in calls. */
  mask(secret: string): void;
}

type Command<Input extends ServiceInputTypes, Output extends ServiceOutputTypes> = $Command<
  Input,
  Output,
  CognitoIdentityProviderClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes
>;

/** Makes a call of Cognito's API, again and again where that helps, each try with a command of its own. Rejects with an `ActionError` alone. */
export type Caller = <Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  operation: string,
  makeCommand: () => Command<Input, Output>,
  options?: CallerOptions<Output>,
) => Promise<Output>;

/** Told what becomes of a call. A try that fails before its request is signed has reached nobody. */
export interface RequestObserver {
  onRequestSent(): void;
  onAttemptFailed(failure: ActionError): void;
}

interface CallerOptions<Output> extends RetryOptions {
  /** What of several things the operation is about, for messages. */
  readonly about?: string;
  /** Whether an output has what this operation's must have: whatever stands in between may answer `{}`, or nothing, with HTTP 200. */
  isComplete?(output: NoInfer<Output>): boolean;
  readonly observer?: RequestObserver;
}

/** @param target what is called, for messages */
export function createCaller(
  client: CognitoIdentityProviderClient,
  target: CallTarget,
  retry: CallOptions['retry'],
): Caller {
  return (operation, makeCommand, { about, observer, isComplete = () => true, ...options } = {}) => {
    const call = { operation, about, target };
    return retry.run(async (abortSignal) => {
      const send = async () => {
        const command = makeCommand();
        command.middlewareStack.add(
          (next) => (request) => {
            observer?.onRequestSent();
            return next(request);
          },
          { step: 'deserialize', priority: 'low' },
        );
        const output = await abortable(abortSignal, client.send(command, { abortSignal }));
        if (!isComplete(output)) {
          throw unreadableAnswer(output, call);
        }
        return output;
      };
      try {
        return await send().catch((error: unknown) => {
          // From the answer's date, the SDK knows by now how far the clock of this machine is off.
          if (isFailure(toActionError(error, call), 'clock-wrong')) {
            return send();
          }
          throw error;
        });
      } catch (error) {
        const failure = toActionError(error, call);
        observer?.onAttemptFailed(failure);
        throw failure;
      }
    }, options);
  };
}

/** Ends with the signal, also where the work does not heed it: finding credentials does not. */
export function abortable<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const aborted = new Promise<never>((_, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
  });
  return Promise.race([work, aborted]);
}
