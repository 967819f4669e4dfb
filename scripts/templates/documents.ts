/**
 * Reads the shell commands of documents.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeBlock, codeBlocks } from '../../__tests__/support/markdown.ts';
import { root } from '../lib/root.ts';

/** Returns the `sh` blocks of a document, in order. */
export function commandsIn(document: string): readonly CodeBlock[] {
  return codeBlocks(readFileSync(join(root, document), 'utf8')).filter(({ language }) => language === 'sh');
}
