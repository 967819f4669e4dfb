import type { PoolKind } from '../pools/plans.ts';
import type { PreparedPool } from '../pools/prepared.ts';
import { observeCall } from '../seen/api.ts';
import type { Observation } from '../seen/observation.ts';

/** A feature that a service may lack. Scenes that need it are skipped if a probe shows that it is missing. */
export type Feature =
  | 'admin sign-in'
  | 'SRP'
  | 'USER_AUTH'
  | 'sign-up'
  | 'GetTokensFromRefreshToken'
  | 'TOTP'
  | 'devices'
  | 'filters'
  | 'login page'
  | 'token endpoint'
  | 'GetClientToken';

/** A request, usually an invalid one, that is sent to both sides. */
export interface Probe {
  readonly kind: PoolKind;
  /** The operation, and what is unusual about the request. */
  readonly title: string;
  readonly shows?: Feature;
  readonly ask: (pool: PreparedPool) => Promise<Observation>;
}

/** A probe of the API. The result is the answer to the last call, or the first refusal. */
export function probing(
  kind: PoolKind,
  title: string,
  call: (pool: PreparedPool) => Promise<object>,
  shows?: Feature,
): Probe {
  return {
    kind,
    title,
    ...(shows !== undefined && { shows }),
    ask: (pool) => observeCall(() => call(pool), pool.side),
  };
}
