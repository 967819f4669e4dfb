import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The fields of an `action.yml` that the runner reads, all of them as text. */
interface ActionYaml {
  readonly runs: { readonly using: string; readonly main: string; readonly post?: string };
  readonly inputs?: Readonly<
    Record<string, { readonly description: string; readonly required?: string; readonly default?: string }>
  >;
  readonly outputs?: Readonly<Record<string, { readonly description: string }>>;
}

export type ActionFile = ReturnType<typeof readActionFile>;

/** Reads the `action.yml` in a folder. Like the runner, it takes all scalars as text. */
export function readActionFile(folder: string) {
  const text = readFileSync(join(folder, 'action.yml'), 'utf8');
  const { runs, inputs = {}, outputs = {} }: ActionYaml = parse(text, { schema: 'failsafe' });
  return {
    ...runs,
    post: runs.post,
    inputs: mapValues(inputs, (input) => ({ default: '', ...input, required: input.required === 'true' })),
    outputs: mapValues(outputs, ({ description }) => description),
  };
}

function mapValues<V, T>(values: Readonly<Record<string, V>>, convert: (value: V) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, convert(value)]));
}
