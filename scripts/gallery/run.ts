/**
 * Runs the workflow of an example: installs its tool, signs a user in with the built action, and runs the tests, in
 * different situations and variants. Searches their output, files and command lines for the tokens.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Job, startJob } from 'action-runner';
import { processesOf } from '../../__tests__/support/job-processes.ts';
import { waitUntil } from '../../__tests__/support/wait-until.ts';
import type { Screen } from '../demo/screen.ts';
import { type EmulatedAws, startEmulatedAws } from '../lib/emulated-aws.ts';
import { filesIn } from '../lib/files-in.ts';
import { createOrdersApi } from '../lib/orders-api.ts';
import { type Sighting, sightingIn } from '../lib/sighting.ts';
import { NO_TELEMETRY, pathOfSteps } from '../lib/tool-environment.ts';
import { BROKEN, type Example, GREEN, REFUSED, type Situation, UNREACHABLE, type Variant } from './example.ts';
import { applyEdits, copyInstalled, EXAMPLES, install } from './folders.ts';
import { Front } from './front.ts';
import {
  type Context,
  evaluateAll,
  named,
  readWorkflow,
  type Test,
  type Variables,
  type Workflow,
  withOutputs,
} from './workflow.ts';

export interface Options {
  readonly name: string;
  readonly example: Example;
  /** For the installation and the runs. */
  readonly folder: string;
  readonly screen: Screen;
  readonly interrupted: AbortSignal;
}

export interface Run {
  readonly situation: Situation;
  /** The places where a token was found (`log`, `argv` or a file), each with how much of it. */
  readonly leaks: ReadonlyMap<string, Sighting>;
}

/** A job after the built action has signed a user in. */
interface SignedIn {
  readonly job: Job;
  readonly outputs: Variables;
  readonly secrets: readonly string[];
}

interface TestRun {
  readonly test: Test;
  /** The name of the variant in problems. */
  readonly what: string;
  readonly variant: Variant;
  readonly situation: Situation;
  readonly env: Variables;
}

