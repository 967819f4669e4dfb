import { setImmediate as nextTurn } from 'node:timers/promises';

export class RequestWaiters<Request extends { readonly operation: string }> {
  readonly #waiting = new Map<string, PromiseWithResolvers<Request>>();

  /** @param operation `*` for any. */
  next(operation: string): Promise<Request> {
    const waiting = this.#waiting.get(operation) ?? Promise.withResolvers<Request>();
    this.#waiting.set(operation, waiting);
    return waiting.promise;
  }

  /** Resolves the promises for this request, and lets their immediate callbacks run, such as sending a signal. */
  async notify(request: Request): Promise<void> {
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
