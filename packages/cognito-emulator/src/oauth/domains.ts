import type { UserPool } from '../user-pool.ts';

/** True if the user pool has a domain and this is its host. The emulator's own host stands for every domain. */
export function hasDomainAt(host: string, { settings: { domain } }: UserPool): boolean {
  return domain !== '' && (!host.includes('.auth.') || host.startsWith(`${domain}.auth.`));
}
