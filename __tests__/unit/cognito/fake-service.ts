/** A fake of Cognito's services: a real SDK client, and the settings for others, with answers that a test gives. */
import { Readable } from 'node:stream';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { type CallPolicy, retry } from '../../../src/platform/retry.ts';
import { fakeClock } from '../fakes.ts';

type SentRequest = Parameters<NodeHttpHandler['handle']>[0];

export interface FakeAnswer {
  readonly status?: number;
  readonly output: object;
  readonly headers?: Readonly<Record<string, string>>;
}

const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.1' };

export function refusal(name: string, message = '', status = 400): FakeAnswer {
  return { status, output: { __type: name, message } };
}

export const SERVICE_FAILS = refusal('InternalErrorException', '', 500);

/** Gives these answers one after the other, and repeats the last one. An error is thrown once the request was sent. */
export function fakeService(answers: readonly (FakeAnswer | Error)[] = [{ output: {} }], tries = 1) {
  const operations: string[] = [];
  const requests: { readonly host: string; readonly isSigned: boolean; readonly body: unknown }[] = [];
  class Handler extends NodeHttpHandler {
    override handle({ headers, hostname: host, body: text }: SentRequest) {
      const operation = headers['x-amz-target']?.split('.')[1] ?? '';
      operations.push(operation);
      requests.push({
        host,
        isSigned: headers['authorization'] !== undefined,
        body: JSON.parse(new TextDecoder().decode(text)),
      });
      const answer = answers[requests.length - 1] ?? answers.at(-1) ?? { output: {} };
      if (answer instanceof Error) {
        throw answer;
      }
      const { status: statusCode = 200, output, headers: answered = JSON_TYPE } = answer;
      const body = Readable.from([JSON.stringify(output)]);
      return Promise.resolve({ response: { statusCode, headers: { ...answered }, body } });
    }
  }
  const config = {
    requestHandler: new Handler(),
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
  };
  const client = new CognitoIdentityProviderClient({ region: 'eu-west-1', ...config });
  const { options, ...seen } = fakeCalls(tries);
  return { client, config, operations, requests, ...seen, options: { ...options, unsignedClient: () => client } };
}

/** Creates options for calls, with attempts that follow without a delay. Records the retry options of each call. */
export function fakeCalls(tries = 1) {
  const asked: CallPolicy[] = [];
  const masks: string[] = [];
  const run = <Result>(call: (signal: AbortSignal) => Promise<Result>, options: CallPolicy = {}): Promise<Result> => {
    asked.push(options);
    return retry(() => call(new AbortController().signal), { maxAttempts: tries, shouldRetry: () => true });
  };
  const mask = (secret: string) => masks.push(secret);
  return { asked, masks, options: { retry: run, mask, clock: fakeClock([]) } };
}
