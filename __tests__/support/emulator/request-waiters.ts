import { setImmediate as nextTurn } from 'node:timers/promises';

/** Those who wait for a request to come. */
export class RequestWaiters<Request extends { readonly operation: string }> {
  readonly #waiting = new Map<string, PromiseWithResolvers<Request>>();

  /** @param operation `*` for any. */
  next(operation: string): Promise<Request> {
    const waiting = this.#waiting.get(operation) ?? Promise.withResolvers<Request>();
    this.#waiting.set(operation, waiting);
    return waiting.promise;
  }

  /** Tells those who wait for it. Settles when they have done what they do at once, such as sending a signal. */
  async tell(request: Request): Promise<void> {
    const names = [request.operation, '*'].filter((name) => this.#waiting.has(name));
    if (names.length === 0) {
      return;
    }
    for (const name of names) {
      this.#waiting.get(name)?.resolve(request);
      this.#waiting.delete(name);
    }
    await nextTurn();
  }
}
