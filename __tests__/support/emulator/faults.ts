/**
 * What can go wrong on the way.
 *
 * Not acted on: `reset`: the connection is reset. `error-500`: the service fails, and says so in its own protocol.
 * `throttled`: likewise, that there are too many requests; the token endpoint does so with status 429. `error-503`: a load
 * balancer's page. `html`: a page with status 200, as from a proxy that wants somebody to sign in. `hang`: nothing comes,
 * until the client gives up.
 *
 * Not acted on either, and for what the emulator has no setting for: `refused`: the service refuses, in its own protocol, by
 * this exception or OAuth error, text and status. `answered`: the service answers by this output, as if it had acted; by an
 * answer without a body, where there is no output. `page`: somebody in between answers, by a page with this status, which may
 * send the client elsewhere.
 *
 * Acted on: `lose-answer`: at once, and the answer is lost. `slow`: at once, and the answer comes after a time. `late`:
 * after a time, be the client still there or not, and then answered.
 */
export type FaultKind = InstantFaultKind | DelayKind | WordedFault['kind'];

/** Those that are told by their kind alone. */
export type InstantFaultKind = 'reset' | 'lose-answer' | 'error-500' | 'throttled' | 'error-503' | 'html' | 'hang';
type DelayKind = 'slow' | 'late';

type WordedFault =
  /** Client errors have status 400, where none is given. */
  | { readonly kind: 'refused'; readonly exception: string; readonly message: string; readonly status?: number }
  | { readonly kind: 'answered'; readonly output?: object }
  | { readonly kind: 'page'; readonly status: number; readonly location?: string };

/** How long something takes: so many milliseconds of real time, however fast the emulator's clock is, or until a promise settles. */
export type Delay = { readonly milliseconds: number } | { readonly until: Promise<unknown> };

/** What a request meets. */
export type MetFault = { readonly kind: InstantFaultKind } | WordedFault | ({ readonly kind: DelayKind } & Delay);

/**
 * `operation`: of the API, `oauth2/token`, `AssumeRoleWithWebIdentity`, `github-oidc`, of the login page `oauth2/authorize`,
 * `GET login` and `POST login`, or `*` for any.
 */
export type Fault = { readonly operation: string; readonly times: number } & (
  | MetFault
  /** Lets requests through that would meet the next fault. */
  | { readonly kind: 'none' }
);

/**
 * Faults in waiting: the next requests of an operation meet them, in the order in which they were injected. Those for any
 * operation are met where none of the operation's own is left.
 */
export class Faults {
  readonly #waiting = new Map<string, (MetFault | undefined)[]>();

  inject({ operation, times, ...fault }: Fault): void {
    const met = fault.kind === 'none' ? undefined : fault;
    const waiting = this.#waiting.get(operation) ?? [];
    this.#waiting.set(operation, [...waiting, ...Array.from({ length: times }, () => met)]);
  }

  /** Takes the fault that the next request of the operation meets, if there is one. */
  take(operation: string): MetFault | undefined {
    const own = this.#waiting.get(operation) ?? [];
    return own.length > 0 ? own.shift() : this.#waiting.get('*')?.shift();
  }

  clear(): void {
    this.#waiting.clear();
  }
}
