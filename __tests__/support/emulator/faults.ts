/**
 * What can go wrong on the way. `reset`: the connection is reset before the request is acted on. `lose-answer`: the request
 * is acted on and its answer lost. `error-500`: the service fails, and says so in its own protocol. `throttled`: likewise,
 * that there are too many requests; the token endpoint does so with status 429. `error-503`: a load balancer's page.
 * `html`: a page with status 200, as from a proxy that wants somebody to sign in. The last four are not acted on.
 */
export type FaultKind = 'reset' | 'lose-answer' | 'error-500' | 'throttled' | 'error-503' | 'html';

/** `operation`: of the API, or `oauth2/token`, `AssumeRoleWithWebIdentity`, `github-oidc`. */
export type Fault = { readonly operation: string; readonly kind: FaultKind; readonly times: number };

/** Faults in waiting: the next requests of an operation meet them, in the order in which they were injected. */
export class Faults {
  readonly #waiting = new Map<string, FaultKind[]>();

  inject({ operation, kind, times }: Fault): void {
    const waiting = this.#waiting.get(operation) ?? [];
    this.#waiting.set(operation, [...waiting, ...Array.from({ length: times }, () => kind)]);
  }

  /** Takes the fault that the next request of the operation meets, if there is one. */
  take(operation: string): FaultKind | undefined {
    return this.#waiting.get(operation)?.shift();
  }
}
