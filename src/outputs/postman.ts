import type { Outputs } from './outputs.ts';

/** The keys of outputs in files: of a Postman environment, and of each user in the users file. */
export const VARIABLES: ReadonlyMap<string, { readonly key: string; readonly type: 'secret' | 'default' }> = new Map([
  ['USERNAME', { key: 'username', type: 'secret' }],
  ['PASSWORD', { key: 'password', type: 'secret' }],
  ['ID_TOKEN', { key: 'idToken', type: 'secret' }],
  ['ACCESS_TOKEN', { key: 'accessToken', type: 'secret' }],
  ['REFRESH_TOKEN', { key: 'refreshToken', type: 'secret' }],
  ['EXPIRES_AT', { key: 'expiresAt', type: 'default' }],
  ['SUB', { key: 'sub', type: 'default' }],
  ['AWS_ACCESS_KEY_ID', { key: 'awsAccessKeyId', type: 'secret' }],
  ['AWS_SECRET_ACCESS_KEY', { key: 'awsSecretAccessKey', type: 'secret' }],
  ['AWS_SESSION_TOKEN', { key: 'awsSessionToken', type: 'secret' }],
  ['PROXY_URL', { key: 'proxyUrl', type: 'default' }],
]);

/**
 * Formats the outputs as a Postman environment for `newman run -e`, so that no token appears in a command line.
 *
 * @see https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html for variables; an environment adds a scope
 */
export function postmanEnvironment(outputs: Outputs): string {
  const values = outputs.flatMap(([name, value]) => {
    const variable = VARIABLES.get(name);
    return variable === undefined ? [] : [{ ...variable, value, enabled: true }];
  });
  return `${JSON.stringify({ name: 'cognito-token-action', values, _postman_variable_scope: 'environment' }, null, 2)}\n`;
}
