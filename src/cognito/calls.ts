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
import type { CallTarget } from '../failures/service-failure.ts';
import type { Retry, RetryOptions } from '../world/retry.ts';
import { failureOf } from './errors/failures.ts';

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
  options?: CallerOptions,
) => Promise<Output>;

/** Told what becomes of a call: tries that fail before their request is signed have reached nobody. */
export interface RequestWatch {
  tryBegins(): void;
  requestLeaves(): void;
}

interface CallerOptions extends RetryOptions {
  /** What of several things the operation is about, for messages. */
  readonly about?: string;
  readonly watch?: RequestWatch;
}

/** @param target what is called, for messages */
export function callerOn(
  client: CognitoIdentityProviderClient,
  target: CallTarget,
  retry: CallOptions['retry'],
): Caller {
  return (operation, makeCommand, { about = '', watch, ...options } = {}) =>
    retry.run(async (abortSignal) => {
      try {
        watch?.tryBegins();
        const command = makeCommand();
        command.middlewareStack.add(
          (send) => (request) => {
            watch?.requestLeaves();
            return send(request);
          },
          { step: 'deserialize', priority: 'low' },
        );
        return await endingWith(abortSignal, client.send(command, { abortSignal }));
      } catch (error) {
        throw failureOf(error, { operation, about, target });
      }
    }, options);
}

/** Ends with the signal, also where the work does not heed it: finding credentials does not. */
export function endingWith<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const aborted = new Promise<never>((_, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
  });
  return Promise.race([work, aborted]);
}
