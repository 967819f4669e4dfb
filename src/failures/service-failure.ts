/**
 * What a refused or unanswered call of a service tells: the facts of one failure, and how they are said.
 */

/** What was called. */
export type CallTarget =
  | { readonly kind: 'user-pool'; readonly region: string; readonly userPoolId: string }
  | { readonly kind: 'app-client'; readonly region: string; readonly clientId: string }
  /** `domain` is the origin of the user pool domain. */
  | { readonly kind: 'token-endpoint'; readonly domain: string; readonly clientId: string }
  | { readonly kind: 'role'; readonly region: string; readonly arn: string };

export interface Call {
  /** As AWS names it. */
  readonly operation: string;
  /** What of several things the operation was about: `USER_SRP_AUTH`, `group admins`; empty where the operation says it all. */
  readonly about: string;
  readonly target: CallTarget;
}

/** What the user may read of a refused call: never a message of the service as it came, which can echo what was sent. */
export interface ServiceEvidence {
  readonly call: Call;
  /** The exception's name, as AWS or Node.js names it; empty where an answer came without one. */
  readonly errorName: string;
  /** 0 when no answer came. */
  readonly httpStatus: number;
  /** AWS's ID of the request, for its support; empty when no answer came. */
  readonly requestId: string;
  /** Words out of the service's message, from a closed list: an attribute, a trigger; empty where there are none. */
  readonly detail: string;
}

/** `InitiateAuth (USER_SRP_AUTH) on app client 4kfr83e5pagh in eu-west-1` */
export function callText({ operation, about, target }: Call): string {
  return `${operation}${about === '' ? '' : ` (${about})`} on ${targetText(target)}`;
}

function targetText(target: CallTarget): string {
  switch (target.kind) {
    case 'user-pool':
      return `user pool ${target.userPoolId} in ${target.region}`;
    case 'app-client':
      return `app client ${target.clientId} in ${target.region}`;
    case 'token-endpoint':
      return `${target.domain} for app client ${target.clientId}`;
    case 'role':
      return `role ${target.arn}`;
  }
}

/** Error name, HTTP status and request ID, as far as there are any. */
export function evidenceText({ errorName, httpStatus, requestId }: ServiceEvidence): string {
  const status = httpStatus === 0 ? '' : `HTTP ${httpStatus}`;
  const request = requestId === '' ? '' : `request ${requestId}`;
  return [errorName, status, request].filter((fact) => fact !== '').join(', ');
}
