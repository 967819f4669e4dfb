/** The evidence of a failed call: what was called, and what may be shown of the answer. */

export interface CallTarget {
  readonly kind: 'user-pool' | 'app-client' | 'user-pool-domain' | 'identity-pool' | 'role' | 'credentials';
  /** For people: `user pool eu-west-1_AbCdEf123 in eu-west-1`. */
  readonly name: string;
  /** The host that was called, with its port if the URL has one. Before the call, the host that AWS has. */
  readonly host: string;
  /** The resource of an IAM statement, for a user pool or identity pool, with ACCOUNT for the account number. */
  readonly arn?: string;
  /** True if the call is made on an app client without its client secret. */
  readonly withoutSecret?: boolean;
}

export interface Call {
  /** As AWS names it. */
  readonly operation: string;
  /** The subject, if the operation has several: `USER_SRP_AUTH`, `group admins`. */
  readonly about?: string | undefined;
  readonly target: CallTarget;
}

/** Never holds a message of the service, which can echo what was sent. */
export interface ServiceEvidence {
  readonly call: Call;
  /** The exception's name, as AWS or Node.js names it; undefined if an answer has none. */
  readonly errorName: string | undefined;
  /** Undefined without an answer. */
  readonly httpStatus: number | undefined;
  /** AWS's ID of the request, for its support. */
  readonly requestId: string | undefined;
  /** True if the local clock differs from the service's, or could not be compared with it. */
  readonly isClockSuspect?: boolean;
}

/** The requests of OAuth 2.0, for which AWS has no operation names. */
export const OAUTH = {
  loginPage: 'The login page',
  codeGrant: 'The authorization code grant',
  clientGrant: 'The client credentials grant',
} as const;

/** `InitiateAuth (USER_SRP_AUTH) on app client 4kfr83e5pagh in eu-west-1` */
export function callText({ operation, about, target }: Call): string {
  return `${operation}${about === undefined ? '' : ` (${about})`} on ${target.name}`;
}

/** `NotAuthorizedException, HTTP 400, request 5f0c8a1e`: error name, HTTP status and request ID, if there are any. */
export function evidenceText({ errorName, httpStatus, requestId }: ServiceEvidence): string {
  const parts = [errorName, httpStatus && `HTTP ${httpStatus}`, requestId && `request ${requestId}`];
  return parts.filter(Boolean).join(', ');
}
