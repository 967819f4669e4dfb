/** Reads values of unknown type: parsed JSON and thrown errors. */

/** @returns undefined if the text is not JSON. The parser's own error would quote the text, which may be a secret. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns undefined if the value is not an object, or has no such field */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** @returns an empty string if the field is not a string */
export function textIn(value: unknown, name: string): string {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : '';
}

/** Returns true for an array of strings, which may be empty. */
export function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

/** Returns true for an object with these fields, all strings. */
export function hasTexts(value: unknown, ...names: string[]): boolean {
  return names.every((name) => typeof fieldOf(value, name) === 'string');
}
