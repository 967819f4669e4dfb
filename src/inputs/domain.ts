/**
 * The inputs of a user pool domain, where OAuth 2.0 is spoken.
 */
import { SCOPES } from './forms.ts';
import type { InputReader } from './reading/reader.ts';
import { requireRegion } from './user-pool.ts';

/**
 * The origin of a user pool domain that is given as prefix, host or URL.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
 */
export function readDomain(reader: InputReader, knownRegion: string | undefined): string {
  const domain = reader.value('domain');
  if (reader.hasProblem('domain')) {
    return domain;
  }
  if (domain.includes('://')) {
    return new URL(domain).origin;
  }
  if (domain.includes('.')) {
    return `https://${domain}`;
  }
  const region = requireRegion(reader, knownRegion);
  // GovCloud has endpoints with FIPS cryptography alone.
  const service = region.startsWith('us-gov-') ? 'auth-fips' : 'auth';
  return `https://${domain}.${service}.${region}.amazoncognito.com`;
}

/** Empty for all that the app client allows. */
export function readScopes(reader: InputReader): readonly string[] {
  return reader.list('scopes', SCOPES);
}
