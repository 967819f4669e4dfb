import type { UserPool } from '../user-pool.ts';

/** Whether a user pool has a domain, and this host is it. The emulator's own host stands for every domain. */
export const hasDomainAt = (host: string, { settings: { domain } }: UserPool): boolean =>
  domain !== '' && (!host.includes('.auth.') || host.startsWith(`${domain}.auth.`));
