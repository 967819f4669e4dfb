/** The header that carries the token, for the probe and the proxy. */
import type { Tokens } from './tokens.ts';

export interface TokenHeader {
  readonly name: string;
  /** The value, with the placeholders `{token}`, `{id-token}` and `{access-token}`. */
  readonly template: string;
}

/** `{token}` is the ID token if there is one, else the access token. */
export function tokenHeaderValue(template: string, tokens: Tokens): string {
  const { idToken = '' } = tokens.kind === 'user' ? tokens : {};
  return template
    .replaceAll('{token}', idToken || tokens.accessToken)
    .replaceAll('{id-token}', idToken)
    .replaceAll('{access-token}', tokens.accessToken);
}
