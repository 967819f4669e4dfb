/**
 * Runs the examples of the test tools against the example API, with tokens from the built action, and finds where
 * tokens leak.
 *
 *   npm run gallery [-- [--quick] [--write] [TOOL…]]
 *
 * `--quick` skips tools that take minutes to install. `--write` updates the table of docs/test-tools.md; without it, an
 * outdated table is a failure. Linux only.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { assertContainsNoSecret } from '../demo/checks.ts';
import { startEnvironment } from '../demo/environment.ts';
import type { Result } from '../demo/screen.ts';
import { interruptible } from '../lib/interruption.ts';
import { root } from '../lib/root.ts';
import { makeTemporaryFolder } from '../lib/temporary-folder.ts';
import { EXAMPLES } from './folders.ts';
import { startFront } from './front.ts';
import { install } from './install.ts';
import { runTool } from './run-tool.ts';
import { differences, type Row, rowOf, withRows } from './table.ts';
import type { Tool } from './tool.ts';
import { TOOLS } from './tools/index.ts';
import { readWorkflow } from './workflow.ts';

interface ToolRun extends Result {
  /** Undefined if the tool did not pass. */
  readonly row: Row | undefined;
}

const DOCUMENT = join(root, 'docs', 'test-tools.md');

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, write: { type: 'boolean' } },
});
const chosen = chooseTools();
const interrupted = interruptible();

const folder = makeTemporaryFolder();
const environment = await startEnvironment(folder, interrupted);
const front = await startFront(environment.baseUrl);
const results: ToolRun[] = [];
try {
  for (const tool of chosen) {
    results.push(await testTool(tool));
  }
} finally {
  front.close();
  await environment.stopServers();
}
environment.screen.results(['tool', 'result', 'seconds to install', 'to run'], results);
const isDocumentUpToDate = updateOrCompareRows(results.flatMap(({ row }) => row ?? []));
assertContainsNoSecret(environment, environment.screen.printed, 'the output of the gallery');
process.exitCode = isDocumentUpToDate && results.every(({ passed }) => passed) ? 0 : 1;

function chooseTools(): readonly Tool[] {
  const unknown = positionals.filter((name) => !TOOLS.some((tool) => tool.name === name));
  if (unknown.length > 0) {
    throw new Error(`no such tool: ${unknown.join(', ')}; the tools are ${TOOLS.map(({ name }) => name).join(', ')}`);
  }
  const named = positionals.length === 0 ? TOOLS : TOOLS.filter(({ name }) => positionals.includes(name));
  return options.quick === true ? named.filter(({ isSlow }) => !isSlow) : named;
}

async function testTool(tool: Tool): Promise<ToolRun> {
  const { screen } = environment;
  screen.step(tool.title);
  const start = performance.now();
  let installedAt = start;
  let row: Row | undefined;
  let problems: readonly string[];
  try {
    const workflow = readWorkflow(join(EXAMPLES, tool.name, 'workflow.yml'));
    const installed = join(folder, 'tools', tool.name);
    await install(tool, workflow, installed);
    installedAt = performance.now();
    const outcome = await runTool({ environment, front, tool, workflow, installed });
    row = rowOf(tool, versionOf(tool), outcome);
    screen.line(`  ${row.text}`);
    problems = outcome.problems;
  } catch (error) {
    problems = [error instanceof Error ? error.message : String(error)];
  }
  for (const problem of problems) {
    screen.output(`✗ ${problem}`);
  }
  const passed = problems.length === 0;
  const seconds = [installedAt - start, performance.now() - installedAt].map((milliseconds) => milliseconds / 1000);
  return { title: tool.title, passed, seconds, row: passed ? row : undefined };
}

function versionOf({ name, version }: Tool): string {
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
function updateOrCompareRows(rows: readonly Row[]): boolean {
  const document = readFileSync(DOCUMENT, 'utf8');
  if (options.write === true) {
    writeFileSync(DOCUMENT, withRows(document, rows, TOOLS));
    return true;
  }
  const missing = differences(document, rows);
  if (missing.length > 0) {
    environment.screen.line(
      `\ndocs/test-tools.md is out of date. Update it: npm run gallery -- --write. Rows that it misses:\n${missing.join('\n')}`,
    );
  }
  return missing.length === 0;
}