const OWN: Variant = {};
const OWN_COMMAND = "the workflow's own command";
const DEADLINE_SECONDS = 900;
/** The port of `tcpmux`, where nothing listens. */
const UNREACHABLE_URL = 'http://127.0.0.1:1';
/** `npx` logs its command line here. */
const NPM_LOG = /_logs\/[^/]+\.log$/;
/** The parts of report names that change with each run: Playwright's hashes, Hurl's UUIDs, Schemathesis's times. */
const CHANGING = /\b([0-9a-f]{40}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{8}T\d{6}Z)\b/;
const TOKENS = ['ID_TOKEN', 'ACCESS_TOKEN', 'REFRESH_TOKEN'];
const SECRET_OUTPUTS = [...TOKENS, 'PASSWORD', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'];

/** @throws {Error} if the tool cannot be installed, or if interrupted */
export async function runExample(options: Options): Promise<ExampleRun> {
  const { name, example, folder, screen } = options;
  const aws = await startEmulatedAws(example.pool);
  try {
    const { workflow = readWorkflow(join(EXAMPLES, name, 'workflow.yml')) } = example;
    const installed = join(folder, 'installed', name);
    await install(name, workflow, installed, example.plugins);
    const trackingId = `gallery-${process.pid}-${name}`;
    const front = new Front((example.api ?? createOrdersApi)(aws), trackingId);
    const url = await aws.serve(front.server);
    const run = new ExampleRun({ ...options, aws, front, url, workflow, installed, trackingId });
    await run.all();
    const secrets = aws.emulator.secrets.map(({ text }) => text);
    if (sightingIn(screen.printed, secrets) !== undefined) {
      run.problems.push('the output above shows a secret');
    }
    return run;
  } finally {
    await aws.close();
  }
}

interface Setup extends Options {
  readonly aws: EmulatedAws;
  readonly front: Front;
  /** The URL of the front. */
  readonly url: string;
  readonly workflow: Workflow;
  /** The repository with the example and the installed tool. */
  readonly installed: string;
  readonly trackingId: string;
}

export class ExampleRun {
  /** Differences from the expected results. */
  readonly problems: string[] = [];
  /** The runs of each variant that must leak, by its name. */
  readonly leaks = new Map<string, readonly Run[]>();
  readonly #setup: Setup;
  /** The files that contain the token and were expected to. */
  readonly #unavoidable = new Set<string>();

  constructor(setup: Setup) {
    this.#setup = setup;
  }

  /** Runs all variants in one job, and the tests once more through the proxy. */
  async all(): Promise<void> {
    const { workflow, example, url } = this.#setup;
    const inputs = evaluateAll(workflow.inputs, this.#vars());
    await this.#inJob({ ...inputs, ...example.inputs }, async (user) => {
      await this.#runClean(user);
      await this.#runLeaks(user);
    });
    const { proxied } = example;
    if (proxied !== undefined) {
      const { 'postman-environment': _, ...signIn } = inputs;
      await this.#inJob({ ...signIn, 'proxy-to': url }, (user) => this.#runThroughProxy(user, proxied));
    }
  }

  /** Runs what must not leak. */
  async #runClean(user: SignedIn): Promise<void> {
    const { example, installed } = this.#setup;
    const { situations = [GREEN, BROKEN, REFUSED, UNREACHABLE], unavoidable = [], clean = {} } = example;
    const start = Date.now();
    this.#expectNoLeak(OWN_COMMAND, await this.#runAll(user, OWN_COMMAND, OWN, situations));
    const missing = unavoidable.filter((place) => !this.#unavoidable.has(place));
    this.problems.push(...missing.map((place) => `${place} has no token, but is listed in \`unavoidable\``));
    for (const [what, variant] of Object.entries(clean)) {
      this.#expectNoLeak(what, await this.#runAll(user, what, variant, [GREEN, BROKEN]));
    }
    // Tests can write to the installation through the links.
    const written = filesIn(installed).filter((path) => statSync(join(installed, path)).mtimeMs > start);
    const leaky = written.filter((path) => sightingIn(readFileSync(join(installed, path)), user.secrets) !== undefined);
    this.problems.push(...leaky.map((path) => `the token is in ${path}, where the tool is installed`));
  }

  /** Runs what must leak, in more situations until it does. */
  async #runLeaks(user: SignedIn): Promise<void> {
    for (const [what, variant] of Object.entries(this.#setup.example.leaks ?? {})) {
      const runs: Run[] = [];
      for (const situation of [GREEN, BROKEN, UNREACHABLE]) {
        if (!runs.some(({ leaks }) => leaks.size > 0)) {
          runs.push(...(await this.#runAll(user, what, variant, [situation])));
        }
      }
      this.leaks.set(what, runs);
      if (!runs.some(({ leaks }) => leaks.size > 0)) {
        this.problems.push(`${what}: does not leak, but is listed in \`leaks\``);
      }
    }
  }

  /** Runs the tests without a token. */
  async #runThroughProxy(user: SignedIn, variant: Variant): Promise<void> {
    const { workflow, url } = this.#setup;
    const [test] = workflow.tests;
    const what = 'through the proxy';
    const own = Object.entries(test.env ?? {}).filter(([, text]) => !text.includes('steps.cognito.outputs.'));
    const { PROXY_URL: proxyUrl = '' } = user.outputs;
    const env = { ...evaluateAll(Object.fromEntries(own), new Map([['vars.BASE_URL', proxyUrl]])), API_URL: url };
    this.#expectNoLeak(what, [await this.#runTest(user, { test, what, variant, situation: GREEN, env })]);
  }

  /** Runs each test in each situation. Variants get the ID token besides the variables of the workflow. */
  async #runAll(user: SignedIn, what: string, changes: string | Variant, situations: readonly Situation[]) {
    const { workflow, example, aws } = this.#setup;
    const variant = typeof changes === 'string' ? { run: changes } : changes;
    const runs: Run[] = [];
    for (const situation of situations) {
      const others = situation.outputs?.(user.outputs, aws);
      const outputs = others === undefined ? user.outputs : withOutputs(user.outputs, others);
      const context = new Map([...this.#vars(situation), ...named('steps.cognito.outputs', outputs)]);
      const more = variant === OWN ? {} : { ID_TOKEN: outputs['ID_TOKEN'] ?? '' };
      for (const test of workflow.tests) {
        const env = { ...more, ...example.env?.(aws), ...evaluateAll(test.env, context) };
        runs.push(await this.#runTest(user, { test, what, variant, situation, env }));
      }
    }
    return runs;
  }

  #vars({ isUnreachable = false }: Situation = GREEN): Context {
    const { aws, url } = this.#setup;
    const baseUrl = isUnreachable ? UNREACHABLE_URL : url;
    return new Map(named('vars', { ...aws.vars, BASE_URL: baseUrl, IAM_BASE_URL: baseUrl }));
  }

  /** Runs tests after the built action has signed a user in, and checks that the post step leaves nothing behind. */
  async #inJob(inputs: Variables, run: (user: SignedIn) => Promise<void>): Promise<void> {
    const { aws, trackingId } = this.#setup;
    const { emulator, pool } = aws;
    const job = startJob({ env: { ...aws.env, RUNNER_TRACKING_ID: trackingId } });
    try {
      const { outcome, outputs, log } = await job.uses({ with: inputs });
      if (outcome === 'failure') {
        this.problems.push(`the action failed:\n${log}`);
        return;
      }
      const secrets = SECRET_OUTPUTS.flatMap((name) => outputs[name] ?? []);
      await run({ job, outputs, secrets });
      const posts = await job.post();
      if (outputs['PROXY_URL'] !== undefined) {
        await waitUntil(() => processesOf(trackingId).length === 0);
      }
      const failed = posts.filter((post) => post.outcome === 'failure' || post.annotations.length > 0);
      this.problems.push(
        ...failed.map((post) => `the post step says ${post.log}`),
        ...job.files().map((file) => `${file} is left`),
        ...pool.users.map(({ attributes }) => `the user ${attributes['sub']} is left`),
        ...emulator.violations,
      );
    } finally {
      await job.end();
    }
  }

  /** Runs a test in a copy of the example. The front watches for the tokens. */
  async #runTest({ job, outputs, secrets }: SignedIn, run: TestRun): Promise<Run> {
    const { aws, front, name, example, workflow, installed, screen, interrupted } = this.#setup;
    const { unavoidable = [], usesTokens = () => front.isUsed } = example;
    const { test, what, variant, situation, env } = run;
    const { when, isBroken = false } = situation;
    interrupted.throwIfAborted();
    const folder = mkdtempSync(join(this.#setup.folder, 'run-'));
    const repository = join(folder, 'repository');
    copyInstalled(name, installed, repository);
    applyEdits(join(repository, name), variant.edits);
    const own = new Set(filesIn(folder));
    const [home, temporary] = [join(folder, 'home'), join(folder, 'tmp')];
    mkdirSync(home);
    mkdirSync(temporary);

    // Through the proxy, tools get no token, so their environments have none either.
    front.watch({ isBroken, secrets, environments: outputs['PROXY_URL'] !== undefined });
    const command = (variant.run ?? '…').replace('…', () => test.run.trimEnd());
    const result = await job.run({
      command: 'timeout',
      args: ['--kill-after=5', String(DEADLINE_SECONDS), 'bash', '-e', '-c', command],
      cwd: join(repository, workflow.workingDirectory),
      env: { ...NO_TELEMETRY, ...env, PATH: pathOfSteps(), HOME: home, TMPDIR: temporary },
    });

    const where = [test.name, what, when].filter((part) => part !== '').join(', ');
    screen.line(`    ${where}: exit status ${result.exitCode} after ${(result.milliseconds / 1000).toFixed(1)} s`);
    const mustPass = when === '';
    if ((result.outcome === 'success') !== mustPass) {
      this.problems.push(`${where}: the command ended with ${result.exitCode}\n${result.log.slice(-3000)}`);
    }
    if (mustPass && !usesTokens(aws)) {
      this.problems.push(`${where}: no request had the token`);
    }
    const leaks = new Map<string, Sighting>();
    const see = (place: string, sighting: Sighting | undefined) => {
      if (sighting !== undefined && unavoidable.includes(place)) {
        this.#unavoidable.add(place);
      } else if (sighting !== undefined) {
        leaks.set(place, sighting);
      }
    };
    see('argv', front.seenInProcesses ? 'whole' : undefined);
    see('log', sightingIn(result.stdout + result.stderr, secrets));
    for (const path of filesIn(folder).filter((file) => !own.has(file))) {
      see(placeOf(path, workflow.workingDirectory), sightingIn(readFileSync(join(folder, path)), secrets));
    }
    rmSync(folder, { recursive: true });
    return { situation, leaks };
  }

  #expectNoLeak(what: string, runs: readonly Run[]): void {
    for (const { situation, leaks } of runs) {
      const where = [what, situation.when].filter((part) => part !== '').join(', ');
      this.problems.push(...[...leaks].map(([place, sighting]) => `${where}: the token is in ${place} (${sighting})`));
    }
  }
}

/** Returns the path of a file as in the table, relative to the working directory of the tests. */
function placeOf(path: string, workingDirectory: string): string {
  const [first = '', ...rest] = path.split('/');
  if (first !== 'repository') {
    return first === 'home' ? ['~', ...rest].join('/').replace(NPM_LOG, '_logs/*.log') : path;
  }
  return relative(workingDirectory, rest.join('/')).replace(CHANGING, '*');
}
