import type { Tool } from '../tool.ts';
export const COMPILED_TOOLS: readonly Tool[] = [];
