/**
 * Runs jobs with the built action, cognito-local, an API that verifies tokens, Newman and Portman. The tests' strict
 * emulator replaces cognito-local for features that it lacks.
 *
 *   npm run demo
 */
import { INTERRUPTED, interruptible } from '../lib/interruption.ts';
import { makeTemporaryFolder } from '../lib/temporary-folder.ts';
import { assertClean } from './checks.ts';
import { type DemoEnvironment, startEnvironment } from './environment.ts';
import { CLEANUP, SCENARIOS, type Scenario } from './scenarios.ts';
import type { Result } from './screen.ts';

// After Ctrl-C, the current step ends; then the job's post steps and the last scenario clean up.
const interruption = interruptible();
announce();
const environment = await startEnvironment(makeTemporaryFolder(), interruption);
const results: Result[] = [];
for (const scenario of SCENARIOS) {
  if (!interruption.aborted) {
    results.push(await runScenario(scenario, environment, assertClean));
  }
}
results.push(await runScenario(CLEANUP, environment));
environment.screen.results(['scenario', 'result', 'seconds'], results);
process.exitCode = exitCode();

function announce(): void {
  console.log(`Runs the action as GitHub's runner does, against emulators of Cognito on this machine, and tests an API with
Newman and Portman. Takes about a minute, needs no AWS account, and leaves nothing behind, even after Ctrl-C.
`);
  [...SCENARIOS, CLEANUP].forEach(({ title }, index) => {
    console.log(`${`${index + 1}.`.padStart(4)} ${title}`);
  });
}

function exitCode(): number {
  if (interruption.aborted) {
    return INTERRUPTED;
  }
  return results.every(({ passed }) => passed) ? 0 : 1;
}

async function runScenario({ title, run }: Scenario, on: DemoEnvironment, check?: Scenario['run']): Promise<Result> {
  on.screen.scenario(title);
  const start = performance.now();
  let passed = true;
  try {
    await run(on);
    await check?.(on);
  } catch (error) {
    passed = false;
    on.screen.line(`\n  ✗ ${error instanceof Error ? error.message : String(error)}`);
  }
  return { title, passed, seconds: [(performance.now() - start) / 1000] };
}
