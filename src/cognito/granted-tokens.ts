/**
 * What the token endpoint of a user pool domain answers to a grant.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5
 */
import { fieldOf, parseJson, textIn } from '../json.ts';
import type { UnparsedTokens } from '../platform/ports-cognito.ts';
import { toOAuthError } from './errors/failures.ts';
import { type DomainConnection, sendRequest } from './oauth-http.ts';

/** Rejects with an `ActionError`. The tokens are not masked yet. */
export async function grantedTokens(
  domain: string,
  form: Readonly<Record<string, string>>,
  connection: DomainConnection,
): Promise<UnparsedTokens> {
  const { status, body } = await sendRequest({ url: `${domain}/oauth2/token`, form }, connection);
  // Nothing where it is no JSON: whatever stands between the runner and Cognito answers in HTML, and the status says enough.
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
