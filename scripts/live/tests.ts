/** Runs the contract tests and the stories of the action on a service. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { root } from '../lib/root.ts';
import { redact, type TestOutcome } from './report.ts';

const CONTRACT = join('packages', 'cognito-emulator', 'test', 'contract');
const STORIES = join('__tests__', 'live');
const SUFFIX = '.test.ts';

/** The first test of a domain waits until AWS serves it. */
const TEST_TIMEOUT_MS = 240_000;

/** The areas of the contract, which are its files. */
export const CONTRACT_AREAS: readonly string[] = readdirSync(join(root, CONTRACT))
  .filter((name) => name.endsWith(SUFFIX))
  .map((name) => basename(name, SUFFIX));
/** The jobs that use the action. */
export const STORIES_AREA = 'stories';

export interface TestRun {
  readonly areas: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For the results. */
  readonly folder: string;
  /** Called for each area that has ended. */
  onProgress(line: string): void;
}

/**
 * Runs the tests one after the other. Ends early when the run is interrupted.
 *
 * @throws {Error} if there are no results
 */
export async function runTests({ areas, env, folder, onProgress }: TestRun, interrupted: AbortSignal) {
  const resultFile = join(folder, 'results.json');
  const files = areas.map((area) => join(area === STORIES_AREA ? STORIES : CONTRACT, `${area}${SUFFIX}`));
  const args = [
    ...['--disable-warning=ExperimentalWarning', '--experimental-vm-modules', 'node_modules/jest/bin/jest.js'],
    ...['--runInBand', `--testTimeout=${TEST_TIMEOUT_MS}`, '--json', `--outputFile=${resultFile}`],
    ...['--testPathIgnorePatterns=/node_modules/', '--runTestsByPath', ...files],
  ];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const end = () => child.kill('SIGTERM');
  interrupted.addEventListener('abort', end);
  const ended = once(child, 'close');
  for await (const line of createInterface({ input: child.stderr })) {
    if (/^(?:PASS|FAIL) /.test(line)) {
      onProgress(line);
    }
  }
  await ended;
  interrupted.removeEventListener('abort', end);
  interrupted.throwIfAborted();
  return existsSync(resultFile) ? outcomesIn(readFileSync(resultFile, 'utf8')) : [];
}

interface JestResult {
  readonly name: string;
  readonly message: string;
  readonly assertionResults: readonly {
    readonly ancestorTitles: readonly string[];
    readonly title: string;
    readonly status: string;
    readonly failureMessages: readonly string[];
  }[];
}

function outcomesIn(json: string): readonly TestOutcome[] {
  const { testResults }: { readonly testResults: readonly JestResult[] } = JSON.parse(json);
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const area = basename(name, SUFFIX);
    if (assertionResults.length === 0) {
      throw new Error(`the tests of ${area} did not run: ${redact(message)}`);
    }
    return assertionResults.map(({ ancestorTitles, title, status, failureMessages }) => ({
      area,
      title: redact([...ancestorTitles, title].join(' › ')),
      difference: status === 'passed' ? '' : differenceIn(failureMessages),
    }));
  });
}

/** Returns the message without the colours and the stack trace. */
function differenceIn([message = 'not run']: readonly string[]): string {
  const [first = ''] = stripVTControlCharacters(message).split(/\n\s+at /);
  return redact(first.replace(/^Error: /, '').trim()) || 'failed without a message';
}
