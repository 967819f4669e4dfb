/**
 * Plays a scene: runs the built action as the runner does, in a job of its own.
 */
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { type Job, type StepResult, startJob } from 'action-runner';
import type { PreparedPool } from '../pools/prepared.ts';
import { refusalText } from '../seen/api.ts';
import { claimsOf } from '../seen/fields.ts';
import type { Fact, Observation } from '../seen/observation.ts';
import type { Side } from '../side.ts';
import { countOthers, listUsernames } from './listing.ts';
import type { Inputs, Scene } from './scene.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..');
const FOLDERS = { action: ROOT, sweep: join(ROOT, 'sweep') };
const TOKENS = ['ID_TOKEN', 'ACCESS_TOKEN'] as const;
const SWEEP_OUTPUTS = ['FOUND', 'DELETED', 'FAILED'] as const;

/** @throws {Error} for a bug in this program. A call before the job that the service refuses is an observation. */
export async function playScene(scene: Scene, pool: PreparedPool, interrupted: AbortSignal): Promise<Observation> {
  const { redaction } = pool.side;
  try {
    const known = await listUsernames(pool);
    const inputs = await scene.inputs(pool);
    const { main, posts } = await play(scene, pool, inputs, interrupted);
    const left = interrupted.aborted ? 'interrupted' : String(await countOthers(pool, known));
    const facts = { ...factsOf(main, pool.side), ...postFacts(posts, pool.side), 'users left': left };
    const message = main.annotations.find(({ level }) => level === 'error')?.message;
    return { kind: 'seen', facts, said: redaction.apply(message ?? `${main.outcome}, ${left} users left`) };
  } catch (error) {
    const text = refusalText(error, pool.side);
    if (text === undefined) {
      throw error;
    }
    return { kind: 'seen', facts: { 'before the job': text }, said: text };
  }
}

async function play(
  { action, credentials }: Scene,
  { side }: PreparedPool,
  inputs: Inputs,
  interrupted: AbortSignal,
): Promise<{ readonly main: StepResult; readonly posts: readonly StepResult[] }> {
  const job = startJob({ env: await environment(side, credentials) });
  try {
    return await steps(job, { action: FOLDERS[action], with: inputs }, interrupted);
  } finally {
    await job.end();
  }
}

/** Passes Ctrl-C on to main as a runner does, so that post cleans up. */
async function steps(
  job: Job,
  uses: { readonly action: string; readonly with: Inputs },
  interrupted: AbortSignal,
): Promise<{ readonly main: StepResult; readonly posts: readonly StepResult[] }> {
  interrupted.throwIfAborted();
  const done = new AbortController();
  const when = once(interrupted, 'abort', { signal: done.signal });
  try {
    const main = await job.uses({ ...uses, interrupt: { when, signal: 'SIGINT' } });
    return { main, posts: await job.post() };
  } finally {
    done.abort();
  }
}

async function environment(side: Side, withCredentials: boolean): Promise<Record<string, string>> {
  const { accessKeyId, secretAccessKey, sessionToken } = await side.credentials();
  return {
    AWS_REGION: side.region,
    ...(side.endpoint !== undefined && { AWS_ENDPOINT_URL: side.endpoint }),
    ...(withCredentials && { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }),
    ...(withCredentials && sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
  };
}

function factsOf({ outcome, annotations, outputs }: StepResult, { redaction }: Side): Record<string, Fact> {
  const facts: Record<string, Fact> = {
    main: outcome,
    says: annotations.map(({ level, message }) => `${level}: ${redaction.apply(message)}`),
    outputs: Object.keys(outputs),
  };
  for (const name of TOKENS) {
    if (outputs[name] !== undefined) {
      facts[`claims of ${name}`] = claimsOf(outputs[name]);
    }
  }
  for (const name of SWEEP_OUTPUTS) {
    if (outputs[name] !== undefined) {
      facts[name] = outputs[name];
    }
  }
  return facts;
}

function postFacts(posts: readonly StepResult[], { redaction }: Side): Record<string, Fact> {
  return {
    post: posts.map(({ outcome }) => outcome).join(', '),
    'post says': posts.flatMap(({ annotations }) =>
      annotations.map(({ level, message }) => `${level}: ${redaction.apply(message)}`),
    ),
  };
}
