/** The page that a redirect leads to, where the request for it does not tell. */
export type NextPage =
  | { readonly kind: 'login'; readonly message: string }
  | { readonly kind: 'challenge'; readonly challengeName: string };

/** The browsers at login pages, by the token in their cookie. */
export class Browsers {
  readonly #nextPages = new Map<string, NextPage>();

  leadTo(csrfToken: string, page: NextPage): void {
    this.#nextPages.set(csrfToken, page);
  }

  /** Gives the page once. */
  takePage(csrfToken: string): NextPage | undefined {
    const page = this.#nextPages.get(csrfToken);
    this.#nextPages.delete(csrfToken);
    return page;
  }
}
