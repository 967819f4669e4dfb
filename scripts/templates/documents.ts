/**
 * Reads the shell commands of documents.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/root.ts';

export interface Commands {
  /** The nearest heading above. */
  readonly heading: string;
  readonly code: string;
}

/** Returns the `sh` blocks of a document, in order. */
export function commandsIn(document: string): readonly Commands[] {
  const markdown = readFileSync(join(root, document), 'utf8');
  return [...markdown.matchAll(/^```sh\n(?<code>[\s\S]*?)^```$/gm)].map(({ index, groups }) => ({
    heading:
      /^#+ (?<heading>.*)$/.exec(
        markdown
          .slice(0, index)
          .match(/^#+ .*$/gm)
          ?.at(-1) ?? '',
      )?.groups?.['heading'] ?? '',
    code: groups?.['code'] ?? '',
  }));
}
