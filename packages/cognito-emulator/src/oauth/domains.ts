import type { UserPool } from '../user-pool.ts';

/** True if the user pool has a domain and this is its host. The emulator's own host stands for every domain. */
export const hasDomainAt = (host: string, { settings: { domain } }: UserPool): boolean =>
  domain !== '' && (!host.includes('.auth.') || host.startsWith(`${domain}.auth.`));
