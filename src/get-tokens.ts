/** Main from end to end: inputs → config → sign-in → tokens → outputs. */
import { checksOf } from './check/checks.ts';
import { runChecks } from './check/run-checks.ts';
import { type Checkpoint, planCleanup } from './cleanup/plan.ts';
import { writeState } from './cleanup/state.ts';
import type { Cognito } from './cognito/connect.ts';
import type { LoginPage } from './cognito/login-page.ts';
import type { TokenEndpoint } from './cognito/token-endpoint.ts';
import { calledServices, resolveConfig, secretsOfConfig } from './config.ts';
import { parseInputs } from './inputs/action.ts';
import { MODES, secretInputsFor } from './inputs/rules.ts';
import { writeFiles } from './outputs/files.ts';
import { noticesFor } from './outputs/notices.ts';
import { createOutputs, earliestExpiry, writeOutputs } from './outputs/outputs.ts';
import { postmanEnvironment } from './outputs/postman.ts';
import { formatStatuses, runProbe } from './outputs/probe.ts';
import { storageState } from './outputs/storage-state.ts';
import { summaryRows } from './outputs/summary.ts';
import type { Clock, ProbeApi, Random, Runner } from './platform/ports.ts';
import type { TimeLimit } from './platform/time-limit.ts';
import { identitySettings, tokenSettings } from './proxy/settings.ts';
import type { StartProxy } from './proxy/start.ts';
import { confirmDevice } from './sign-in/device.ts';
import { fetchIdentity } from './sign-in/identity.ts';
import { signIn } from './sign-in/index.ts';
import { Progress } from './sign-in/progress.ts';

export interface MainDeps {
  readonly runner: Runner;
  readonly cognito: Cognito;
  readonly tokenEndpoint: TokenEndpoint;
  readonly loginPage: LoginPage;
  readonly probeApi: ProbeApi;
  readonly startProxy: StartProxy;
  readonly random: Random;
  readonly clock: Clock;
  readonly timeLimit: TimeLimit;
}

/** Rejects with an `ActionError`. The state then says what the post step has to remove. */
export async function getTokens(deps: MainDeps): Promise<void> {
  const { runner, cognito, probeApi, random, clock, timeLimit } = deps;
  for (const name of secretInputsFor(MODES)) {
    const value = runner.readInput(name);
    const lines = value.split('\n');
    new Set([value, ...lines].flatMap((text) => [text, text.trim()])).forEach(runner.mask);
  }
  const inputs = parseInputs(runner);
  const config = resolveConfig(inputs, runner.run, random);
  secretsOfConfig(config).forEach(runner.mask);
  timeLimit.set(config.timeoutSeconds);
  const endpoints = await cognito.readEndpoints(calledServices(config));
  const progress = new Progress(clock, runner.info);
  let unusedAnswers = 0;
  const signInDeps = {
    ...deps,
    progress,
    onAnswersUnused: (count: number) => {
      unusedAnswers = count;
    },
  };
  if (config.check) {
    return runChecks(checksOf(config, signInDeps), runner);
  }
  // Its process starts while the user signs in.
  const proxyProcess = config.proxy && (await deps.startProxy(config.proxy));
  const saveState = (checkpoint: Checkpoint) => writeState(runner, planCleanup(config, endpoints, checkpoint));
  saveState({ at: 'before-sign-in' });

  const signedIn = await signIn(config, {
    ...signInDeps,
    onUserCreated: (username) => saveState({ at: 'user-created', username }),
    onUserRefused: () => saveState({ at: 'user-refused' }),
  });
  saveState({ at: 'signed-in', signedIn });

  const { tokens } = signedIn;
  const { deviceKey, failure: deviceFailure } = await confirmDevice(config, signedIn, { cognito, timeLimit, progress });
  const identity = await fetchIdentity(config, signedIn, {
    cognito,
    progress,
    onIdentityFound: (identityId) => saveState({ at: 'signed-in', signedIn, identityId }),
  });
  const { files, outputOptions } = config;
  const { probe, envPrefix, jobSummary } = outputOptions;
  const probeResult = probe && (await progress.run('probe', () => runProbe(probe, tokens, probeApi), formatStatuses));
  const identityId = identity?.identityId;
  const proxy =
    proxyProcess &&
    (await progress.run('start proxy', async () => {
      const listening = await proxyProcess.listening();
      saveState({ at: 'signed-in', signedIn, identityId, proxy: listening });
      await proxyProcess.serve({
        tokens: tokenSettings(config, signedIn, deviceKey),
        identity: identitySettings(config, identity),
        connection: { run: runner.run, endpoints, serviceTime: clock.serviceTime()?.toUTCString() },
        troubleshooting: runner.action.troubleshooting,
      });
      return listening;
    }));
  const outputs = createOutputs(signedIn, { identity, deviceKey, files, proxyPort: proxy?.port });
  // The user pool's own name for the user, which no input contains in mode refresh. SUB is not masked.
  if (files['storage-state'] !== undefined && tokens.kind === 'user' && tokens.poolUsername !== tokens.sub) {
    runner.mask(tokens.poolUsername);
  }
  await writeFiles(runner, files, {
    'postman-environment': postmanEnvironment(outputs),
    'storage-state': storageState(config, tokens, clock.driftMs()),
  });
  writeOutputs(runner, outputs, envPrefix);
  saveState({ at: 'outputs-written', signedIn, identityId, proxy });

  const expiring = identity === undefined ? 'tokens' : 'tokens and AWS credentials';
  runner.info(`The ${expiring} are valid until ${earliestExpiry(tokens, identity).toISOString()}.`);
  if (jobSummary) {
    const rows = summaryRows({ config, tokens, identity, timings: progress.timings, probeResult });
    await runner.writeSummary('Cognito tokens', rows);
  }
  const { action } = runner;
  const isExported = envPrefix !== undefined;
  const { trimmedSecrets } = inputs;
  noticesFor({ action, deviceFailure, unusedAnswers, probeResult, trimmedSecrets, isExported }).forEach(runner.notice);
}
