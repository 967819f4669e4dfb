/**
 * The action's jobs on real parts: cognito-local, an API that verifies tokens, the built action, Newman and Portman. Where
 * cognito-local cannot, the tests' strict emulator stands in.
 *
 *   npm run demo
 */
import { INTERRUPTED, interruptible } from '../lib/interruption.ts';
import { clientCredentials } from './acts/client-credentials.ts';
import { confidentialClient } from './acts/confidential-client.ts';
import { ephemeralUser } from './acts/ephemeral-user.ts';
import { failingTest } from './acts/failing-test.ts';
import { groups } from './acts/groups.ts';
import { nothingLeft } from './acts/nothing-left.ts';
import { refresh } from './acts/refresh.ts';
import { storedUser } from './acts/stored-user.ts';
import { makeFolder, type Stage, setStage } from './stage.ts';

interface Act {
  readonly title: string;
  readonly play: (stage: Stage) => Promise<void>;
}

interface Result {
  readonly title: string;
  readonly passed: boolean;
  readonly seconds: number;
}

const ACTS: readonly Act[] = [
  { title: 'A user for this run: Newman and Portman pass, the user is deleted', play: ephemeralUser },
  { title: 'A test fails: the user is deleted all the same', play: failingTest },
  { title: 'Groups: only a user in the group is let in', play: groups },
  { title: 'A stored user: signed in, kept, its refresh token revoked', play: storedUser },
  { title: 'A refresh token: new tokens, and it stays valid', play: refresh },
  { title: 'An app client with a secret: sign-in by SRP', play: confidentialClient },
  { title: 'Client credentials: an app client signs in for itself', play: clientCredentials },
];
const LAST_ACT: Act = { title: 'Nothing is left, nothing leaked', play: nothingLeft };

// Ctrl-C lets the step that runs end, then the job's post steps and the last act put everything in order.
const interruption = interruptible();
const stage = await setStage(makeFolder(), interruption);
const results: Result[] = [];
for (const act of ACTS) {
  if (!interruption.aborted) {
    results.push(await play(act, stage));
  }
}
results.push(await play(LAST_ACT, stage));
showResults(results, stage);
process.exitCode = exitCode();

function exitCode(): number {
  if (interruption.aborted) {
    return INTERRUPTED;
  }
  return results.every(({ passed }) => passed) ? 0 : 1;
}

async function play({ title, play: playAct }: Act, on: Stage): Promise<Result> {
  on.screen.act(title);
  const start = performance.now();
  let passed = true;
  try {
    await playAct(on);
  } catch (error) {
    passed = false;
    on.screen.line(`\n  ✗ ${error instanceof Error ? error.message : String(error)}`);
  }
  return { title, passed, seconds: (performance.now() - start) / 1000 };
}

function showResults(all: readonly Result[], { screen }: Stage): void {
  screen.act('Results');
  screen.table([
    ['act', 'result', 'seconds'],
    ...all.map(({ title, passed, seconds }) => [title, passed ? 'passed' : 'FAILED', seconds.toFixed(1)]),
  ]);
  const passed = all.filter((result) => result.passed).length;
  screen.line(`\n${passed} passed, ${all.length - passed} failed`);
}
