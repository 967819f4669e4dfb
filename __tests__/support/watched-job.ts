/** Runs a job and searches for secrets everywhere. */
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Job, StepResult } from 'action-runner';
import { parseWorkflowCommand } from 'action-runner/workflow-commands';
import type { Secret } from 'cognito-emulator/secrets';
import { filesIn } from '../../scripts/lib/files-in.ts';
import type { Fixture } from './fixture.ts';
import { preload } from './preload.ts';
import { givenSecrets, kindsIn, leftBy, OUTPUT_KINDS, shownBy, unmasked } from './secrets.ts';

const WITNESS_FILE = 'witness.jsonl';

/**
 * Uses the action once in a job, with a step after main that shows everything that it can access, and searches all
 * outputs and files.
 *
 * @param beforePost callback between main and post
 * @returns `leaks`: the places where a secret was found that should not be there, or not yet. Empty after a good run.
 */
export async function watchJob(
  { emulator, job }: Fixture,
  inputs: Readonly<Record<string, string>>,
  beforePost: () => void = () => undefined,
) {
  const folder = resolve(job.temp, '..');
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  // Files in the system's temporary folder must be found in the job's folder, too.
  const temporaryVariables = { TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  const before = { ...job.env };
  const witness = join(folder, WITNESS_FILE);
  const options = preload(join(import.meta.dirname, 'witness.mjs'), job.env['NODE_OPTIONS']);
  Object.assign(job.env, temporaryVariables, { NODE_OPTIONS: options, WITNESS_FILE: witness });
  const main = await job.uses({ with: inputs });
  const filesAfterMain = filesOf(folder);
  const outputFiles = ['POSTMAN_ENVIRONMENT', 'ENV_FILE', 'STORAGE_STATE', 'USERS_FILE', 'USERS_CSV'].map(
    (name) => main.outputs[name],
  );
  const laterStep = await showEverything(job, main);
  beforePost();
  const [post] = await job.post();
  if (post === undefined) {
    throw new Error('the action has no post step');
  }
  const secrets = [...givenSecrets(inputs, before), ...emulator.secrets];
  const fileLeaks = ({ path, text }: ReturnType<typeof filesOf>[number], allowed: readonly unknown[]) =>
    kindsIn(text, secrets)
      .filter((kind) => !allowed.includes(path) || !OUTPUT_KINDS.includes(kind))
      .map((kind) => `file ${basename(path)}: ${kind}`);
  const leaks = [
    ...shownBy(main, secrets).map((leak) => `main, ${leak}`),
    ...kindsIn(laterStep.log, secrets).map((kind) => `a later step, log: ${kind}`),
    ...shownBy(post, secrets).map((leak) => `post, ${leak}`),
    ...leftBy(main, inputs['env-prefix'] ?? '', secrets).map((leak) => `main, ${leak}`),
    ...leftBy(post, '', secrets).map((leak) => `post, ${leak}`),
    ...unmasked(job, secrets),
    ...filesAfterMain.flatMap((file) => fileLeaks(file, outputFiles)),
    ...filesOf(folder).flatMap((file) => fileLeaks(file, [])),
    ...witnessedLeaks(witness, secrets),
  ];
  return { main, post, secrets, leaks: [...new Set(leaks)] };
}

/**
 * Shows what a test might show by mistake: its copies of the outputs, parts of the tokens, and every file of the job.
 */
function showEverything(job: Job, { outputs, exported }: StepResult): Promise<StepResult> {
  const script = `
    const values = JSON.parse(process.env.VALUES);
    for (const value of values) console.log(value, ...value.split('.').slice(1));
    for (const file of fs.readdirSync(process.env.RUNNER_TEMP, { recursive: true, withFileTypes: true })) {
      if (file.isFile()) console.log(fs.readFileSync(path.join(file.parentPath, file.name), 'utf8'));
    }
  `;
  const VALUES = JSON.stringify([...Object.values(outputs), ...Object.values(exported)]);
  return job.run({ command: process.execPath, args: ['-e', script], env: { VALUES, NODE_OPTIONS: '' } });
}

/** Returns every file of a job, without the runner's own files and the witness's. */
export function filesOf(folder: string) {
  return filesIn(folder)
    .filter((path) => basename(path) !== WITNESS_FILE && !path.includes('_runner_file_commands'))
    .map((path) => ({ path: join(folder, path), text: readFileSync(join(folder, path), 'utf8') }));
}

type WitnessedEvent =
  | { readonly type: 'start'; readonly args: readonly string[] }
  | { readonly type: 'print'; readonly text: string }
  | { readonly type: 'write'; readonly path: string; readonly text: string };

/** Returns secrets in command lines and secrets that were written before they were masked. */
function witnessedLeaks(witness: string, secrets: readonly Secret[]): string[] {
  const masked = new Set<string>();
  const lines = readFileSync(witness, 'utf8').trim().split('\n');
  const events = lines.map((line): WitnessedEvent => JSON.parse(line));
  // Main and post. Another process would have a command line, which every user of the machine can read.
  const processes = events.filter(({ type }) => type === 'start').length;
  const leaks = events.flatMap((event) => {
    if (event.type === 'start') {
      return kindsIn(event.args.join('\n'), secrets).map((kind) => `command line: ${kind}`);
    }
    if (event.type === 'write') {
      const others = secrets.filter(({ text }) => !masked.has(text));
      return kindsIn(event.text, others).map((kind) => `written before it was masked: ${kind}`);
    }
    const commands = event.text.split(/\r?\n/).map(parseWorkflowCommand);
    for (const command of commands.filter((each) => each?.name === 'add-mask')) {
      masked.add(command?.message ?? '');
    }
    return [];
  });
  return processes === 2 ? leaks : [...leaks, `${processes} processes instead of 2`];
}
