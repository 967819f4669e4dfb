/** The functions that `dist/main`, `dist/post`, `dist/sweep` and `dist/proxy` call. They share one bundle. */
import { loadWhileConnecting } from './platform/early-connection.ts';
import { catchSignals } from './platform/entry.ts';

// Before any module loads: loading takes a while, and post must not end in the meantime.
catchSignals();

export async function main(): Promise<void> {
  await loadSharedModules();
  await import(/* webpackChunkName: "get-tokens" */ './main.ts');
}

export async function post(): Promise<void> {
  await loadSharedModules();
  await import(/* webpackChunkName: "cleanup" */ './post.ts');
}

export async function sweep(): Promise<void> {
  await import(/* webpackChunkName: "sweep" */ './sweep.ts');
}

export async function proxy(): Promise<void> {
  await import(/* webpackChunkName: "proxy" */ './proxy.ts');
}

function loadSharedModules(): Promise<void> {
  return loadWhileConnecting(
    () => import(/* webpackChunkName: "runner" */ './platform/runner.ts'),
    () => import(/* webpackChunkName: "cognito" */ './cognito/connect.ts'),
  );
}
