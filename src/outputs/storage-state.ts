import type { Config } from '../config.ts';
import type { Tokens } from '../tokens.ts';

/**
 * Browsers refuse a longer cookie, and Playwright then refuses the whole file. In bytes, of name and value.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.6
 */
const MAX_COOKIE_LENGTH = 4096;

/**
 * Formats a browser storage state in which AWS Amplify 6 finds the user signed in: in localStorage, or in cookies for
 * the adapter of Next.js.
 *
 * @returns undefined if the step does not write one
 * @see https://playwright.dev/docs/api/class-browsercontext#browser-context-storage-state
 * @see https://github.com/aws-amplify/amplify-js/blob/main/packages/auth/src/providers/cognito/tokenProvider/TokenStore.ts
 */
export function storageState(config: Config, tokens: Tokens, clockDriftMs: number): string | undefined {
  const { storageStateOrigin: origin } = config.outputOptions;
  if (origin === undefined || config.mode === 'client-credentials' || tokens.kind === 'client') {
    return undefined;
  }
  const { accessToken, idToken, refreshToken, poolUsername, sub } = tokens;
  // Emulators may leave the name out. Amplify accepts any.
  const username = poolUsername || sub;
  const client = `CognitoIdentityServiceProvider.${config.appClient.clientId}`;
  const entries = Object.entries({
    [`${client}.LastAuthUser`]: username,
    [`${client}.${username}.accessToken`]: accessToken,
    [`${client}.${username}.idToken`]: idToken,
    [`${client}.${username}.refreshToken`]: refreshToken,
    [`${client}.${username}.clockDrift`]: String(clockDriftMs),
  }).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
  const { hostname, protocol } = new URL(origin);
  const cookies = entries
    .map(({ name, value }) => ({ name: encodeName(name), value: encodeURIComponent(value) }))
    .filter(({ name, value }) => name.length + value.length <= MAX_COOKIE_LENGTH)
    .map((cookie) => ({
      ...cookie,
      domain: hostname,
      path: '/',
      // Ends with the browser's context.
      expires: -1,
      httpOnly: false,
      secure: protocol === 'https:',
      sameSite: 'Lax',
    }));
  return `${JSON.stringify({ cookies, origins: [{ origin, localStorage: entries }] }, null, 2)}\n`;
}

/** Returns the user pool's own name for the user, which no input contains in mode refresh. `SUB` is not masked. */
export function secretsOfStorageState({ outputOptions }: Config, tokens: Tokens): string[] {
  const { storageStateOrigin: origin } = outputOptions;
  return origin === undefined || tokens.kind === 'client' || tokens.poolUsername === tokens.sub
    ? []
    : [tokens.poolUsername];
}

/** Encodes as Amplify does, which looks cookies up by their encoded names: an e-mail address contains `%40`. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replaceAll(/%(?:2[346B]|5E|60|7C)/g, decodeURIComponent);
}
