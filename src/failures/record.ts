/** The shape of a failure's record: how it is recognised, the traits that control flow asks for, and its message. */
import type { ServiceEvidence } from './service-failure.ts';

export type Trait =
  /** May be over a moment later, so a retry helps. A wrong password is not transient: five of them lock the user. */
  | 'isTransient'
  /** A name that nobody has: a retry helps only for a moment. */
  | 'mayBeMisspelled'
  /** Would happen to every other user of the pool too. */
  | 'affectsAllUsers'
  /**
   * The call was refused outright, or never sent. Other failures can follow the effect: Cognito keeps a user whose
   * message could not be sent, or whose Lambda trigger failed late.
   *
   * @see https://github.com/aws/aws-sdk/issues/438
   */
  | 'hadNoEffect'
  /** May be due to a missing secret. GitHub does not give secrets to every run. */
  | 'mayBeMissingSecret';

/** A constant text, or one made of the details. */
type Text<Details> = string | ((details: Details) => string);

interface Messages<Details> {
  readonly traits?: readonly Trait[];
  /** Whole sentences. For a failed call, a clause without a full stop: the evidence follows in brackets. */
  readonly problem: Text<Details>;
  /** Advice in whole sentences, or an empty text. */
  readonly fix: Text<Details>;
}

/** An error as the service answers it or Node.js throws it, for documentation and tests. */
export type ErrorExample = ServiceEvidence & { readonly errorMessage: string };

export interface FailureRecord<Details> extends Messages<Details> {
  readonly matches: readonly Match<Details>[];
  /** `docs/troubleshooting.md` may quote its problem. */
  readonly example: Details | ErrorExample;
}

/** Errors that mean a failure. */
export interface Match<Details> {
  readonly name: string | RegExp;
  /** Tested on `Operation: message`. */
  readonly wording: RegExp;
  readonly when?: (evidence: ServiceEvidence) => boolean;
  readonly read: (evidence: ServiceEvidence, message: string) => Details;
}

/** A match before the evidence is known: `read` takes its details from closed lists, never a text of the service. */
interface Pattern<Extra> extends Omit<Match<unknown>, 'read'> {
  readonly read: (message: string) => Extra;
}

/** Matches every message of an error name. Records with another wording for that name take precedence. */
export const ANY_MESSAGE = /^/;

/** A failure that the action's own code throws. */
export function failure<Details extends object>(
  record: Messages<Details> & { readonly example: Details },
): FailureRecord<Readonly<Details>> {
  return { ...record, matches: [] };
}

/** A failed call. Without `matches`, it is found by HTTP status, or by the code that made the call. */
export function callFailure<Extra extends object = object>(
  record: Messages<NoInfer<ServiceEvidence & Extra>> & {
    readonly matches?: readonly Pattern<Extra>[];
    readonly example: NoInfer<ServiceEvidence & Extra> | ErrorExample;
  },
): FailureRecord<ServiceEvidence & Readonly<Extra>> {
  const matches = (record.matches ?? []).map(({ read, ...pattern }) => ({
    ...pattern,
    read: (evidence: ServiceEvidence, message: string) => ({ ...evidence, ...read(message) }),
  }));
  return { ...record, matches };
}

/** An error by the name that AWS or OAuth gives it. AWS STS leaves out `Exception` at the end. */
export function on(name: string, wording?: RegExp): Pattern<object>;
export function on<Extra>(name: string, wording: RegExp, read: (message: string) => Extra): Pattern<Extra>;
export function on(name: string, wording = ANY_MESSAGE, read: (message: string) => object = () => ({})) {
  return { name, wording, read };
}

/** An error without an answer, by the name that Node.js, the SDK or axios gives it. */
export function onNoAnswer(name: RegExp, wording = ANY_MESSAGE): Pattern<object> {
  return { name, wording, when: ({ httpStatus }) => httpStatus === undefined, read: () => ({}) };
}

/** Restricts a pattern to calls of this auth flow or challenge. */
export function about(subject: string, pattern: Pattern<object>): Pattern<object> {
  return { ...pattern, when: ({ call }) => call.about === subject };
}

/** Restricts a pattern to calls on an app client without its client secret. */
export function withoutSecret(pattern: Pattern<object>): Pattern<object> {
  return { ...pattern, when: ({ call }) => call.target.withoutSecret === true };
}
