import type { PoolKind } from '../pools/plans.ts';
import type { PreparedPool } from '../pools/prepared.ts';
import type { Feature } from '../probes/probe.ts';

/** Inputs of the action, by name. */
export type Inputs = Readonly<Record<string, string>>;

/** A job with one step that uses the action. It is played on both sides. */
export interface Scene {
  readonly kind: PoolKind;
  readonly title: string;
  /** True if the job has AWS credentials. */
  readonly credentials: boolean;
  readonly action: 'action' | 'sweep';
  readonly needs: readonly Feature[];
  /** Returns the inputs. May make calls before the job. */
  readonly inputs: (pool: PreparedPool) => Inputs | Promise<Inputs>;
}
