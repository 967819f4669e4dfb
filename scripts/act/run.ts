/** Runs workflows on this machine, with nektos/act. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, globSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { FAST_NPM, NO_TELEMETRY, pathOfSteps } from '../lib/tool-environment.ts';

type Values = Readonly<Record<string, string>>;

/** Stands in for an action of others, because act cannot download actions here. act itself has actions/checkout. */
export interface StandIn {
  /** Names of inputs by environment variable. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly run: string;
}

/** Only checks the version, because Node 24 is installed. */
export const SETUP_NODE: StandIn = { inputs: { VERSION: 'node-version' }, run: 'node --version | grep "^v$VERSION"' };

export interface ActOptions {
  /** The folder of the program act. */
  readonly tools: string;
  /** The folder for logs and act's cache. */
  readonly folder: string;
  readonly repository: string;
  /** The path of the workflow in the repository. */
  readonly workflow: string;
  readonly event: string;
  /** The folders of actions, by `uses:`. */
  readonly actions?: Values;
  /** By action, such as actions/setup-node. */
  readonly standIns: Readonly<Record<string, StandIn>>;
  readonly vars?: Values;
  /** The environment of all steps. */
  readonly env: Values;
  /** More arguments of act. */
  readonly args?: readonly string[];
  readonly signal?: AbortSignal;
}

export interface ActRun {
  readonly exitCode: number | null;
  readonly lines: readonly Line[];
}

interface Line {
  readonly jobID?: string;
  readonly jobResult?: string;
  /** The only field in which act masks secrets. */
  readonly msg?: string;
}

/** Variables of this machine that a runner would not have. */
const MACHINE_VARIABLES = /^(AWS|ACTIONS|GITHUB|RUNNER|INPUT)_/;
/** Matches a token, an ephemeral username or the stored user's username. */
const SECRET = /eyJ[\w-]{20}|gha-\d+-\d+-|stored-user-[0-9a-f]/;
/** The number of log lines to show of a failed run. */
const SHOWN_LINES = 40;

/** @throws {Error} if interrupted */
export async function runByAct(options: ActOptions): Promise<ActRun> {
  const log = join(options.folder, 'act.jsonl');
  const errors = join(options.folder, 'act.err');
  const outputs = [openSync(log, 'w', 0o600), openSync(errors, 'w', 0o600)] as const;
  const child = spawn(resolve(options.tools, 'act'), argumentsFor(options), {
    cwd: options.repository,
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !MACHINE_VARIABLES.test(name))),
      PATH: pathOfSteps(),
      ACT_DISABLE_VERSION_CHECK: '1',
      NO_COLOR: '1',
      GIT_TERMINAL_PROMPT: '0',
    },
    stdio: ['ignore', ...outputs],
    ...(options.signal && { signal: options.signal }),
  });
  outputs.forEach(closeSync);
  await once(child, 'close');
  const lines = [log, errors].flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  return {
    exitCode: child.exitCode,
    lines: lines.map((line) => (line.startsWith('{') ? JSON.parse(line) : { msg: line })),
  };
}

/** Returns a problem for each job that did not succeed, and for secrets in the log. */
export function problemsOf({ exitCode, lines }: ActRun, jobs: readonly string[]): string[] {
  const failed = jobs.flatMap((job) => {
    const own = lines.filter(({ jobID }) => jobID === job);
    const result = own.findLast(({ jobResult }) => jobResult !== undefined)?.jobResult ?? 'missing';
    return result === 'success' ? [] : [`${job}: ${result}\n${messagesOf(own)}`];
  });
  const shown = lines.filter(({ msg = '' }) => SECRET.test(msg));
  return [
    ...failed,
    ...(exitCode === 0 ? [] : [`act ended with ${exitCode}:\n${messagesOf(lines)}`]),
    ...shown.map(({ jobID }) => `${jobID}: a line of the log shows a secret`),
  ];
}

function messagesOf(lines: readonly Line[]): string {
  const messages = lines.slice(-SHOWN_LINES).map(({ msg = '' }) => msg.trimEnd());
  return messages.join('\n');
}

function argumentsFor(options: ActOptions): string[] {
  const { folder, workflow, event, actions = {}, vars = {}, args = [] } = options;
  const env = { GITHUB_REF: 'refs/heads/main', ...NO_TELEMETRY, ...FAST_NPM, ...options.env };
  return [
    [event, '--workflows', workflow, '--json', '--rm', '--concurrent-jobs', '1'],
    ['--platform', 'ubuntu-latest=-self-hosted', '--no-cache-server', '--container-daemon-socket', '-'],
    ['--action-cache-path', join(folder, 'cache'), '--secret', 'GITHUB_TOKEN=dummy'],
    ['env', 'secret', 'var', 'input'].flatMap((kind) => [`--${kind}-file`, '']),
    Object.entries({ ...actions, ...writeStandIns(options) }).flatMap(([uses, own]) => [
      '--local-repository',
      `${uses}=${own}`,
    ]),
    Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}=${value}`]),
    Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    args,
  ].flat();
}

/** Writes stand-ins as composite actions. Returns their folders, by `uses:` in the workflows. */
function writeStandIns({ folder, repository, standIns }: ActOptions): Values {
  const texts = globSync(join(repository, '.github', 'workflows', '*.yml')).map((file) => readFileSync(file, 'utf8'));
  const folders = Object.entries(standIns).flatMap(([name, { inputs, env, run }]) => {
    const own = join(folder, 'stand-ins', name);
    const values = Object.entries(inputs).map(([variable, input]) => [variable, `\${{ inputs.${input} }}`]);
    const action = {
      name,
      description: `Stands in for ${name}`,
      inputs: Object.fromEntries(
        Object.values(inputs).map((input) => [input, { description: `As of ${name}`, required: true }]),
      ),
      runs: { using: 'composite', steps: [{ shell: 'bash', env: { ...Object.fromEntries(values), ...env }, run }] },
    };
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'action.yml'), stringify(action));
    const uses = texts.join('\n').match(new RegExp(`\\b${name}@[\\w.-]+`, 'g')) ?? [];
    return uses.map((use) => [use, own]);
  });
  return Object.fromEntries(folders);
}
