/** Says which check runs a code block of the documents. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { EXAMPLES } from '../../scripts/gallery/folders.ts';
import { fieldsOf, listOf } from '../../scripts/lib/mapping.ts';
import type { Block } from './documents.ts';

/** The test `pasted-blocks`. */
export const PASTED = 'npm run test:deep';
/** The tools whose steps are those of an example. A test of the gallery compares them, too. */
const GALLERY = 'npm run gallery';
const TEMPLATES = 'npm run templates';
const LONG_RUNS = 'npm run test:long-runs';

/** The command that runs a block, or why none does. */
type Check = string | { readonly reason: string };

/**
 * The checks of blocks in other languages than YAML, and of YAML that is no part of a workflow, by document, language
 * and, if only some blocks are meant, the heading above.
 */
export const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['CONTRIBUTING.md sh', 'npm run demo'],
  ['README.md sh', PASTED],
  ['README.md json', PASTED],
  ['SECURITY.md sh', { reason: 'it verifies a release, and there is none yet' }],
  ['docs/browser.md js', PASTED],
  ['docs/iam.md json', PASTED],
  ['docs/long-runs.md yaml k6', LONG_RUNS],
  ['docs/long-runs.md yaml Schemathesis', LONG_RUNS],
  ['docs/long-runs.md yaml Newman', LONG_RUNS],
  ['docs/maintaining/live.md sh', 'npm run live'],
  ['docs/migration.md sh', TEMPLATES],
  ['docs/set-up.md sh', TEMPLATES],
  ['docs/troubleshooting.md sh', TEMPLATES],
  ['docs/troubleshooting.md json', TEMPLATES],
  ['docs/troubleshooting.md yaml identity-provider-missing', TEMPLATES],
  ['examples/README.md sh', PASTED],
  ['examples/README.md yaml', PASTED],
  ['examples/aws/README.md sh', TEMPLATES],
  ['packages/action-runner/README.md js', PASTED],
  ['packages/cognito-emulator/README.md sh', PASTED],
  ['packages/cognito-emulator/README.md js', PASTED],
  ['sweep/README.md json', PASTED],
]);

/** Languages that nobody pastes. */
const NO_CODE = ['mermaid', 'text'];

/** Returns the keys that a block can have in `CHECKS`. */
export function keysOf({ path, language, heading }: Block): readonly string[] {
  return [`${path} ${language} ${heading}`, `${path} ${language}`];
}

/** Returns the check of a block. Undefined if nobody has said which one runs it. */
export function checkOf(block: Block): Check | undefined {
  if (NO_CODE.includes(block.language)) {
    return { reason: 'it is no code' };
  }
  const listed = keysOf(block).flatMap((key) => CHECKS.get(key) ?? [])[0];
  if (listed !== undefined || block.language !== 'yaml') {
    return listed;
  }
  return isOfExample(block) ? GALLERY : PASTED;
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
