import type { PoolKind } from '../pools/plans.ts';
import type { PreparedPool } from '../pools/prepared.ts';
import type { Feature } from '../probes/probe.ts';

/** Of the action, by name. */
export type Inputs = Readonly<Record<string, string>>;

/** A job with one step that uses the action, played on both sides. */
export interface Scene {
  readonly kind: PoolKind;
  readonly title: string;
  /** Whether the job has AWS credentials. */
  readonly credentials: boolean;
  readonly action: 'action' | 'sweep';
  readonly needs: readonly Feature[];
  /** The inputs; calls that come before the job are made here. */
  readonly inputs: (pool: PreparedPool) => Inputs | Promise<Inputs>;
}
