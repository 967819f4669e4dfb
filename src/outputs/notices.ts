/**
 * What works, and could be better: said to the user as a notice, when everything else went well. Each code is a heading in
 * `docs/troubleshooting.md`.
 */
import { describeProblem } from '../failures/action-error.ts';
import type { InputName } from '../inputs/rules.ts';
import { andList } from '../lists.ts';
import type { ActionContext } from '../platform/ports.ts';
import type { ProbeResult } from './probe.ts';

export type NoticeCode =
  | 'device-not-confirmed'
  | 'probe-not-found'
  | 'probe-in-clear'
  | 'secret-trimmed'
  | 'step-without-id'
  | 'version-not-pinned';

export interface NoticeFacts {
  readonly action: ActionContext;
  /** Why Cognito does not know the device; undefined where it does, or where there is none. */
  readonly deviceFailure: unknown;
  /** Undefined without a probe. */
  readonly probeResult: ProbeResult | undefined;
  /** Secrets that had white space around them, which was left out. */
  readonly trimmedSecrets: readonly InputName[];
  /** Whether the outputs leave the step as environment variables as well. */
  readonly isExported: boolean;
}

export function noticesFor({ action, deviceFailure, probeResult, trimmedSecrets, isExported }: NoticeFacts): string[] {
  const notices: string[] = [];
  const note = (code: NoticeCode, text: string) => notices.push(`${text} See ${action.troubleshooting}#${code}`);
  if (deviceFailure !== undefined) {
    note(
      'device-not-confirmed',
      `The tokens are good, but cannot be refreshed: the user pool remembers devices, and the device of this sign-in was not confirmed. ${describeProblem(deviceFailure)}`,
    );
  }
  if (probeResult?.withToken === 404) {
    note(
      'probe-not-found',
      `The probe of ${probeResult.inputs.displayUrl} with a token was answered with HTTP 404: the path may not exist. Check probe-url and probe-method.`,
    );
  }
  if (probeResult !== undefined && isInClear(probeResult.inputs.url)) {
    note(
      'probe-in-clear',
      `The probe of ${probeResult.inputs.displayUrl} sends the token over http://, where anybody on the way can read it. Use https://.`,
    );
  }
  if (trimmedSecrets.length > 0) {
    note(
      'secret-trimmed',
      `White space around ${andList(trimmedSecrets)} was removed: the secret was probably stored with a line break at its end. Store it again without one, for instance with printf %s "$VALUE" | gh secret set NAME in a shell.`,
    );
  }
  if (!action.stepHasId && !isExported) {
    note(
      'step-without-id',
      'This step has no id, so no later step can read its outputs. Give it one, for instance id: cognito.',
    );
  }
  if (action.ref !== '' && !isVersion(action.ref)) {
    note(
      'version-not-pinned',
      `This action is used at ${action.ref}, which looks like a branch: it can change without notice. Use a version (@v1) or, better, its full commit ID.`,
    );
  }
  return notices;
}

/** Without TLS, and not on this machine. */
function isInClear(url: string): boolean {
  return /^http:/i.test(url) && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
}

/** A tag of a version or a commit; everything else is taken for a branch, which anybody who may push can change. */
function isVersion(ref: string): boolean {
  return /^(v?\d+(\.\d+){0,2}|v?\d+\.\d+\.\d+[-+][\w.-]+|[0-9a-f]{40})$/.test(ref);
}
