/** Shorter values, such as `en` in `lang=en`, are no secrets, and masking them would garble the log. */
const MIN_SECRET_LENGTH = 8;

/**
 * The cookies of one origin during one sign-in. Ignores paths and domains, because only that origin gets the cookies.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6265#section-5
 */
export class CookieJar {
  readonly #cookies = new Map<string, string>();
  readonly #mask: (secret: string) => void;

  constructor(mask: (secret: string) => void) {
    this.#mask = mask;
  }

  /**
   * Stores cookies and masks their values.
   *
   * @param setCookie the `Set-Cookie` headers of a response
   */
  store(setCookie: readonly string[]): void {
    for (const cookie of setCookie) {
      const [, name, value = ''] = /^\s*([^=;]+)=([^;]*)/.exec(cookie) ?? [];
      if (name === undefined) {
        continue;
      }
      this.#cookies.set(name, value);
      const secret = withoutQuotes(value);
      if (secret.length >= MIN_SECRET_LENGTH) {
        this.#mask(secret);
      }
    }
  }

  /** Returns the value of a cookie, or an empty string if there is none. */
  value(name: string): string {
    return withoutQuotes(this.#cookies.get(name) ?? '');
  }

  /** The `Cookie` header of the next request, if there are any cookies. */
  get headers(): Readonly<Record<string, string>> {
    const pairs = [...this.#cookies].map((pair) => pair.join('='));
    return pairs.length === 0 ? {} : { Cookie: pairs.join('; ') };
  }
}

function withoutQuotes(value: string): string {
  return value.replace(/^"(.*)"$/, '$1');
}
