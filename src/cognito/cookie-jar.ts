/**
 * The cookies of one origin, as long as one sign-in takes. It heeds neither path nor domain: they go to nobody else.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6265#section-5
 */
export class CookieJar {
  readonly #cookies = new Map<string, string>();
  readonly #mask: (secret: string) => void;

  constructor(mask: (secret: string) => void) {
    this.#mask = mask;
  }

  /** @param setCookie the header `Set-Cookie` of an answer */
  take(setCookie: readonly string[]): void {
    for (const cookie of setCookie) {
      const [, name = '', value = ''] = /^\s*([^=;]+)=([^;]*)/.exec(cookie) ?? [];
      this.#mask(withoutQuotes(value));
      this.#cookies.set(name, value);
    }
  }

  /** Empty where there is no such cookie. */
  value(name: string): string {
    return withoutQuotes(this.#cookies.get(name) ?? '');
  }

  /** The header `Cookie` of the next request; none where there are no cookies. */
  get headers(): Readonly<Record<string, string>> {
    const pairs = [...this.#cookies].map((pair) => pair.join('='));
    return pairs.length === 0 ? {} : { Cookie: pairs.join('; ') };
  }
}

function withoutQuotes(value: string): string {
  return value.replace(/^"(.*)"$/, '$1');
}
