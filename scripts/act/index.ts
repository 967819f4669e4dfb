/**
 * Runs a workflow of this project with nektos/act, in the current folder, which is a clone of the repository. Fails
 * unless all of the jobs succeed and the log shows no secret.
 *
 *   node scripts/act/index.ts [--packages] TOOLS WORKFLOW JOB…
 *
 * TOOLS is the folder of the program act. With `--packages`, `npm ci` links the packages of this repository: to install
 * them takes a minute.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../lib/root.ts';
import { problemsOf, runByAct, SETUP_NODE } from './run.ts';

/** Takes the place of npm. */
const NPM = `#!/usr/bin/env bash
[ "$*" != ci ] || exec ln --symbolic ${join(root, 'node_modules')} node_modules
PATH=\${PATH#*:} exec npm "$@"
`;
/** The files to attest must exist. */
const ATTEST = { inputs: { SUBJECTS: 'subject-path' }, run: 'git ls-files --error-unmatch -- "$SUBJECTS"' };

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { packages: { type: 'boolean', default: false } },
});
const [tools = '', workflow = '', ...jobs] = positionals;
const folder = mkdtempSync(join(resolve(tools), 'act-'));
const setupNode = options.packages
  ? { ...SETUP_NODE, run: `${SETUP_NODE.run}\necho ${folder} >>"$GITHUB_PATH"` }
  : SETUP_NODE;
if (options.packages) {
  writeFileSync(join(folder, 'npm'), NPM, { mode: 0o755 });
}
const run = await runByAct({
  tools,
  folder,
  repository: '.',
  workflow: join('.github', 'workflows', workflow),
  event: 'workflow_dispatch',
  standIns: { 'actions/setup-node': setupNode, 'actions/attest': ATTEST },
  env: {
    GITHUB_REPOSITORY: 'org/cognito-token-action',
    SHA_REF: execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
  },
});
const problems = problemsOf(run, jobs);
console.log(problems.length === 0 ? `passed: ${jobs.join(', ')}` : problems.join('\n'));
rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
process.exitCode = problems.length === 0 ? 0 : 1;
