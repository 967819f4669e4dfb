import { createHmac } from 'node:crypto';

/**
 * Computes `SECRET_HASH`, which proves that the caller knows the client secret.
 *
 * @param username the username in the same request
 * @returns Base64, 44 characters
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
 */
export function secretHashOf(clientSecret: string, username: string, clientId: string): string {
  return createHmac('sha256', clientSecret)
    .update(username + clientId)
    .digest('base64');
}
