import type { GithubOidc } from 'cognito-emulator/github/oidc';

/** Returns the variables of a job with `permissions: id-token: write`. */
export function oidcVariables({ requestUrl, requestToken }: GithubOidc): Record<string, string> {
  return { ACTIONS_ID_TOKEN_REQUEST_URL: requestUrl, ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken };
}
