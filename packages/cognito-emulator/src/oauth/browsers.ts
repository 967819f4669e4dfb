/** The page to show after a redirect whose URL does not identify it. */
export type NextPage =
  | { readonly kind: 'login'; readonly message: string }
  | { readonly kind: 'challenge'; readonly challengeName: string };

/** The browsers at the login page, by the token in their cookie. */
export class Browsers {
  readonly #nextPages = new Map<string, NextPage>();

  leadTo(csrfToken: string, page: NextPage): void {
    this.#nextPages.set(csrfToken, page);
  }

  /** Returns the page and forgets it. */
  takePage(csrfToken: string): NextPage | undefined {
    const page = this.#nextPages.get(csrfToken);
    this.#nextPages.delete(csrfToken);
    return page;
  }
}
