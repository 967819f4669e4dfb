/**
 * Takes the place of `@actions/http-client` in the bundle. `@actions/core` imports it for one request, that for GitHub's ID token, which
 * only a role needs: the real one is loaded when it is made.
 */
export class HttpClient {
  #given;

  constructor(...given) {
    this.#given = given;
  }

  async getJson(...request) {
    const { HttpClient: RealHttpClient } = await import('../../node_modules/@actions/http-client/lib/index.js');
    return new RealHttpClient(...this.#given).getJson(...request);
  }
}
