// Checks act's log, in JSON lines, for failed jobs and secrets: node act-results.js LOG JOB…
import { readFileSync } from 'node:fs';

const [log = '', ...expectedJobs] = process.argv.slice(2);

/**
 * Matches a token, an ephemeral username or the stored user's username. Checked only in `msg`, the only field that act
 * masks.
 */
const SECRET = /eyJ[\w-]{20}|gha-\d+-\d+-|stored-user-[0-9a-f]/;

const lines = readFileSync(log, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('{'))
  .map((line) => JSON.parse(line));

for (const { jobID, step, stepResult, msg } of lines) {
  if (stepResult === 'failure') {
    console.log(`${jobID}: ${step}: ${msg.trim()}`);
  }
}

let passed = true;
for (const job of expectedJobs) {
  const result =
    lines.findLast(({ jobID, jobResult }) => jobID === job && jobResult !== undefined)?.jobResult ?? 'missing';
  console.log(`${job}: ${result}`);
  passed &&= result === 'success';
}
for (const { jobID, msg } of lines) {
  if (SECRET.test(msg ?? '')) {
    console.log(`${jobID}: a line of the log shows a secret`);
    passed = false;
  }
}
process.exitCode = passed ? 0 : 1;
