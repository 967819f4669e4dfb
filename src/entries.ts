/**
 * The steps that the action files name. Each loads what it needs when it begins; what they share is in the bundle once.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { connectEarly } from './platform/early-connection.ts';

/** The name, the socket, TLS. */
const STEPS_OF_CONNECTION = 3;

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

/** Loads the larger parts, one by one. In between the event loop turns, for the connection gets on by that: its name is found, it is there, it is safe. */
async function loadMeanwhileConnecting(): Promise<void> {
  connectEarly();
  await import('./platform/runner.ts');
  await turn();
  await import('./cognito/connect.ts');
  await turn();
}

/** One step of a connection leads to the next. */
async function turn(): Promise<void> {
  for (let step = 0; step < STEPS_OF_CONNECTION; step++) {
    await nextTurn();
  }
}
