/**
 * What can go wrong on the way: the connection is reset before the request is acted on, the request is acted on and its
 * answer lost, or the service fails.
 */
export type FaultKind = 'reset' | 'lose-answer' | 'error-500';

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
