import type { Headers } from './authorization-header.ts';
import { Refusal } from './refusals.ts';
import type { Service } from './service.ts';

/**
 * The real services ignore AWS credentials on operations that need none; this project must not send them there.
 *
 * @throws Refusal if the request carries credentials, after recording the violation.
 */
export function assertNoCredentials(operation: string, headers: Headers, { violations }: Service): void {
  for (const name of ['authorization', 'x-amz-security-token']) {
    if (headers.has(name)) {
      violations.push(`${operation} was sent with the header ${name}.`);
      throw new Refusal('CredentialsSentException', `${operation} must be sent without AWS credentials.`);
    }
  }
}
