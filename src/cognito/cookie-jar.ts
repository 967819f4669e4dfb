/** A shorter value, as of `lang=en`, is no secret, and its mask would take words out of the whole log. */
const MIN_SECRET_LENGTH = 8;

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
      this.#cookies.set(name, value);
      const secret = withoutQuotes(value);
      if (secret.length >= MIN_SECRET_LENGTH) {
        this.#mask(secret);
      }
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
