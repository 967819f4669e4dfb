/**
 * The proxy's process. Main talks to it over pipes, one line of JSON at a time: where to listen, then the settings.
 * Until it has its settings it ends with main. Afterwards it serves until the post step stops it.
 */
import type { Agent, Server } from 'node:http';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { nameOf } from '../failures/error-name.ts';
import type { Clock, Random } from '../platform/ports.ts';
import type { Proxies } from '../platform/proxies.ts';
import { type Authorization, signatureAuthorization, tokenAuthorization } from './authorization.ts';
import { createForwarder } from './forwarding.ts';
import { createRenewal, firstTokenSet, type RenewalDeps, type TokenSet } from './renewal.ts';
import { Renewer } from './renewer.ts';
import { listen, sendFailure, serve } from './server.ts';
import type { ConnectionSettings, ProxySettings } from './settings.ts';
import { Tally } from './tally.ts';
import { parseTarget, type Target } from './target.ts';

/** As long as a self-hosted runner's job may reasonably take. GitHub's own end after 6 hours. */
const MAX_LIFE_MS = 24 * 60 * 60 * 1000;

/** Load balancers wait as long, and API Gateway half as long. */
const TARGET_TIMEOUT_MS = 60_000;

/** The answers to the lines of main. */
type ProxyAnswer = { readonly port: number } | { readonly errorName: string } | { readonly isServing: true };

interface ProxyDeps {
  readonly input: Readable;
  readonly output: Writable;
  readonly clock: Clock;
  readonly random: Random;
  /** Takes over the proxies and the clock of main. Called before anything else. */
  useConnection(settings: ConnectionSettings, proxies: Proxies): void;
  /** Loads what renews tokens, on the first renewal. */
  connect(settings: ConnectionSettings): Promise<RenewalDeps>;
  /** Keeps connections to the target. */
  agentFor(target: Target): Agent;
  /** Ends the process. */
  exit(): never;
}

export async function runProxy(deps: ProxyDeps): Promise<void> {
  const { input, output, clock, exit } = deps;
  const answer = (line: ProxyAnswer) => output.write(`${JSON.stringify(line)}\n`);
  const lines = createInterface({ input })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const { value, done } = await lines.next();
    return done === true ? exit() : value;
  };
  const { port: wantedPort }: { port: number } = JSON.parse(await nextLine());
  const listening = await listen(wantedPort).catch((error: unknown) => {
    answer({ errorName: nameOf(error) });
  });
  if (listening === undefined) {
    return;
  }
  answer({ port: listening.port });
  const settings: ProxySettings = JSON.parse(await nextLine());
  await start(listening.server, listening.port, settings, deps);
  void clock.sleep(MAX_LIFE_MS).then(exit);
  answer({ isServing: true });
}

async function start(server: Server, port: number, settings: ProxySettings, deps: ProxyDeps): Promise<void> {
  const { stopKey, troubleshooting } = settings;
  const { clock, random } = deps;
  deps.useConnection(settings.connection, settings.proxies);
  const target = parseTarget(settings.target);
  const tally = new Tally();
  const { renew, rotation } = createRenewal(settings, () => deps.connect(settings.connection));
  const renewer = new Renewer<TokenSet>(firstTokenSet(settings), { renew, clock, random, tally });
  void renewer.keepFresh();
  const forward = createForwarder({
    target,
    agent: deps.agentFor(target),
    authorization: await createAuthorization(settings, target, renewer, clock),
    clock,
    tally,
    timeoutMs: TARGET_TIMEOUT_MS,
    onFailure: (response, error) => sendFailure(response, error, troubleshooting),
  });
  serve(server, {
    port,
    stopKey,
    forward,
    troubleshooting,
    tally,
    async stop(maxWaitMs) {
      // A renewal that is under way may have used up the refresh token that post has.
      await Promise.race([renewer.end(), clock.sleep(maxWaitMs)]);
      return { report: tally.report(), rotation: rotation() };
    },
    onStopped: () => deps.exit(),
  });
}

async function createAuthorization(
  { header, service, identity }: ProxySettings,
  target: Target,
  renewer: Renewer<TokenSet>,
  clock: Clock,
): Promise<Authorization> {
  const getTokenSet = () => renewer.get();
  if (identity === undefined) {
    return tokenAuthorization(header, getTokenSet);
  }
  // Loaded on demand, because few APIs are behind IAM authorization.
  const { sign, signingScope } = await import(/* webpackChunkName: "signing" */ './signing.ts');
  return signatureAuthorization({
    host: target.host,
    scope: signingScope(target, service, identity.target.region),
    getTokenSet,
    sign: async (request, { credentials }, scope) =>
      credentials === undefined ? [] : sign(request, credentials, scope, clock.now()),
  });
}
