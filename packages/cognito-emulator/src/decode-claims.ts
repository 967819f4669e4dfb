/**
 * Returns the claims of a JWT without verifying the token.
 *
 * @throws {SyntaxError} if the token is missing or its payload is not JSON
 */
export function decodeClaims(token: string | undefined): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString());
}
