import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface ActionInput {
  readonly description: string;
  readonly required: boolean;
  readonly default: string;
}

/** The fields of an `action.yml` that the runner reads. */
export interface ActionFile {
  readonly using: string;
  readonly main: string;
  readonly post: string | undefined;
  readonly inputs: Readonly<Record<string, ActionInput>>;
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * Reads the `action.yml` in a folder.
 *
 * @throws {Error} when a field that the runner needs is missing or of another type
 */
export function readActionFile(folder: string): ActionFile {
  const file = join(folder, 'action.yml');
  const action = record(parse(readFileSync(file, 'utf8')), file);
  const runs = record(action['runs'], `${file}: runs`);
  return {
    using: text(runs['using'], `${file}: runs.using`),
    main: text(runs['main'], `${file}: runs.main`),
    post: runs['post'] === undefined ? undefined : text(runs['post'], `${file}: runs.post`),
    inputs: mapEntries(action['inputs'] ?? {}, `${file}: inputs`, (input, where) => ({
      description: text(input['description'], `${where}.description`),
      required: input['required'] === true,
      default: input['default'] === undefined ? '' : text(input['default'], `${where}.default`),
    })),
    outputs: mapEntries(action['outputs'] ?? {}, `${file}: outputs`, (output, where) =>
      text(output['description'], `${where}.description`),
    ),
  };
}

function mapEntries<T>(
  value: unknown,
  where: string,
  read: (entry: Record<string, unknown>, where: string) => T,
): Record<string, T> {
  const entries = Object.entries(record(value, where)).map(([name, entry]) => {
    const place = `${where}.${name}`;
    return [name, read(record(entry, place), place)] as const;
  });
  return Object.fromEntries(entries);
}

function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${where} is not a mapping`);
  }
  return Object.fromEntries(Object.entries(value));
}

function text(value: unknown, where: string): string {
  if (typeof value !== 'string') {
    throw new Error(`${where} is not a string`);
  }
  return value;
}
