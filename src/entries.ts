/** The functions that `dist/main`, `dist/post` and `dist/sweep` call. One bundle holds them all, with shared code once. */
import { loadWhileConnecting } from './platform/early-connection.ts';

export async function main(): Promise<void> {
  await loadSharedModules();
  await import('./main.ts');
}

export async function post(): Promise<void> {
  await loadSharedModules();
  await import('./post.ts');
}

export async function sweep(): Promise<void> {
  await import('./sweep.ts');
}

function loadSharedModules(): Promise<void> {
  return loadWhileConnecting(
    () => import('./platform/runner.ts'),
    () => import('./cognito/connect.ts'),
  );
}
