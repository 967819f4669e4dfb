/**
 * The steps that the action files name. Each loads what it needs when it begins; what they share is in the bundle once.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openEarly } from './world/early-connection.ts';

export async function main(): Promise<void> {
  await loadMeanwhileConnecting();
  await import('./main.ts');
}

export async function post(): Promise<void> {
  await loadMeanwhileConnecting();
  await import('./post.ts');
}

export async function sweep(): Promise<void> {
  await import('./sweep.ts');
}

/** Loads the SDK, the largest part, in one go. The event loop turns before the next, so that the connection gets on. */
async function loadMeanwhileConnecting(): Promise<void> {
  openEarly();
  await import('./cognito/connect.ts');
  await nextTurn();
}
