/**
 * The commands that documents tell their readers to run.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/root.ts';

export interface Commands {
  /** The heading that they stand under. */
  readonly heading: string;
  readonly code: string;
}

/** The blocks of shell commands in a document, in order. */
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
