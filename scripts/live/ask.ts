/**
 * Runs the same probes and scenes on both sides, one kind of user pool after the other.
 */
import type { Options } from './options.ts';
import type { PoolKind } from './pools/plans.ts';
import type { PreparedPool } from './pools/prepared.ts';
import { PROBES } from './probes/all.ts';
import type { Feature, Probe } from './probes/probe.ts';
import type { Row } from './rows.ts';
import { SCENES } from './scenes/all.ts';
import { playScene } from './scenes/play.ts';
import type { Scene } from './scenes/scene.ts';
import { compare, type Observation } from './seen/observation.ts';

/** A user pool of one kind on both sides, or the reason why the service could not create it. */
export type Pair =
  | { readonly kind: PoolKind; readonly service: PreparedPool; readonly emulator: PreparedPool }
  | { readonly kind: PoolKind; readonly missing: 'not-offered' | 'not-run'; readonly reason: string };

/**
 * Yields rows as they complete. Probes come first, because they show what a service lacks.
 *
 * @throws {Error} when the run is interrupted
 */
export async function* askAll(
  pairs: readonly Pair[],
  { requestsOnly }: Pick<Options, 'requestsOnly'>,
  interrupted: AbortSignal,
): AsyncGenerator<Row, void, undefined> {
  const lacking = new Set<Feature>();
  for (const pair of pairs) {
    for (const probe of PROBES.filter(({ kind }) => kind === pair.kind)) {
      interrupted.throwIfAborted();
      const row = await rowOf(probe, pair, (pool) => probe.ask(pool));
      if (probe.shows !== undefined && row.verdict.kind !== 'agrees' && row.verdict.kind !== 'differs') {
        lacking.add(probe.shows);
      }
      yield row;
    }
    for (const scene of requestsOnly ? [] : SCENES.filter(({ kind }) => kind === pair.kind)) {
      interrupted.throwIfAborted();
      yield await sceneRow(scene, pair, lacking, interrupted);
    }
  }
}

function sceneRow(scene: Scene, pair: Pair, lacking: ReadonlySet<Feature>, interrupted: AbortSignal): Promise<Row> {
  const missing = scene.needs.filter((feature) => lacking.has(feature));
  const play = (pool: PreparedPool) => playScene(scene, pool, interrupted);
  return missing.length === 0 || 'missing' in pair
    ? rowOf(scene, pair, play)
    : Promise.resolve({
        kind: scene.kind,
        title: scene.title,
        said: '',
        verdict: { kind: 'not-offered', reason: `the service has no ${missing.join(', ')}` },
      });
}

async function rowOf(
  { kind, title }: Pick<Probe | Scene, 'kind' | 'title'>,
  pair: Pair,
  ask: (pool: PreparedPool) => Promise<Observation>,
): Promise<Row> {
  if ('missing' in pair) {
    return { kind, title, said: '', verdict: { kind: pair.missing, reason: pair.reason } };
  }
  const [service, emulator] = await bothEnded([ask(pair.service), ask(pair.emulator)]);
  return {
    kind,
    title,
    said: service.kind === 'seen' ? service.said : '',
    verdict: compare(service, emulator),
  };
}

/** Waits for both, so that no call is in flight when the cleanup starts. */
async function bothEnded<T>(both: readonly [Promise<T>, Promise<T>]): Promise<[T, T]> {
  await Promise.allSettled(both);
  return Promise.all(both);
}
