import type { ProxySession } from './settings.ts';
import type { StartedProxy } from './start.ts';
import type { RunningProxy } from './stop.ts';

/**
 * Lets the proxy serve the session. Rejects with an `ActionError`.
 *
 * @param onListening called before the proxy outlives main
 */
export async function serveSession(
  proxy: StartedProxy,
  session: ProxySession,
  onListening: (running: RunningProxy) => void,
): Promise<RunningProxy> {
  const running = await proxy.listening();
  onListening(running);
  await proxy.serve(session);
  return running;
}
