/**
 * Runs the workflows of examples with tokens from the built action, against the strict emulator and an example API. The
 * tests must pass, they must fail if they do not get what they need, and tokens may leak only where it is expected.
 *
 *   npm run gallery [-- [--quick] [--write] [NAME…]]     the test tools of docs/test-tools.md
 *   npm run many-users [-- [--quick] [NAME…]]            the tools of docs/many-users.md
 *   npm run iam                                          the tests of an API with IAM authorization
 *   npm run browser                                      a web app with AWS Amplify in a browser
 *
 * `--quick` skips tools that take minutes to install. `--write` updates the table of docs/test-tools.md; without it, an
 * outdated table is a failure. Linux only.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Result, Screen } from '../demo/screen.ts';
import { interruptible } from '../lib/interruption.ts';
import { root } from '../lib/root.ts';
import { makeTemporaryFolder } from '../lib/temporary-folder.ts';
import type { Example, Tool } from './example.ts';
import { EXAMPLES } from './folders.ts';
import { browserExamples, IAM, MANY_USERS } from './other-examples.ts';
import { runExample } from './run.ts';
import { rowOf, withRows } from './table.ts';
import { TOOLS } from './tools.ts';

type Examples = Readonly<Record<string, Example>>;

const SUITES: Readonly<Record<string, () => Examples | Promise<Examples>>> = {
  gallery: () => TOOLS,
  'many-users': () => MANY_USERS,
  iam: () => IAM,
  browser: browserExamples,
};
const DOCUMENT = join(root, 'docs', 'test-tools.md');

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, write: { type: 'boolean' } },
});
const chosen = await chooseExamples();
const interrupted = interruptible();
const folder = makeTemporaryFolder();
const screen = new Screen();
const rows: string[] = [];
const results: Result[] = [];
for (const [name, example] of chosen) {
  if (!interrupted.aborted) {
    results.push(await test(name, example));
  }
}
screen.results('example', results);
const isDocumentUpToDate = updateOrCompareRows();
process.exitCode = isDocumentUpToDate && results.every(({ passed }) => passed) ? 0 : 1;

async function chooseExamples(): Promise<readonly (readonly [string, Example])[]> {
  const [suite = '', ...names] = positionals;
  const examples = await SUITES[suite]?.();
  if (examples === undefined) {
    throw new Error(`missing one of ${Object.keys(SUITES).join(', ')}`);
  }
  const known = Object.keys(examples).map((folder) => basename(folder));
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`no such tool: ${unknown.join(', ')}; the tools are ${known.join(', ')}`);
  }
  return Object.entries(examples).filter(
    ([name, { isSlow = false }]) =>
      (names.length === 0 || names.includes(basename(name))) && !(options.quick === true && isSlow),
  );
}

async function test(name: string, example: Example): Promise<Result> {
  screen.step(name);
  const start = performance.now();
  let problems: readonly string[];
  try {
    const run = await runExample({ name, example, folder, screen, interrupted });
    problems = run.problems;
    const tool = TOOLS[name];
    if (tool !== undefined && problems.length === 0) {
      const row = rowOf(name, tool, versionOf(name, tool), run.leaks);
      screen.line(`  ${row}`);
      rows.push(row);
    }
  } catch (error) {
    problems = [error instanceof Error ? error.message : String(error)];
  }
  for (const problem of problems) {
    screen.output(`✗ ${problem}`);
  }
  return { title: name, passed: problems.length === 0, seconds: (performance.now() - start) / 1000 };
}

function versionOf(name: string, { version }: Tool): string {
  if (version === undefined) {
    return '';
  }
  const [file, pattern] = version;
  const found = pattern.exec(readFileSync(join(EXAMPLES, name, file), 'utf8'))?.[1];
  if (found === undefined) {
    throw new Error(`${file} does not contain the version`);
  }
  return found;
}

/** Writes the rows into the document with `--write`; otherwise checks that they are in it. */
function updateOrCompareRows(): boolean {
  const document = readFileSync(DOCUMENT, 'utf8');
  const updated = withRows(document, rows, Object.values(TOOLS));
  if (options.write === true) {
    writeFileSync(DOCUMENT, updated);
  } else if (updated !== document) {
    screen.line('\ndocs/test-tools.md is out of date. Update it: npm run gallery -- --write');
    return false;
  }
  return true;
}
