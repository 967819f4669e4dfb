/** Notices about a step that succeeded but could be improved. */
import { describeProblem } from '../failures/action-error.ts';
import type { InputName } from '../inputs/rules.ts';
import { andList } from '../lists.ts';
import type { ActionContext } from '../platform/ports.ts';
import type { ProbeResult } from './probe.ts';

/** Each code is a heading in `docs/troubleshooting.md`. */
export const NOTICE_CODES = [
  'device-not-confirmed',
  'challenge-answers-unused',
  'probe-not-found',
  'probe-bad-request',
  'probe-in-clear',
  'secret-trimmed',
  'step-without-id',
  'version-not-pinned',
] as const;

type NoticeCode = (typeof NOTICE_CODES)[number];

export interface NoticeFacts {
  readonly action: ActionContext;
  /** The reason why the device could not be confirmed. Undefined if it was, or without a device. */
  readonly deviceFailure: unknown;
  /** The number of challenge answers that the user pool did not ask for. Undefined if no user signed in. */
  readonly unusedAnswers: number | undefined;
  /** Undefined without a probe. */
  readonly probeResult: ProbeResult | undefined;
  /** Secrets whose surrounding white space was removed. */
  readonly trimmedSecrets: readonly InputName[];
  /** True if the outputs are also exported as environment variables. */
  readonly isExported: boolean;
}

/** The answers of web servers to a header that is too large: 431 in general, 494 and 400 of nginx. */
const BAD_REQUESTS = [400, 413, 431, 494];

export function noticesFor({
  action,
  deviceFailure,
  unusedAnswers = 0,
  probeResult,
  trimmedSecrets,
  isExported,
}: NoticeFacts): string[] {
  const notices: string[] = [];
  const add = (code: NoticeCode, text: string) => notices.push(`${text} See ${action.troubleshooting}#${code}`);
  if (deviceFailure !== undefined) {
    add(
      'device-not-confirmed',
      `The tokens are valid but cannot be refreshed: the user pool remembers devices, and the device of this sign-in was not confirmed. ${describeProblem(deviceFailure)}`,
    );
  }
  if (unusedAnswers > 0) {
    const lines = unusedAnswers === 1 ? 'The last line' : `The last ${unusedAnswers} lines`;
    add(
      'challenge-answers-unused',
      `${lines} of challenge-answers ${unusedAnswers === 1 ? 'was' : 'were'} not needed: the user pool asked no further challenge. Remove what it does not ask for.`,
    );
  }
  if (probeResult?.withToken === 404) {
    add(
      'probe-not-found',
      `The probe of ${probeResult.inputs.displayUrl} got HTTP 404 with a token: the path may not exist. Check probe-url and probe-method.`,
    );
  }
  if (probeResult !== undefined && BAD_REQUESTS.includes(probeResult.withToken)) {
    const { inputs, withToken } = probeResult;
    const other = withToken < 431 ? 'the API rejects the request. Check probe-url and probe-method. Or ' : '';
    add(
      'probe-bad-request',
      `The probe of ${inputs.displayUrl} got HTTP ${withToken} with a token: ${other}the token is too large. Put the user in fewer groups.`,
    );
  }
  if (probeResult !== undefined && isInClear(probeResult.inputs.url)) {
    add(
      'probe-in-clear',
      `The probe of ${probeResult.inputs.displayUrl} sends the token over http://, where anyone on the network can read it. Use https://.`,
    );
  }
  if (trimmedSecrets.length > 0) {
    add(
      'secret-trimmed',
      `White space around ${andList(trimmedSecrets)} was removed: the secret probably ends with a line break. Store it again without one, for example with printf %s "$VALUE" | gh secret set NAME in a shell.`,
    );
  }
  if (!action.stepHasId && !isExported) {
    add(
      'step-without-id',
      'This step has no id, so later steps cannot read its outputs. Add one, for example id: cognito.',
    );
  }
  if (action.ref !== '' && !isVersion(action.ref)) {
    add(
      'version-not-pinned',
      `This action is used at ${action.ref}, which looks like a branch: it can change without notice. Use a version (@v1) or, better, a full commit ID.`,
    );
  }
  return notices;
}

/** Detects a URL without TLS that does not point to this machine. */
function isInClear(url: string): boolean {
  return /^http:/i.test(url) && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
}

/** Recognizes a version tag or a commit ID. Anything else counts as a branch, which can change without notice. */
function isVersion(ref: string): boolean {
  return /^(v?\d+(\.\d+){0,2}|v?\d+\.\d+\.\d+[-+][\w.-]+|[0-9a-f]{40})$/.test(ref);
}
