/**
 * Reads the workflow of an example, as far as the gallery plays it.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

type Variables = Readonly<Record<string, string>>;

export interface Step {
  readonly name: string;
  readonly run: string;
  readonly env: Variables;
}

export interface Workflow {
  /** The folder of its `run:` steps, relative to the repository. */
  readonly workingDirectory: string;
  /** What the step with the action says in `with:`. */
  readonly inputs: Variables;
  /** The step that installs the tool; none where the runner has it. */
  readonly install: Step | undefined;
  /** The step that hands the token over. */
  readonly test: Step;
}

/** What an expression may name: `vars.BASE_URL`, `steps.cognito.outputs.ID_TOKEN`. */
export type Context = ReadonlyMap<string, string>;

const ACTION = 'org/cognito-token-action@';

/**
 * Reads a workflow of one job.
 *
 * @throws {Error} when it has no step with the action, or none after it
 */
export function readWorkflow(path: string): Workflow {
  const workflow: unknown = parse(readFileSync(path, 'utf8'));
  const job = Object.values(fields(fields(workflow)['jobs']))[0];
  const steps = listOf(fields(job)['steps']).map(fields);
  const actionAt = steps.findIndex(({ uses }) => typeof uses === 'string' && uses.startsWith(ACTION));
  const action = steps[actionAt];
  const test = steps.slice(actionAt + 1).find(({ run }) => run !== undefined);
  if (action === undefined || test === undefined) {
    throw new Error(`${path} has no step with the action, or no test after it`);
  }
  const install = steps.find(({ name }) => name === 'Install');
  const workingDirectory = fields(fields(fields(job)['defaults'])['run'])['working-directory'];
  return {
    workingDirectory: typeof workingDirectory === 'string' ? workingDirectory : '.',
    inputs: texts(action['with']),
    install: install === undefined ? undefined : step(install),
    test: step(test),
  };
}

/**
 * Puts values in for expressions, those that only name something.
 *
 * @throws {Error} when the context does not have it
 */
export function evaluate(text: string, context: Context): string {
  return text.replace(/\$\{\{ *([\w.]+) *\}\}/g, (_, name: string) => {
    const value = context.get(name);
    if (value === undefined) {
      throw new Error(`nothing is known of ${name}`);
    }
    return value;
  });
}

function step(of: Record<string, unknown>): Step {
  const { name, run } = of;
  return { name: typeof name === 'string' ? name : '', run: typeof run === 'string' ? run : '', env: texts(of['env']) };
}

function texts(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(fields(value)).map(([name, text]) => [name, String(text)]));
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
