/**
 * Parses JSON that may hold a secret; undefined where it is none. What the parser would say quotes the text.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
