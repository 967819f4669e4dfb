/** The types of failures, derived from their records. Each code is a heading in `docs/troubleshooting.md`. */
import type { FailureRecord } from './record.ts';
import { FAILURES } from './records/index.ts';
import type { ServiceEvidence } from './service-failure.ts';

export type { MachineSetting } from './records/access.ts';
export type { ProxyRefusal } from './records/proxy.ts';

/** Why GitHub gave a run no secrets. */
export type SecretsWithheld = 'fork' | 'dependabot';

export type ErrorCode = keyof typeof FAILURES;

type DetailsByCode = {
  readonly [Code in ErrorCode]: (typeof FAILURES)[Code] extends FailureRecord<infer Details extends object>
    ? Details
    : never;
};

/** A code, and the details that its message is made of. */
export type Failure<Code extends ErrorCode = ErrorCode> = {
  readonly [Each in Code]: { readonly code: Each } & DetailsByCode[Each];
}[Code];

/** Codes of failed calls that need nothing besides the evidence. */
export type PlainCode = {
  [Code in ErrorCode]: [ServiceEvidence, DetailsByCode[Code]] extends [DetailsByCode[Code], ServiceEvidence]
    ? Code
    : never;
}[ErrorCode];

export const RECORDS: { readonly [Code in ErrorCode]: FailureRecord<DetailsByCode[Code]> } = FAILURES;

export const ERROR_CODES: readonly ErrorCode[] = Object.keys(FAILURES).filter(isErrorCode);

function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(FAILURES, text);
}
