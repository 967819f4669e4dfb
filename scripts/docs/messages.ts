/**
 * An example message for each failure and each notice.
 */
import { toActionError, toOAuthError } from '../../src/cognito/errors/failures.ts';
import { ActionError, createCallError } from '../../src/failures/action-error.ts';
import { ERROR_CODES, type ErrorCode, type Failure, RECORDS } from '../../src/failures/failure.ts';
import type { ErrorExample } from '../../src/failures/record.ts';
import { answered, EXAMPLE_CLIENT_ID, onAppClient } from '../../src/failures/records/examples.ts';
import { parseInputs } from '../../src/inputs/action.ts';
import { type NoticeCode, type NoticeFacts, noticesFor } from '../../src/outputs/notices.ts';

/** The example of a record. If it is an error of a service, it is recognised as any other. */
export function exampleFailure(code: ErrorCode): ActionError {
  const { example } = RECORDS[code];
  return isErrorExample(example) ? recognised(example) : new ActionError(withDetails(code));
}

function withDetails<Code extends ErrorCode>(code: Code): Failure<Code> {
  const { example } = RECORDS[code];
  if (isErrorExample(example)) {
    throw new TypeError(`the example of ${code} is an error`);
  }
  return { code, ...example };
}

function isErrorExample(example: object): example is ErrorExample {
  return 'errorMessage' in example;
}

function recognised({ call, errorName: name, httpStatus, requestId, errorMessage }: ErrorExample): ActionError {
  if (call.target.kind === 'user-pool-domain' && httpStatus !== undefined) {
    return toOAuthError({ status: httpStatus, error: name, message: errorMessage, requestId }, call);
  }
  const $metadata = { httpStatusCode: httpStatus, requestId };
  return toActionError(Object.assign(new Error(errorMessage), { name, $metadata }), call);
}

const PAGE = '';
const ACTION = { troubleshooting: PAGE, ref: '', stepHasId: true };
const NO_FACTS: NoticeFacts = {
  action: ACTION,
  deviceFailure: undefined,
  unusedAnswers: 0,
  probeResult: undefined,
  trimmedSecrets: [],
  isExported: false,
};

export const NOTICES: Readonly<Record<NoticeCode, Partial<NoticeFacts>>> = {
  'device-not-confirmed': {
    deviceFailure: createCallError('throttled', answered(onAppClient('ConfirmDevice'), 'TooManyRequestsException')),
  },
  'challenge-answers-unused': { unusedAnswers: 1 },
  'probe-not-found': { probeResult: probeOf('https://api.example.com/orders', 404) },
  'probe-bad-request': { probeResult: probeOf('https://api.example.com/orders', 431) },
  'probe-in-clear': { probeResult: probeOf('http://api.example.com/orders', 200) },
  'secret-trimmed': { trimmedSecrets: ['password'] },
  'step-without-id': { action: { ...ACTION, stepHasId: false } },
  'version-not-pinned': { action: { ...ACTION, ref: 'main' } },
};

function probeOf(url: string, withToken: number): NoticeFacts['probeResult'] {
  const header = { name: 'Authorization', template: 'Bearer {token}' };
  return { inputs: { url, displayUrl: url, method: 'GET', header }, withoutToken: 401, withToken };
}

/** The message of each failure and notice by its code, without the link at its end. */
export function exampleMessages(): ReadonlyMap<string, string> {
  return new Map([
    ...ERROR_CODES.map((code) => [code, exampleFailure(code).message] as const),
    ...Object.entries(NOTICES).map(([code, facts]) => [code, noticeText(code, facts)] as const),
    ['inputs-unusual', unusualInputText()] as const,
  ]);
}

/** Returns the notice about a password with quotation marks. */
function unusualInputText(): string {
  const inputs = new Map([
    ['mode', 'stored'],
    ['client-id', EXAMPLE_CLIENT_ID],
    ['username', 'ada'],
    ['password', '"Engine-1843"'],
  ]);
  const notices: string[] = [];
  parseInputs({
    action: ACTION,
    inputContext: { names: [], awsRegion: 'eu-west-1', hasEndpoint: false, isInComposite: false },
    readInput: (name) => inputs.get(name) ?? '',
    notice: (text) => notices.push(text),
    warning: (text) => notices.push(text),
  });
  return withoutLink(notices.join(' '), 'inputs-unusual');
}

/** @throws {TypeError} unless the facts lead to this notice alone */
function noticeText(code: string, facts: Partial<NoticeFacts>): string {
  return withoutLink(noticesFor({ ...NO_FACTS, ...facts }).join(' '), code);
}

function withoutLink(text: string, code: string): string {
  const link = ` See ${PAGE}#${code}`;
  if (!text.endsWith(link)) {
    throw new TypeError(`the example of ${code} is another notice: ${text}`);
  }
  return text.slice(0, -link.length);
}
