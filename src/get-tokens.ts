/** Main from end to end: inputs → config → sign-in → tokens → outputs. */
import { checksOf } from './check/checks.ts';
import { runChecks } from './check/run-checks.ts';
import { type Checkpoint, planCleanup } from './cleanup/plan.ts';
import { writeState } from './cleanup/state.ts';
import { calledServices, resolveConfig, secretsOfConfig } from './config.ts';
import { parseInputs, secretValuesIn } from './inputs/action.ts';
import { envFile } from './outputs/env-file.ts';
import { writeFiles } from './outputs/files.ts';
import { noticesFor } from './outputs/notices.ts';
import { createOutputs, earliestExpiry, proxyUrl, writeOutputs } from './outputs/outputs.ts';
import { postmanEnvironment } from './outputs/postman.ts';
import { formatStatuses, runProbe } from './outputs/probe.ts';
import { secretsOfStorageState, storageState } from './outputs/storage-state.ts';
import { summaryRows } from './outputs/summary.ts';
import { usersFiles } from './outputs/users.ts';
import type { ProbeApi, Random, Runner } from './platform/ports.ts';
import { identitySettings, tokenSettings } from './proxy/settings.ts';
import type { StartProxy } from './proxy/start.ts';
import { confirmDevice } from './sign-in/device.ts';
import { fetchIdentities } from './sign-in/identity.ts';
import { signIn } from './sign-in/index.ts';
import { Progress } from './sign-in/progress.ts';
import type { SignInDeps } from './sign-in/signed-in.ts';

export interface MainDeps extends Omit<SignInDeps, 'progress'> {
  readonly runner: Runner;
  readonly probeApi: ProbeApi;
  readonly startProxy: StartProxy;
  readonly random: Random;
}

/** Rejects with an `ActionError`. The state then says what the post step has to remove. */
export async function getTokens(deps: MainDeps): Promise<void> {
  const { runner, cognito, probeApi, random, clock, timeLimit } = deps;
  secretValuesIn(runner).forEach(runner.mask);
  const inputs = parseInputs(runner);
  const config = resolveConfig(inputs, runner.run, random);
  secretsOfConfig(config).forEach(runner.mask);
  timeLimit.set(config.timeoutSeconds);
  const endpoints = await cognito.readEndpoints(calledServices(config));
  const progress = new Progress(clock, runner.info);
  if (config.check) {
    return runChecks(checksOf(config, { ...deps, progress }), runner);
  }
  // Its process starts while the users sign in.
  const proxyProcess = config.proxy && (await deps.startProxy(config.proxy));
  const saveState = (checkpoint: Checkpoint) => writeState(runner, planCleanup(config, endpoints, checkpoint));
  saveState({ at: 'before-sign-in' });

  const users = await signIn(config, {
    ...deps,
    progress,
    onUsersChanged: (poolUsers) => saveState({ at: 'users-changed', users: poolUsers }),
  });
  saveState({ at: 'signed-in', signedIn: users });
  const identities = await fetchIdentities(config, users, {
    cognito,
    progress,
    onIdentitiesFound: (identityIds) => saveState({ at: 'signed-in', signedIn: users, identityIds }),
  });
  const { files, outputOptions } = config;
  await writeFiles(runner, files, usersFiles(users, identities));

  const [firstUser] = users;
  const { tokens, unusedAnswers } = firstUser;
  const identity = identities?.[0];
  const { deviceKey, failure: deviceFailure } = await confirmDevice(config, firstUser, {
    cognito,
    timeLimit,
    progress,
  });
  const { probe, envPrefix, jobSummary } = outputOptions;
  const probeResult = probe && (await progress.run('probe', () => runProbe(probe, tokens, probeApi), formatStatuses));
  const reached = { signedIn: users, identityIds: identities?.map(({ identityId }) => identityId) };
  const connection = { run: runner.run, endpoints, serviceTime: clock.serviceTime()?.toUTCString() };
  const proxy =
    proxyProcess &&
    (await progress.run(
      'start proxy',
      () =>
        proxyProcess.serve(
          {
            tokens: tokenSettings(config, firstUser, deviceKey),
            identity: identitySettings(config, identity),
            connection,
            troubleshooting: runner.action.troubleshooting,
          },
          (running) => saveState({ at: 'signed-in', ...reached, proxy: running }),
        ),
      ({ port }) => proxyUrl(port),
    ));
  const outputs = createOutputs(firstUser, { identity, deviceKey, files, proxyPort: proxy?.port });
  secretsOfStorageState(config, tokens).forEach(runner.mask);
  await writeFiles(runner, files, {
    'postman-environment': postmanEnvironment(outputs),
    'env-file': files['env-file'] && envFile(outputs, runner.info),
    'storage-state': storageState(config, tokens, clock.driftMs()),
  });
  writeOutputs(runner, outputs, envPrefix);
  saveState({ at: 'outputs-written', ...reached, proxy });

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
