/** Variables of steps that load a file of this folder before their main module. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { preload } from './preload.ts';

type Variables = Readonly<Record<string, string>>;

interface SelfSignal {
  readonly signal: 'SIGINT' | 'SIGTERM';
  /** The URL of the file before which the signal is sent. Defaults to the first chunk of the bundle. */
  readonly at?: RegExp;
}

const FIRST_CHUNK = /\/bundle\/\d+\.index\.js$/;

/**
 * Returns the variables of a step that sends itself a signal while it loads.
 *
 * @param options `NODE_OPTIONS` to extend
 */
export function selfSignal({ signal, at = FIRST_CHUNK }: SelfSignal, options?: string): Variables {
  const file = join(import.meta.dirname, 'self-signal.mjs');
  return { SELF_SIGNAL: signal, SELF_SIGNAL_AT: at.source, NODE_OPTIONS: preload(file, options) };
}

/**
 * Returns the variables of a step that writes its peak memory to this file when it ends.
 *
 * @param options `NODE_OPTIONS` to extend
 */
export function peakMemoryTo(file: string, options?: string): Variables {
  return { PEAK_MEMORY_FILE: file, NODE_OPTIONS: preload(join(import.meta.dirname, 'peak-memory.mjs'), options) };
}

/** Returns the peak memory in bytes that a step has written. */
export function readPeakMemory(file: string): number {
  return Number(readFileSync(file, 'utf8'));
}
