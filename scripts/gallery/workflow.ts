/**
 * Reads the parts of an example's workflow that the gallery runs.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fieldsOf } from '../lib/mapping.ts';

export type Variables = Readonly<Record<string, string>>;

/** A step that runs tests with the tokens. */
export interface Test {
  readonly name: string;
  readonly run: string;
  readonly env?: Variables;
}

export interface Workflow {
  /** The folder of its `run:` steps, relative to the repository. */
  readonly workingDirectory: string;
  /** The `with:` of the step with the action. */
  readonly inputs: Variables;
  /** The command that installs the tool. `undefined` if the runner has it installed. */
  readonly install: string | undefined;
  readonly tests: readonly [Test, ...Test[]];
}

interface WorkflowFile {
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly defaults?: { readonly run: { readonly 'working-directory': string } };
  readonly steps: readonly (Partial<Test> & { readonly uses?: string; readonly with?: Variables })[];
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
  // This schema reads all scalars as texts, also numbers and booleans.
  const { jobs }: WorkflowFile = parse(readFileSync(path, 'utf8'), { schema: 'failsafe' });
  const { defaults, steps = [] } = Object.values(jobs)[0] ?? {};
  const actionAt = steps.findIndex(({ uses }) => uses?.startsWith(ACTION));
  const [test, ...others] = steps
    .slice(actionAt + 1)
    .flatMap(({ name = '', run, env }) => (run === undefined ? [] : { name, run, ...(env && { env }) }));
  if (actionAt < 0 || test === undefined) {
    throw new Error(`${path} has no step with the action, or no test after it`);
  }
  return {
    workingDirectory: defaults?.run['working-directory'] ?? '.',
    inputs: steps[actionAt]?.with ?? {},
    install: steps.find(({ name }) => name === 'Install')?.run,
    tests: [test, ...others],
  };
}

/**
 * Replaces the expressions in all values of a mapping such as `with:` or `env:`. Supports only names.
 *
 * @throws {Error} if the context does not have the name
 */
export function evaluateAll(mapping: unknown, context: Context): Record<string, string> {
  const evaluate = (_: string, expression: string) => {
    const value = context.get(expression.trim());
    if (value === undefined) {
      throw new Error(`the context has no ${expression.trim()}`);
    }
    return value;
  };
  const values = Object.entries(fieldsOf(mapping));
  return Object.fromEntries(values.map(([name, text]) => [name, String(text).replace(/\$\{\{(.*?)\}\}/g, evaluate)]));
}

/** Names values as expressions do, for example `vars.BASE_URL`. */
export function named(prefix: string, values: Variables): [string, string][] {
  return Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value]);
}

/** Returns the outputs of the action with other values, which a second Postman environment has, too. */
export function withOutputs(outputs: Variables, others: Variables): Variables {
  const { POSTMAN_ENVIRONMENT: environment } = outputs;
  const changed = { ...outputs, ...others };
  if (environment === undefined) {
    return changed;
  }
  const path = join(mkdtempSync(join(tmpdir(), 'outputs-')), 'environment.json');
  const text = Object.entries(others).reduce(
    (written, [name, value]) => written.replace(outputs[name] ?? '', value),
    readFileSync(environment, 'utf8'),
  );
  writeFileSync(path, text, { mode: 0o600 });
  return { ...changed, POSTMAN_ENVIRONMENT: path };
}
