/** The documents of this project, and the code blocks in them. */
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type CodeBlock, codeBlocks } from './markdown.ts';
import { REPOSITORY_ROOT } from './repository.ts';

export const DOCUMENTS: readonly string[] = globSync(
  ['*.md', 'docs/**/*.md', 'sweep/*.md', 'packages/*/README.md', 'examples/**/README.md'],
  { cwd: REPOSITORY_ROOT, exclude: (path) => path.includes('node_modules') },
)
  .map((path) => path.replaceAll(sep, '/'))
  .toSorted();

export interface Block extends CodeBlock {
  /** The path of the document. */
  readonly path: string;
}

export function readDocument(path: string): string {
  return readFileSync(join(REPOSITORY_ROOT, path), 'utf8');
}

/** Returns the code blocks of all documents. */
export function allBlocks(): Block[] {
  return DOCUMENTS.flatMap((path) => codeBlocks(readDocument(path)).map((block) => ({ path, ...block })));
}

/**
 * Returns the first code block under a heading.
 *
 * @throws {Error} if there is none
 */
export function blockUnder(path: string, heading: string, language?: string): Block {
  const found = allBlocks().find(
    (block) => block.path === path && block.heading === heading && (language ?? block.language) === block.language,
  );
  if (found === undefined) {
    throw new Error(`${path} has no code under ${heading}`);
  }
  return found;
}
