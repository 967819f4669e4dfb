/**
 * Reads the parts of an example's workflow that the gallery runs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Fields, fieldsOf, listOf } from '../lib/mapping.ts';

export type Variables = Readonly<Record<string, string>>;

export interface Step {
  readonly name: string;
  readonly run: string;
  readonly env: Variables;
}

export interface Workflow {
  /** The folder of its `run:` steps, relative to the repository. */
  readonly workingDirectory: string;
  /** The `with:` of the step with the action. */
  readonly inputs: Variables;
  /** The step that installs the tool. `undefined` if the runner has it installed. */
  readonly install: Step | undefined;
  /** The step that runs the tests with the token. */
  readonly test: Step;
}

/** The values of expressions by name, such as `vars.BASE_URL` and `steps.cognito.outputs.ID_TOKEN`. */
export type Context = ReadonlyMap<string, string>;

const ACTION = 'org/cognito-token-action@';

/**
 * Reads a workflow with one job.
 *
 * @throws {Error} if it has no step with the action, or no `run:` step after it
 */
export function readWorkflow(path: string): Workflow {
  const workflow: unknown = parse(readFileSync(path, 'utf8'));
  const job = Object.values(fieldsOf(fieldsOf(workflow)['jobs']))[0];
  const steps = listOf(fieldsOf(job)['steps']).map(fieldsOf);
  const actionAt = steps.findIndex(({ uses }) => typeof uses === 'string' && uses.startsWith(ACTION));
  const action = steps[actionAt];
  const test = steps.slice(actionAt + 1).find(({ run }) => run !== undefined);
  if (action === undefined || test === undefined) {
    throw new Error(`${path} has no step with the action, or no test after it`);
  }
  const install = steps.find(({ name }) => name === 'Install');
  const workingDirectory = fieldsOf(fieldsOf(fieldsOf(job)['defaults'])['run'])['working-directory'];
  return {
    workingDirectory: typeof workingDirectory === 'string' ? workingDirectory : '.',
    inputs: texts(action['with']),
    install: install === undefined ? undefined : step(install),
    test: step(test),
  };
}

/**
 * Replaces expressions with their values. Supports only names.
 *
 * @throws {Error} if the context does not have the name
 */
export function evaluate(text: string, context: Context): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => {
    const value = context.get(expression.trim());
    if (value === undefined) {
      throw new Error(`the context has no ${expression.trim()}`);
    }
    return value;
  });
}

/** Evaluates all values of a mapping such as `with:` or `env:`. */
export function evaluateAll(mapping: unknown, context: Context): Record<string, string> {
  return Object.fromEntries(Object.entries(texts(mapping)).map(([name, text]) => [name, evaluate(text, context)]));
}

/** Names values as expressions do, for example `vars.BASE_URL`. */
export function named(prefix: string, values: Variables): [string, string][] {
  return Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value]);
}

/** Returns the outputs of the action with other values, which a second Postman environment has, too. */
export function withOutputs(outputs: Variables, others: Variables): Variables {
  const { POSTMAN_ENVIRONMENT: environment } = outputs;
  if (environment === undefined) {
    return { ...outputs, ...others };
  }
  const path = `${environment}.other`;
  const text = Object.entries(others).reduce(
    (written, [name, value]) => written.replace(outputs[name] ?? '', value),
    readFileSync(environment, 'utf8'),
  );
  writeFileSync(path, text, { mode: 0o600 });
  return { ...outputs, ...others, POSTMAN_ENVIRONMENT: path };
}

function step(of: Fields): Step {
  const { name, run } = of;
  return { name: typeof name === 'string' ? name : '', run: typeof run === 'string' ? run : '', env: texts(of['env']) };
}

function texts(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([name, text]) => [name, String(text)]));
}
