/** The proxy's account of what it did, for the log of the post step. It holds no URL, header or body. */

export interface ProxyReport {
  /** Answers of the API by status class, such as `2xx`. */
  readonly answers: Readonly<Record<string, number>>;
  /** Answers of the API with 401 to a request that carried a fresh token of the proxy. */
  readonly tokensRefused: number;
  /** Requests that the API did not answer, or that the proxy did not forward. */
  readonly failures: number;
  readonly refreshes: number;
  readonly failedRefreshes: number;
  /** The codes of all failures, of requests and refreshes. Each is a heading in `docs/troubleshooting.md`. */
  readonly reasons: readonly string[];
  /** The longest time until the API began to answer, in milliseconds. */
  readonly slowestMs: number;
}

export class Tally {
  readonly #answers = new Map<string, number>();
  #tokensRefused = 0;
  #failures = 0;
  #refreshes = 0;
  #failedRefreshes = 0;
  readonly #reasons = new Set<string>();
  #slowestMs = 0;

  /** @param hasOurToken true if the proxy authorized the request */
  countAnswer(status: number, milliseconds: number, hasOurToken: boolean): void {
    const statusClass = `${Math.floor(status / 100)}xx`;
    this.#answers.set(statusClass, (this.#answers.get(statusClass) ?? 0) + 1);
    this.#tokensRefused += status === 401 && hasOurToken ? 1 : 0;
    this.#slowestMs = Math.max(this.#slowestMs, milliseconds);
  }

  countFailure(reason: string): void {
    this.#failures++;
    this.#reasons.add(reason);
  }

  countRefresh(): void {
    this.#refreshes++;
  }

  countFailedRefresh(reason: string): void {
    this.#failedRefreshes++;
    this.#reasons.add(reason);
  }

  report(): ProxyReport {
    return {
      answers: Object.fromEntries([...this.#answers].toSorted()),
      tokensRefused: this.#tokensRefused,
      failures: this.#failures,
      refreshes: this.#refreshes,
      failedRefreshes: this.#failedRefreshes,
      reasons: [...this.#reasons],
      slowestMs: Math.round(this.#slowestMs),
    };
  }
}

/** `Stopped the proxy. Requests: 12 (2xx: 10, 4xx: 2). Token refreshes: 1. Slowest answer: 81 ms.` */
export function formatReport({
  answers,
  tokensRefused,
  failures,
  refreshes,
  failedRefreshes,
  reasons,
  slowestMs,
}: ProxyReport): string {
  const counts = Object.values(answers);
  const total = counts.reduce((sum, count) => sum + count, failures);
  const classes = [
    ...Object.entries(answers).map(([statusClass, count]) => `${statusClass}: ${count}`),
    ...(failures === 0 ? [] : [`failed: ${failures}`]),
  ];
  const refusals = tokensRefused === 1 ? 'once' : `${tokensRefused} times`;
  const refreshed = `Token refreshes: ${refreshes}${failedRefreshes === 0 ? '' : `, failed: ${failedRefreshes}`}.`;
  return [
    `Stopped the proxy. Requests: ${total}${classes.length === 0 ? '' : ` (${classes.join(', ')})`}.`,
    ...(tokensRefused === 0 ? [] : [`The API refused the proxy's token ${refusals} (HTTP 401).`]),
    refreshed,
    ...(reasons.length === 0 ? [] : [`Reasons of failures: ${reasons.join(', ')}.`]),
    ...(counts.length === 0 ? [] : [`Slowest answer: ${slowestMs} ms.`]),
  ].join(' ');
}
