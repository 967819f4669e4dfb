import type { Tool } from '../tool.ts';
import { COMPILED_TOOLS } from './compiled.ts';
import { JAVASCRIPT_TOOLS } from './javascript.ts';
import { POSTMAN_TOOLS } from './postman.ts';
import { PYTHON_TOOLS } from './python.ts';

/** All tools, in the order of the table. */
export const TOOLS: readonly Tool[] = [...POSTMAN_TOOLS, ...JAVASCRIPT_TOOLS, ...PYTHON_TOOLS, ...COMPILED_TOOLS];
