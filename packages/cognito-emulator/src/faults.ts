/**
 * The faults that a request can meet.
 *
 * The service does not handle the request: `reset` resets the connection. `error-500` is an internal error in the
 * service's own format. `throttled` is a throttling error, with status 429 at the token endpoint. `error-503` is a load
 * balancer's page. `html` is a page with status 200, like that of a captive portal. `hang` sends nothing until the
 * client gives up. `endless` sends a body until the client gives up. `switching-protocols` answers with status 101.
 *
 * For answers that no setting of the emulator produces, also without handling the request: `refused` sends the given
 * exception or OAuth error, text and status in the service's format. `answered` sends the given output as a success, or
 * an empty body without output. `page` sends a page with the given status, which may redirect the client, like a proxy
 * in between. Its body is `text/html`, a page by default, and has no request ID.
 *
 * The service handles the request: `lose-answer` handles it at once and drops the answer. `truncated` closes the
 * connection within the body of the answer. `broken-encoding` labels the answer with a `Content-Encoding` that its
 * plain bytes do not have. `slow` handles it at once and delays the answer. `late` handles it after a delay, even if
 * the client has disconnected, and then answers.
 */
export type FaultKind = InstantFaultKind | DelayKind | CustomFault['kind'];

/** The faults without parameters. */
export type InstantFaultKind =
  | 'reset'
  | 'lose-answer'
  | 'error-500'
  | 'throttled'
  | 'error-503'
  | 'html'
  | 'hang'
  | 'truncated'
  | 'endless'
  | 'switching-protocols';
type DelayKind = 'slow' | 'late';

type CustomFault =
  /** `status` defaults to 400, that of client errors. */
  | { readonly kind: 'refused'; readonly exception: string; readonly message: string; readonly status?: number }
  | { readonly kind: 'answered'; readonly output?: object }
  | { readonly kind: 'page'; readonly status: number; readonly location?: string; readonly body?: string }
  | { readonly kind: 'broken-encoding'; readonly encoding: 'gzip' | 'br' | 'deflate' | 'zstd' };

/** The length of a delay: milliseconds of real time, whatever the emulator's clock, or until a promise settles. */
export type Delay = { readonly milliseconds: number } | { readonly until: Promise<unknown> };

export type RequestFault = { readonly kind: InstantFaultKind } | CustomFault | ({ readonly kind: DelayKind } & Delay);

/**
 * `operation` is an API operation, `oauth2/token`, `AssumeRoleWithWebIdentity`, `github-oidc`, a login page request
 * (`oauth2/authorize`, `GET login`, `POST login`), or `*` for any.
 */
export type Fault = { readonly operation: string; readonly times: number } & (
  | RequestFault
  /** Exempts the next requests from the faults that follow. */
  | { readonly kind: 'none' }
);

/**
 * The injected faults. The next requests of an operation meet them in the order of injection. Faults for `*` apply once
 * an operation has none of its own left.
 */
export class Faults {
  readonly #waiting = new Map<string, (RequestFault | undefined)[]>();

  inject({ operation, times, ...fault }: Fault): void {
    const met = fault.kind === 'none' ? undefined : fault;
    const waiting = this.#waiting.get(operation) ?? [];
    this.#waiting.set(operation, [...waiting, ...Array.from({ length: times }, () => met)]);
  }

  /** Removes and returns the fault for the next request of the operation, if there is one. */
  take(operation: string): RequestFault | undefined {
    const own = this.#waiting.get(operation) ?? [];
    return own.length > 0 ? own.shift() : this.#waiting.get('*')?.shift();
  }

  clear(): void {
    this.#waiting.clear();
  }
}
