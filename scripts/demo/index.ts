/**
 * Runs jobs with the built action, the strict emulator, an API that verifies tokens, Newman and Portman.
 *
 *   npm run demo
 */
import { INTERRUPTED, interruptible } from '../lib/interruption.ts';
import { makeTemporaryFolder } from '../lib/temporary-folder.ts';
import { startEnvironment } from './environment.ts';
import { CLEANUP, SCENARIOS, type Scenario } from './scenarios.ts';
import type { Result } from './screen.ts';

// After Ctrl-C, the current step ends; then the job's post steps and the last scenario clean up.
const interruption = interruptible();
announce();
const demo = await startEnvironment(makeTemporaryFolder(), interruption);
const results: Result[] = [];
for (const scenario of SCENARIOS) {
  if (!interruption.aborted) {
    results.push(await runScenario(scenario));
  }
}
results.push(await runScenario(CLEANUP));
demo.screen.results('scenario', results);
const exitCode = results.every(({ passed }) => passed) ? 0 : 1;
process.exitCode = interruption.aborted ? INTERRUPTED : exitCode;

function announce(): void {
  console.log(`Runs the action as GitHub's runner does, against an emulator of Cognito on this machine, and tests an API with
Newman and Portman. Takes about a minute, needs no AWS account, and leaves nothing behind, even after Ctrl-C.
`);
  [...SCENARIOS, CLEANUP].forEach(({ title }, index) => {
    console.log(`${`${index + 1}.`.padStart(4)} ${title}`);
  });
}

async function runScenario({ title, run }: Scenario): Promise<Result> {
  demo.screen.scenario(title);
  const start = performance.now();
  let passed = true;
  try {
    await run(demo);
    demo.assertClean();
  } catch (error) {
    passed = false;
    demo.screen.line(`\n  ✗ ${error instanceof Error ? error.message : String(error)}`);
  }
  return { title, passed, seconds: (performance.now() - start) / 1000 };
}
