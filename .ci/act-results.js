// Judges what act logged, as JSON lines: node act-results.js LOG JOB…
import { readFileSync } from 'node:fs';

const [log = '', ...expectedJobs] = process.argv.slice(2);

/** What looks like a token, an ephemeral username or the username of the stored user. In `msg` alone: act masks nothing else. */
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

let isGood = true;
for (const job of expectedJobs) {
  const result =
    lines.findLast(({ jobID, jobResult }) => jobID === job && jobResult !== undefined)?.jobResult ?? 'missing';
  console.log(`${job}: ${result}`);
  isGood &&= result === 'success';
}
for (const { jobID, msg } of lines) {
  if (SECRET.test(msg ?? '')) {
    console.log(`${jobID}: a line of the log shows a secret`);
    isGood = false;
  }
}
process.exitCode = isGood ? 0 : 1;
