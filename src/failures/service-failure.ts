/**
 * What a refused or unanswered call of a service tells: the facts of one failure, and how they are said.
 */

/** What was called. Whoever calls it knows its addresses. */
export interface CallTarget {
  readonly kind: 'user-pool' | 'app-client' | 'user-pool-domain' | 'role';
  /** For people: `user pool eu-west-1_AbCdEf123 in eu-west-1`. */
  readonly name: string;
  /** The host that AWS has for it; an endpoint of one's own takes its place. */
  readonly host: string;
  /** Of a user pool: the resource of an IAM statement, with ACCOUNT for what only AWS knows. */
  readonly arn?: string;
  /** Whether the call is made on an app client without its client secret. */
  readonly withoutSecret?: boolean;
}

export interface Call {
  /** As AWS names it. */
  readonly operation: string;
  /** What of several things the operation was about: `USER_SRP_AUTH`, `group admins`. */
  readonly about?: string | undefined;
  readonly target: CallTarget;
}

/** What the user may read of a refused call: never a message of the service as it came, which can echo what was sent. */
export interface ServiceEvidence {
  readonly call: Call;
  /** The exception's name, as AWS or Node.js names it; undefined where an answer came without one. */
  readonly errorName: string | undefined;
  /** Undefined when no answer came. */
  readonly httpStatus: number | undefined;
  /** AWS's ID of the request, for its support. */
  readonly requestId: string | undefined;
}

/** `InitiateAuth (USER_SRP_AUTH) on app client 4kfr83e5pagh in eu-west-1` */
export function callText({ operation, about, target }: Call): string {
  return `${operation}${about === undefined ? '' : ` (${about})`} on ${target.name}`;
}

/** Error name, HTTP status and request ID, as far as there are any. */
export function evidenceText({ errorName, httpStatus, requestId }: ServiceEvidence): string {
  const facts = [errorName, httpStatus && `HTTP ${httpStatus}`, requestId && `request ${requestId}`];
  return facts.filter(Boolean).join(', ');
}
