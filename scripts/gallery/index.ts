/**
 * Runs the examples of the test tools against the example API, with tokens from the built action, and finds where
 * tokens leak.
 *
 *   npm run gallery [-- [--quick] [--write] [--tools FOLDER] [TOOL…]]
 *
 * `--quick` skips tools that take minutes to install. `--write` updates the table of docs/test-tools.md; without it, an
 * outdated table is a failure. `--tools` keeps the installed tools in a folder for the next run. Linux only.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { assertContainsNoSecret } from '../demo/checks.ts';
import { type DemoEnvironment, startEnvironment } from '../demo/environment.ts';
import { interruptible } from '../lib/interruption.ts';
import { root } from '../lib/root.ts';
import { makeTemporaryFolder } from '../lib/temporary-folder.ts';
import { EXAMPLES } from './folders.ts';
import { type Front, startFront } from './front.ts';
import { install } from './install.ts';
import { runTool } from './run-tool.ts';
import { differences, type Row, rowOf, withRows } from './table.ts';
import type { Tool } from './tool.ts';
import { TOOLS } from './tools/index.ts';
import { readWorkflow } from './workflow.ts';

interface Result {
  readonly tool: Tool;
  readonly row: Row | undefined;
  readonly problems: readonly string[];
  readonly installSeconds: number;
  readonly runSeconds: number;
}

const DOCUMENT = join(root, 'docs', 'test-tools.md');

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, write: { type: 'boolean' }, tools: { type: 'string' } },
});
const chosen = chooseTools();
const interrupted = interruptible();

const folder = makeTemporaryFolder();
const toolsFolder = resolve(options.tools ?? join(folder, 'tools'));
mkdirSync(toolsFolder, { recursive: true });
const environment = await startEnvironment(folder, interrupted);
const front = await startFront(environment.baseUrl);
const results: Result[] = [];
try {
  for (const tool of chosen) {
    results.push(await testTool(tool, environment, front));
  }
} finally {
  front.close();
  await environment.stopServers();
}
showResults();
const isDocumentUpToDate = updateOrCompareRows(
  results.flatMap(({ row, problems }) => (problems.length === 0 && row !== undefined ? [row] : [])),
);
assertContainsNoSecret(environment, environment.screen.printed, 'the output of the gallery');
process.exitCode = isDocumentUpToDate && results.every(({ problems }) => problems.length === 0) ? 0 : 1;

function chooseTools(): readonly Tool[] {
  const unknown = positionals.filter((name) => !TOOLS.some((tool) => tool.name === name));
  if (unknown.length > 0) {
    throw new Error(`no such tool: ${unknown.join(', ')}; the tools are ${TOOLS.map(({ name }) => name).join(', ')}`);
  }
  const named = positionals.length === 0 ? TOOLS : TOOLS.filter(({ name }) => positionals.includes(name));
  return options.quick === true ? named.filter(({ isSlow }) => !isSlow) : named;
}

async function testTool(tool: Tool, on: DemoEnvironment, through: Front): Promise<Result> {
  on.screen.step(tool.title);
  const start = performance.now();
  let installedAt = start;
  const result = (problems: readonly string[], row: Row | undefined): Result => {
    for (const problem of problems) {
      on.screen.output(`✗ ${problem}`);
    }
    return {
      tool,
      row,
      problems,
      installSeconds: (installedAt - start) / 1000,
      runSeconds: (performance.now() - installedAt) / 1000,
    };
  };
  try {
    const workflow = readWorkflow(join(EXAMPLES, tool.name, 'workflow.yml'));
    const installed = join(toolsFolder, tool.name);
    await install(tool, workflow, installed);
    installedAt = performance.now();
    const outcome = await runTool({ environment: on, front: through, tool, workflow, installed });
    const row = rowOf(tool, versionOf(tool), outcome);
    on.screen.line(`  ${row.text}`);
    return result(outcome.problems, row);
  } catch (error) {
    return result([error instanceof Error ? error.message : String(error)], undefined);
  }
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

function showResults(): void {
  environment.screen.scenario('Results');
  environment.screen.table([
    ['tool', 'result', 'seconds to install', 'to run'],
    ...results.map(({ tool, problems, installSeconds, runSeconds }) => [
      tool.title,
      problems.length === 0 ? 'passed' : 'FAILED',
      installSeconds.toFixed(1),
      runSeconds.toFixed(1),
    ]),
  ]);
  const passed = results.filter(({ problems }) => problems.length === 0).length;
  environment.screen.line(`\n${passed} passed, ${results.length - passed} failed`);
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
