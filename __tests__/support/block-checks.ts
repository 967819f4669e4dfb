/** Says which check runs a code block of the documents. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { EXAMPLES } from '../../scripts/gallery/folders.ts';
import { fieldsOf, listOf } from '../../scripts/lib/mapping.ts';
import type { Block } from './documents.ts';

/** The tests `pasted-blocks` in the folders `scenario` and `deep`. */
export const PASTED = 'npm run test:deep';
/** The tools whose steps are those of an example. A test of the gallery compares them, too. */
const GALLERY = 'npm run gallery';

interface Check {
  readonly path: string;
  readonly language: string;
  /** The headings above the blocks. All, if left out. */
  readonly headings?: readonly string[];
  /** The command that runs the blocks, or why none does. */
  readonly check: string | { readonly reason: string };
}

/** Blocks of other languages than YAML, and YAML that is no part of a workflow. */
export const CHECKS: readonly Check[] = [
  { path: 'CONTRIBUTING.md', language: 'sh', check: 'npm run demo' },
  { path: 'README.md', language: 'sh', check: PASTED },
  { path: 'README.md', language: 'json', check: PASTED },
  { path: 'SECURITY.md', language: 'sh', check: { reason: 'it verifies a release, and there is none yet' } },
  { path: 'docs/browser.md', language: 'js', check: PASTED },
  { path: 'docs/iam.md', language: 'json', check: PASTED },
  {
    path: 'docs/long-runs.md',
    language: 'yaml',
    headings: ['k6', 'Schemathesis', 'Newman'],
    check: 'npm run test:long-runs',
  },
  { path: 'docs/maintaining/live.md', language: 'sh', check: 'npm run live' },
  { path: 'docs/migration.md', language: 'sh', check: 'npm run templates' },
  { path: 'docs/set-up.md', language: 'sh', check: 'npm run templates' },
  { path: 'docs/troubleshooting.md', language: 'sh', check: 'npm run templates' },
  { path: 'docs/troubleshooting.md', language: 'json', check: 'npm run templates' },
  {
    path: 'docs/troubleshooting.md',
    language: 'yaml',
    headings: ['identity-provider-missing'],
    check: 'npm run templates',
  },
  { path: 'examples/README.md', language: 'sh', check: PASTED },
  { path: 'examples/README.md', language: 'yaml', check: PASTED },
  { path: 'examples/aws/README.md', language: 'sh', check: 'npm run templates' },
  { path: 'packages/action-runner/README.md', language: 'js', check: PASTED },
  { path: 'packages/cognito-emulator/README.md', language: 'sh', check: PASTED },
  { path: 'packages/cognito-emulator/README.md', language: 'js', check: PASTED },
  { path: 'sweep/README.md', language: 'json', check: PASTED },
];

/** Languages that nobody pastes. */
const NO_CODE = ['mermaid', 'text'];

/** Returns the check of a block. Undefined if nobody has said which one runs it. */
export function checkOf(block: Block): Check['check'] | undefined {
  if (NO_CODE.includes(block.language)) {
    return { reason: 'it is no code' };
  }
  const listed = CHECKS.find((check) => isFor(check, block));
  if (listed !== undefined) {
    return listed.check;
  }
  if (block.language !== 'yaml') {
    return undefined;
  }
  return isOfExample(block) ? GALLERY : PASTED;
}

export function isFor({ path, language, headings }: Check, block: Block): boolean {
  return block.path === path && block.language === language && (headings?.includes(block.heading) ?? true);
}

/** The steps of the workflows in examples/, without their names. */
const EXAMPLE_STEPS = globSync('*/workflow.yml', { cwd: EXAMPLES })
  .flatMap((path) => Object.values(fieldsOf(fieldsOf(parse(readFileSync(join(EXAMPLES, path), 'utf8')))['jobs'])))
  .flatMap((job) => listOf(fieldsOf(job)['steps']).map(commandOf));

/** True if all steps of a block are steps of examples. */
function isOfExample({ code }: Block): boolean {
  const steps = listOf(parse(code)).map(commandOf);
  return steps.length > 0 && steps.every((step) => EXAMPLE_STEPS.some((example) => isDeepStrictEqual(step, example)));
}

function commandOf(step: unknown): object {
  const { name: _, ...command } = fieldsOf(step);
  return command;
}
