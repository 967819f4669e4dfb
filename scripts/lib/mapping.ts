/** Reads parsed YAML and JSON. */

export type Fields = Readonly<Record<string, unknown>>;

/** Returns the fields of a mapping, and none of anything else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

/** Returns the items of a list, and none of anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
