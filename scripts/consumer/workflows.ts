/** The workflows in examples/ and in the README, and a repository of a consumer who copied them as documented. */
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { blockUnder } from '../../__tests__/support/documents.ts';
import { copyWithoutPackages, EXAMPLES } from '../gallery/folders.ts';

export interface Workflow {
  /** The name of its folder, `workflow` for examples/workflow.yml, or `README`. */
  readonly name: string;
  readonly event: 'push' | 'pull_request';
  readonly text: string;
  readonly jobs: readonly string[];
  /** All of its jobs have the permission `id-token: write`. */
  readonly mayGetIdToken: boolean;
}

/**
 * The workflows that run only if they are named, and the reasons. `npm run gallery` and `npm run browser` run their
 * tools, but not Cypress.
 */
const LEFT_OUT: Readonly<Record<string, string>> = {
  artillery: 'npm takes minutes to install the tool',
  cypress: 'npm downloads Cypress, and it needs a web app',
  hurl: 'it changes the machine with sudo and apt-get, and Cargo takes minutes to build the tool',
  iam: 'npm run iam runs it, with an API that verifies signatures',
  k6: 'Go takes minutes to build the tool',
  karate: 'Maven takes minutes to download the tool',
  'playwright-ui': 'Playwright downloads a browser',
  'rest-assured': 'Maven takes minutes to download the tool',
};
const AUTHOR = ['-c', 'user.name=A consumer', '-c', 'user.email=consumer@example.com'];

/** @throws {Error} if there is no workflow with one of the names */
export function chooseWorkflows(names: readonly string[]): readonly Workflow[] {
  const files = globSync(['workflow.yml', '*/workflow.yml'], { cwd: EXAMPLES }).toSorted();
  const all = [
    ...files.map((file) =>
      parseWorkflow(dirname(file).replace(/^\.$/, 'workflow'), readFileSync(join(EXAMPLES, file), 'utf8')),
    ),
    parseWorkflow('README', blockUnder('README.md', 'Use it').code),
  ];
  const unknown = [...names, ...Object.keys(LEFT_OUT)].filter((name) => !all.some((one) => one.name === name));
  if (unknown.length > 0) {
    throw new Error(`no such workflow: ${unknown.join(', ')}`);
  }
  if (names.length > 0) {
    return all.filter(({ name }) => names.includes(name));
  }
  for (const [name, reason] of Object.entries(LEFT_OUT)) {
    console.log(`skipped ${name}: ${reason}`);
  }
  return all.filter(({ name }) => LEFT_OUT[name] === undefined);
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
}

function parseWorkflow(name: string, text: string): Workflow {
  const { on, jobs }: { readonly on: unknown; readonly jobs: Readonly<Record<string, Job>> } = parse(text);
  return {
    name,
    event: on === 'pull_request' ? 'pull_request' : 'push',
    text,
    jobs: Object.keys(jobs),
    mayGetIdToken: Object.values(jobs).every(({ permissions }) => permissions?.['id-token'] === 'write'),
  };
}

/** Returns the path of a workflow in the repository. */
export function workflowPath({ name }: Workflow): string {
  return join('.github', 'workflows', `${name}.yml`);
}

/** Creates the repository in a new folder, with a commit of all files. */
export function makeRepository(repository: string, workflows: readonly Workflow[]): void {
  copyWithoutPackages(EXAMPLES, repository);
  mkdirSync(join(repository, '.github', 'workflows'), { recursive: true });
  for (const workflow of workflows) {
    writeFileSync(join(repository, workflowPath(workflow)), workflow.text);
  }
  for (const args of [
    ['init', '--quiet', '--initial-branch', 'main'],
    ['add', '--all'],
    [...AUTHOR, 'commit', '--quiet', '--message', 'test: API tests'],
  ]) {
    execFileSync('git', args, { cwd: repository });
  }
}
