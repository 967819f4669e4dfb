import type { GithubOidc } from './emulator/github/oidc.ts';

/** Returns the variables of a job with `permissions: id-token: write`. */
export function oidcVariables({ requestUrl, requestToken }: GithubOidc): Record<string, string> {
  return { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken };
}
