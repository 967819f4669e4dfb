/**
 * What works, and could be better: said to the user as a notice, when everything else went well. Each code is a heading in
 * `docs/troubleshooting.md`.
 */
import { findingOf } from '../failures/action-error.ts';
import type { InputName } from '../inputs/rules.ts';
import { andList } from '../lists.ts';
import type { ActionFacts } from '../world/ports.ts';
import type { Probed } from './probe.ts';

export type Notice =
  | { readonly code: 'device-not-confirmed'; readonly reason: string }
  | { readonly code: 'probe-not-found'; readonly url: string }
  | { readonly code: 'probe-in-clear'; readonly url: string }
  | { readonly code: 'secret-trimmed'; readonly inputs: readonly InputName[] }
  | { readonly code: 'step-without-id' }
  | { readonly code: 'version-not-pinned'; readonly ref: string };

export type NoticeCode = Notice['code'];

export interface NoticeFacts {
  readonly action: ActionFacts;
  /** Why Cognito does not know the device; undefined where it does, or where there is none. */
  readonly deviceFailure: unknown;
  /** Undefined without a probe. */
  readonly probed: Probed | undefined;
  /** Secrets that had white space around them, which was left out. */
  readonly trimmedSecrets: readonly InputName[];
  /** Whether the outputs leave the step as environment variables as well. */
  readonly isExported: boolean;
}

export function noticesFor({ action, deviceFailure, probed, trimmedSecrets, isExported }: NoticeFacts): Notice[] {
  return [
    ...(deviceFailure === undefined
      ? []
      : [{ code: 'device-not-confirmed', reason: findingOf(deviceFailure) } as const]),
    ...probeNotices(probed),
    ...(trimmedSecrets.length > 0 ? [{ code: 'secret-trimmed', inputs: trimmedSecrets } as const] : []),
    ...(action.stepHasId || isExported ? [] : [{ code: 'step-without-id' } as const]),
    ...(action.ref === '' || isVersion(action.ref) ? [] : [{ code: 'version-not-pinned', ref: action.ref } as const]),
  ];
}

function probeNotices(probed: Probed | undefined): Notice[] {
  if (probed === undefined) {
    return [];
  }
  const { url, shownUrl } = probed.inputs;
  return [
    ...(probed.withToken === 404 ? [{ code: 'probe-not-found', url: shownUrl } as const] : []),
    ...(/^http:/i.test(url) && !isLoopback(url) ? [{ code: 'probe-in-clear', url: shownUrl } as const] : []),
  ];
}

function isLoopback(url: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
}

export function noticeText(notice: Notice, { troubleshooting }: ActionFacts): string {
  return `${sentenceFor(notice)} See ${troubleshooting}#${notice.code}`;
}

/** A tag of a version or a commit; everything else is taken for a branch, which anybody who may push can change. */
function isVersion(ref: string): boolean {
  return /^(v?\d+(\.\d+){0,2}|v?\d+\.\d+\.\d+[-+][\w.-]+|[0-9a-f]{40})$/.test(ref);
}

function sentenceFor(notice: Notice): string {
  switch (notice.code) {
    case 'device-not-confirmed':
      return `The tokens are good, but cannot be refreshed: the user pool remembers devices, and the device of this sign-in was not confirmed. ${notice.reason}`;
    case 'probe-not-found':
      return `The probe of ${notice.url} with a token was answered with HTTP 404: the path may not exist. Check probe-url and probe-method.`;
    case 'probe-in-clear':
      return `The probe of ${notice.url} sends the token over http://, where anybody on the way can read it. Use https://.`;
    case 'secret-trimmed':
      return (
        `White space around ${andList(notice.inputs)} was left out: the secret was probably stored with a line break at its end. ` +
        'Store it again without one, for instance by printf %s "$VALUE" | gh secret set NAME in a shell.'
      );
    case 'step-without-id':
      return 'This step has no id, so no later step can read its outputs. Give it one, for instance id: cognito.';
    case 'version-not-pinned':
      return (
        `This action is used at ${notice.ref}, which looks like a branch: what it does can change under you. ` +
        'Use a version (@v1) or, best, the full commit ID of one.'
      );
  }
}
