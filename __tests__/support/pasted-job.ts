/** Pastes a YAML block of the documents into the README's workflow, and runs the job as GitHub's runner does. */
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { readActionFile } from 'action-runner/action-file';
import { parse } from 'yaml';
import { evaluateAll, named } from '../../scripts/gallery/workflow.ts';
import { type Fields, fieldsOf, listOf } from '../../scripts/lib/mapping.ts';
import { pathOfSteps } from '../../scripts/lib/tool-environment.ts';
import { API_URL, type Consumer, STORED } from './consumer.ts';
import { readDocument } from './documents.ts';
import { codeBlocks } from './markdown.ts';
import { oidcVariables } from './oidc-variables.ts';
import { REPOSITORY_ROOT } from './repository.ts';

const OUR_ACTION = /^(https:\/\/github\.com\/)?org\/cognito-token-action(?<folder>\/sweep)?@v1$/;
const INPUTS = Object.keys(readActionFile(REPOSITORY_ROOT).inputs);

/** The input that the text above a block asks for, by the output that the block reads. */
const INPUTS_BY_OUTPUT: Readonly<Record<string, Fields>> = {
  POSTMAN_ENVIRONMENT: { 'postman-environment': true },
  PROXY_URL: { 'proxy-to': API_URL },
};

/** The commands whose tools take minutes to install, and the checks that run them. */
export const COMMANDS_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['k6 run users.js', 'npm run many-users -- k6'],
  ['npx playwright test', 'npm run browser'],
]);

/**
 * Returns the README's job with a block pasted where its keys belong.
 *
 * @throws {Error} if the keys belong nowhere
 */
export function jobWith(code: string, job = readmeJob()): Fields {
  const pasted: unknown = parse(code);
  const [checkout, action, ...tests] = listOf(job['steps']).map(fieldsOf);
  const withInputs = (inputs: Fields) => ({ ...action, with: { ...fieldsOf(action?.['with']), ...inputs } });
  if (Array.isArray(pasted)) {
    return { ...job, steps: [checkout, ...(readsEarlierStep(code) ? [withInputs(inputsFor(code))] : []), ...pasted] };
  }
  const names = Object.keys(fieldsOf(pasted));
  if (names.includes('jobs')) {
    return onlyJob(code);
  }
  if (names.every((name) => INPUTS.includes(name))) {
    return { ...job, steps: [checkout, withInputs(fieldsOf(pasted)), ...tests] };
  }
  if (names.join() === 'run') {
    return { ...job, steps: [checkout, action, { ...tests[0], ...fieldsOf(pasted) }] };
  }
  if (names.join() === 'env') {
    const env = { ...fieldsOf(action?.['env']), ...fieldsOf(fieldsOf(pasted)['env']) };
    return { ...job, steps: [checkout, { ...action, env }, ...tests] };
  }
  if (names.join() === 'permissions') {
    return { ...job, ...fieldsOf(pasted) };
  }
  throw new Error(`${names} belong nowhere in the README's job`);
}

/** Runs a job until a step fails, and returns the results of its steps, without those of other checks. */
export async function runSteps(job: Fields, consumer: Consumer): Promise<readonly StepResult[]> {
  const { job: runner, emulator } = consumer;
  if (fieldsOf(job['permissions'])['id-token'] === 'write') {
    Object.assign(runner.env, oidcVariables(emulator.oidc));
  }
  const context = new Map(consumer.context);
  const evaluated = (mapping: unknown) =>
    Object.fromEntries(
      Object.entries(evaluateAll(mapping, context)).map(([name, value]) => [
        name,
        consumer.replacements.reduce((text, [example, real]) => text.replaceAll(example, real), value),
      ]),
    );
  Object.assign(runner.env, evaluated(job['env']));
  const results: StepResult[] = [];
  for (const step of listOf(job['steps']).map(fieldsOf)) {
    const env = evaluated(step['env']);
    const { uses, run, id } = step;
    if (typeof run === 'string') {
      expect(Object.entries(env).filter(([, value]) => value === '')).toStrictEqual([]);
      if (!COMMANDS_ELSEWHERE.has(run)) {
        results.push(await runCommand(run, env, consumer));
      }
    } else if (!String(uses).startsWith('actions/checkout@')) {
      const action = join(REPOSITORY_ROOT, folderOf(String(uses)));
      const result = await runner.uses({ action, with: evaluated(step['with']), env });
      const outputs = Object.keys(readActionFile(action).outputs).map((name) => [name, result.outputs[name] ?? '']);
      for (const [name, value] of named(`steps.${id}.outputs`, Object.fromEntries(outputs))) {
        context.set(name, value);
      }
      results.push(result);
    }
    if (results.at(-1)?.outcome === 'failure') {
      return results;
    }
  }
  return results;
}

/** Expects a job to be green: all steps succeed without annotations, and post leaves nothing behind. */
export async function expectGreen(job: Fields, consumer: Consumer): Promise<readonly StepResult[]> {
  const { job: runner, pool, emulator } = consumer;
  const results = await runSteps(job, consumer);
  expect(results.map(({ outcome, annotations, log }) => ({ outcome, annotations, log }))).toStrictEqual(
    results.map(({ log }) => ({ outcome: 'success', annotations: [], log })),
  );
  for (const { outcome, annotations } of await runner.post()) {
    expect({ outcome, annotations }).toStrictEqual({ outcome: 'success', annotations: [] });
  }
  expect(pool.users.map(({ attributes }) => attributes['email'])).toStrictEqual([STORED.username]);
  expect(runner.files()).toStrictEqual([]);
  expect(emulator.violations).toStrictEqual([]);
  return results;
}

function runCommand(run: string, env: Readonly<Record<string, string>>, { job }: Consumer): Promise<StepResult> {
  return job.run({
    command: 'bash',
    args: ['-e', '-c', run],
    // The packages are installed, so that npx needs no registry.
    env: { PATH: pathOfSteps(), npm_config_offline: 'true', npm_config_update_notifier: 'false', ...env },
  });
}

export function readmeJob(): Fields {
  const block = codeBlocks(readDocument('README.md')).find(({ code }) => /^jobs:$/m.test(code));
  return onlyJob(block?.code ?? '');
}

function onlyJob(workflow: string): Fields {
  const [job, ...others] = Object.values(fieldsOf(fieldsOf(parse(workflow))['jobs']));
  expect(others).toStrictEqual([]);
  return fieldsOf(job);
}

/** True if the steps of a block read outputs of a step that is not in the block. */
function readsEarlierStep(code: string): boolean {
  const ids = [...code.matchAll(/^- id: (?<id>\S+)$/gm)].map(({ groups }) => groups?.['id']);
  const read = [...code.matchAll(/steps\.(?<id>[\w-]+)\.outputs/g)].map(({ groups }) => groups?.['id']);
  return read.some((id) => !ids.includes(id));
}

function inputsFor(code: string): Fields {
  const needed = Object.entries(INPUTS_BY_OUTPUT).filter(([output]) => code.includes(`.outputs.${output} `));
  return Object.assign({}, ...needed.map(([, inputs]) => inputs));
}

/** Returns the folder of this action that `uses` names. */
function folderOf(uses: string): string {
  const match = OUR_ACTION.exec(uses);
  if (match === null) {
    throw new Error(`${uses} is not this action`);
  }
  return match.groups?.['folder'] ?? '.';
}
