/** A job whose main step starts the proxy in front of an API. */
import { createServer, type RequestListener } from 'node:http';
import type { StepResult } from 'action-runner';
import { type Fixture, type FixtureOptions, useFixtures } from './fixture.ts';
import { useServers } from './test-servers.ts';
import { useCleanup } from './use-cleanup.ts';

export interface ProxiedApi extends Fixture {
  /** The `Authorization` headers that the API got, in order. */
  readonly tokens: readonly string[];
  readonly apiUrl: string;
  readonly trackingId: string;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

const answerOk: RequestListener = (_, response) => response.end('ok');
let jobs = 0;

/** Returns a function that starts an API and a job. Both are closed at the end of the test. */
export function useProxiedApi(): (
  options?: FixtureOptions & { readonly listener?: RequestListener },
) => Promise<ProxiedApi> {
  // Before the fixture's own cleanup, because the post step that stops the proxy needs the emulator.
  const onTestEnd = useCleanup();
  const startFixture = useFixtures();
  const startServer = useServers();
  return async ({ listener = answerOk, ...options } = {}) => {
    const tokens: string[] = [];
    const api = createServer(listener).prependListener('request', ({ headers }) => {
      tokens.push(headers.authorization ?? '');
    });
    const apiUrl = `http://127.0.0.1:${await startServer(api)}`;
    const trackingId = `github_${process.pid}_${jobs++}`;
    const fixture = await startFixture(options);
    onTestEnd(() => fixture.job.post());
    fixture.job.env['RUNNER_TRACKING_ID'] = trackingId;
    return { ...fixture, inputs: { ...fixture.inputs, 'proxy-to': apiUrl }, tokens, apiUrl, trackingId };
  };
}

/** Calls the API through the proxy of a step. */
export async function callThrough(main: StepResult, path = '/orders', init?: RequestInit): Promise<Answer> {
  const response = await fetch(`${main.outputs['PROXY_URL']}${path}`, init);
  return { status: response.status, body: await response.text() };
}
