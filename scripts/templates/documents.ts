/** Reads the shell commands of documents. */
import { allBlocks, type Block } from '../../__tests__/support/documents.ts';

/** Returns the `sh` blocks of a document, in order. */
export function commandsIn(document: string): readonly Block[] {
  return allBlocks().filter(({ path, language }) => path === document && language === 'sh');
}
