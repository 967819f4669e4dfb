import { fieldOf, parseJson, textIn } from '../json.ts';
import { toOAuthError } from './errors/failures.ts';
import { type DomainConnection, sendRequest } from './oauth-http.ts';
import type { UnparsedTokens } from './types.ts';

/**
 * Requests tokens from the token endpoint of a user pool domain. Rejects with an `ActionError`. The caller masks them.
 *
 * @param form the fields of the grant
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5
 */
export async function grantedTokens(
  domain: string,
  form: Readonly<Record<string, string>>,
  connection: DomainConnection,
): Promise<UnparsedTokens> {
  const { status, body } = await sendRequest({ url: `${domain}/oauth2/token`, form }, connection);
  // Proxies and load balancers answer in HTML. The status says enough then.
  const answer = parseJson(body);
  if (status === 200 && typeof fieldOf(answer, 'access_token') === 'string') {
    return {
      idToken: textIn(answer, 'id_token'),
      accessToken: textIn(answer, 'access_token'),
      refreshToken: textIn(answer, 'refresh_token'),
    };
  }
  throw toOAuthError({ status, error: fieldOf(answer, 'error') }, connection.call);
}
