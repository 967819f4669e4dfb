/**
 * Returns the claims of a JWT without verifying the token.
 *
 * @throws {SyntaxError} if the token is missing or its payload is not JSON
 */
export const decodeClaims = (token: string | undefined): Readonly<Record<string, unknown>> =>
  JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString());
