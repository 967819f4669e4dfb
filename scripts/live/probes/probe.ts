import type { PoolKind } from '../pools/plans.ts';
import type { PreparedPool } from '../pools/prepared.ts';
import { observeCall } from '../seen/api.ts';
import type { Observation } from '../seen/observation.ts';

/** What a service may lack. The scenes that need it are left out where a probe shows that it does. */
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

/** A request, deliberate and as a rule wrong, that is sent to both sides. */
export interface Probe {
  readonly kind: PoolKind;
  /** The operation, and what about it is out of the ordinary. */
  readonly title: string;
  readonly shows?: Feature;
  readonly ask: (pool: PreparedPool) => Promise<Observation>;
}

/** A probe of the API: the answer to the last call counts, or the first refusal. */
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
