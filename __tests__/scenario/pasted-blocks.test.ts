// Verify that a check runs every code block of the documents, and that those work that no other check runs.
// `npm test` pastes only the first ones that a user pastes.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CognitoIdentityProviderClient, CreateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { freePort } from 'cognito-emulator/loopback';
import { operations } from 'cognito-emulator/router';
import { parse } from 'yaml';
import { EXAMPLES } from '../../scripts/gallery/folders.ts';
import { evaluateAll } from '../../scripts/gallery/workflow.ts';
import { type Fields, fieldsOf, listOf } from '../../scripts/lib/mapping.ts';
import { trustIn } from '../../scripts/lib/orders-api.ts';
import { CHECKS, checkOf, keysOf, PASTED } from '../support/block-checks.ts';
import { allBlocks, type Block, blockUnder } from '../support/documents.ts';
import {
  COMMANDS_ELSEWHERE,
  type Consumer,
  type ConsumerOptions,
  expectGreen,
  jobWith,
  LEFTOVER,
  readmeJob,
  runSteps,
  useConsumers,
} from '../support/pasted-job.ts';
import { REPOSITORY_ROOT } from '../support/repository.ts';
import { describeDeep } from '../support/sample.ts';

const startConsumer = useConsumers();

const TROUBLESHOOTING = 'docs/troubleshooting.md';

describe('every code block', () => {
  const blocks = allBlocks();
  const places = (some: readonly Block[]) => some.map(({ path, line }) => `${path}, line ${line}`);

  it('is run by a check: add new ones to block-checks.ts', () => {
    expect(places(blocks.filter((block) => checkOf(block) === undefined))).toStrictEqual([]);
  });

  it('is run by a check that .ci/run runs', () => {
    const commands = readFileSync(join(REPOSITORY_ROOT, '.ci', 'run'), 'utf8');
    const others = blocks.map(checkOf).filter((check) => typeof check === 'string' && !commands.includes(check));
    expect(others).toStrictEqual([]);
  });

  it('still exists if it is listed', () => {
    const keys = blocks.flatMap(keysOf);
    expect([...CHECKS.keys()].filter((key) => !keys.includes(key))).toStrictEqual([]);
    const commands = [...COMMANDS_ELSEWHERE.keys()];
    expect(commands.filter((run) => !blocks.some(({ code }) => code.includes(`- run: ${run}\n`)))).toStrictEqual([]);
  });
});

describe('when pasted', () => {
  it("the README's workflow passes its test with the token", async () => {
    const consumer = await startConsumer();
    await expectGreen(jobWith(blockUnder('README.md', 'Use it').code), consumer);
    expect(consumer.statuses).toStrictEqual([200]);
  });

  it('the workflow of the sweep deletes leftover users', async () => {
    const consumer = await startConsumer();
    consumer.pool.addUser(LEFTOVER);
    const [sweep] = await expectGreen(jobWith(blockUnder('sweep/README.md', 'Sweep').code), consumer);
    expect(sweep).toMatchObject({ outputs: { FOUND: '1', DELETED: '1' } });
  });

  it("the README's commands get tokens without AWS", async () => {
    const { job } = await startConsumer();
    const clone = String(job.env['GITHUB_WORKSPACE']);
    symlinkSync(join(REPOSITORY_ROOT, 'dist'), join(clone, 'dist'), 'junction');
    // The packages are installed already.
    const commands = blockUnder('README.md', 'Try it without AWS').code.replace(/^npm ci$/m, '');
    // The output goes to a file, because programs cannot open the sockets that are this process's pipes.
    const script = `{ ${commands} } >>output.txt 2>&1; status=$?; cat output.txt; exit $status`;
    const step = await job.run({ command: 'bash', args: ['-c', script] });
    expect(step).toMatchObject({ outcome: 'success', stdout: expect.stringContaining('ID_TOKEN') });
  });
});

describeDeep('a workflow or a part of one', () => {
  const blocks = allBlocks().filter(
    (block) =>
      block.language === 'yaml' &&
      checkOf(block) === PASTED &&
      // These have tests of their own.
      ![TROUBLESHOOTING, 'examples/README.md', 'sweep/README.md'].includes(block.path) &&
      block.heading !== 'Use it',
  );

  it.each(blocks)('is green in $path, line $line', async ({ code }) => {
    const consumer = await startConsumer();
    if (code.includes('.outputs.PROXY_URL')) {
      removeAuthorization(consumer);
    }
    const [main] = await expectGreen(jobWith(code), consumer);
    expect(main?.outputs).toMatchObject({ ACCESS_TOKEN: expect.any(String) });
  });
});

describeDeep('the fix in troubleshooting', () => {
  /** The mistake that a block fixes. */
  interface Mistake {
    readonly options?: ConsumerOptions;
    /** The job without the block. */
    readonly job: Fields;
    /** The heading of the message, if it is not that of the block. */
    readonly message?: string;
  }

  const WITHOUT_ROLE = jobWith(blockUnder('docs/other-runners.md', 'Gitea and Forgejo').code);
  const MISTAKES: Readonly<Record<string, Mistake>> = {
    'credentials-missing': { job: { ...readmeJob(), permissions: {} }, message: 'id-token-unavailable' },
    'machine-misconfigured': { job: { ...WITHOUT_ROLE, env: { AWS_PROFILE: 'another' } } },
    'challenge-answer-rejected': { job: jobWithInputs({ 'auth-flow': 'CUSTOM_AUTH', 'challenge-answers': 'wrong' }) },
    'certificate-untrusted': { options: { tls: true }, job: WITHOUT_ROLE },
  };

  it.each(Object.entries(MISTAKES))(
    'for %s makes the job green',
    async (heading, { options, job, message = heading }) => {
      const consumer = await startConsumer(options);
      const [main] = await runSteps(job, consumer);
      expect(main).toMatchObject({
        outcome: 'failure',
        annotations: [{ message: expect.stringMatching(new RegExp(`#${message}$`)) }],
      });
      await consumer.job.post();
      await expectGreen(jobWith(blockUnder(TROUBLESHOOTING, heading, 'yaml').code, job), consumer);
    },
  );

  it.each([
    ['code-grant-disabled', 'Custom scopes: the login page', 'CLIENT_ID'],
    ['grant-disabled', 'Machine to machine', 'MACHINE_CLIENT_ID'],
  ])('for %s lets the app client sign in', async (heading, page, variable) => {
    const properties = fieldsOf(parse(blockUnder(TROUBLESHOOTING, heading, 'yaml').code));
    const scopes = listOf(properties['AllowedOAuthScopes']).join(' ');
    const job = withInputs(jobWith(blockUnder('docs/flows.md', page).code), { scopes });

    const before = await startConsumer();
    const { AllowedOAuthFlowsUserPoolClient: _, ...byApi } = properties;
    const [main] = await runSteps(job, withClient(before, variable, await createClient(before, byApi)));
    expect(main?.annotations[0]?.message).toMatch(new RegExp(`#${heading}$`));

    const after = await startConsumer();
    await expectGreen(job, withClient(after, variable, await createClient(after, properties)));
  });

  it("for forks is the condition of the README's job", () => {
    expect(parse(blockUnder(TROUBLESHOOTING, 'inputs-invalid').code)).toStrictEqual({ if: readmeJob()['if'] });
  });
});

describeDeep('the policy', () => {
  it.each([
    ['README.md', 'IAM', 'Use it'],
    ['sweep/README.md', 'IAM policy', 'Sweep'],
  ])('of %s allows the calls, and no others', async (path, heading, workflow) => {
    const [{ Action: actions }] = JSON.parse(blockUnder(path, heading).code).Statement;
    const allowed = listOf(actions).map((action) => String(action).replace('cognito-idp:', ''));
    const denied = [...operations.keys()].filter((operation) => !allowed.includes(operation));
    const consumer = await startConsumer({ role: { denied } });
    consumer.pool.addUser(LEFTOVER);
    const signed = () => consumer.emulator.requests.filter((request) => request.signed);
    await runSteps(jobWith(blockUnder(path, workflow).code), consumer);
    await consumer.job.post();
    expect(new Set(signed().map(({ operation }) => operation))).toStrictEqual(new Set(allowed));
    expect(signed().filter(({ status }) => status !== 200)).toStrictEqual([]);
  });

  it('of a role in docs/iam.md trusts the repository, and no other', async () => {
    const [{ Condition: condition }] = JSON.parse(blockUnder('docs/iam.md', 'Trust policy').code).Statement;
    const { 'token.actions.githubusercontent.com:aud': audience } = condition.StringEquals;
    const { 'token.actions.githubusercontent.com:sub': subject } = condition.StringLike;
    const stranger = await startConsumer({ role: { audience, allowedSub: subject } });
    const [main] = await runSteps(readmeJob(), stranger);
    expect(main?.annotations[0]?.message).toMatch(/#role-not-assumed$/);
    const allowedSub = subject.replace('my-org/my-repo', 'octo-org/octo-repo');
    await expectGreen(readmeJob(), await startConsumer({ role: { audience, allowedSub } }));
  });
});

describeDeep('a program', () => {
  it.each(['action-runner', 'cognito-emulator'])('in the README of %s runs', async (name) => {
    const { job } = await startConsumer();
    const workspace = String(job.env['GITHUB_WORKSPACE']);
    const action = join(workspace, 'path', 'to', 'action');
    mkdirSync(action, { recursive: true });
    const runs = 'runs: { using: node24, main: main.js, post: main.js }';
    writeFileSync(join(action, 'action.yml'), `inputs: { name: { description: a name } }\n${runs}\n`);
    writeFileSync(join(action, 'main.js'), 'console.log(process.env.INPUT_NAME);\n');
    const { code } = blockUnder(`packages/${name}/README.md`, name, 'js');
    writeFileSync(join(workspace, 'pasted.ts'), code);
    expectSuccess(await job.run({ command: process.execPath, args: ['pasted.ts'] }));
  });

  it('in the README of cognito-emulator starts it', async () => {
    const { job } = await startConsumer();
    const { code } = blockUnder('packages/cognito-emulator/README.md', 'cognito-emulator', 'sh');
    const script = inBackground(code, 'CLIENT_SECRET=', 'cat output.txt');
    const result = await job.run({ command: 'bash', args: ['-ec', script] });
    expectSuccess(result);
    expect(result.stdout).toContain('CLIENT_SECRET=');
  });

  it('in docs/browser.md has the settings that npm run browser runs', () => {
    const example = readFileSync(join(EXAMPLES, 'playwright-ui', 'playwright.config.js'), 'utf8');
    const { code } = blockUnder('docs/browser.md', 'Browser tests', 'js');
    expect(settingsOf(example)).toMatchObject(settingsOf(code));
  });
});

describeDeep('the orders API', () => {
  const API_ON_THIS_MACHINE = 'http://127.0.0.1:3000';

  /** Returns the variables with which the API trusts the emulator. */
  const variablesOf = (consumer: Consumer) => {
    const { issuer, jwksUri } = trustIn(consumer);
    return { PORT: '0', COGNITO_ISSUER: issuer, COGNITO_JWKS_URI: jwksUri };
  };

  it('passes the tests of examples/README.md', async () => {
    const consumer = await startConsumer();
    const { job, pool, client } = consumer;
    const [user] = await runSteps(readmeJob(), consumer);
    const [admin] = await runSteps(jobWithInputs({ groups: 'admins' }), consumer);
    const values = new Map([
      ['USER_POOL_ID', pool.id],
      ['CLIENT_ID', client.id],
      ['ID_TOKEN', user?.outputs['ID_TOKEN']],
      ['PORTMAN_TOKEN', user?.outputs['ID_TOKEN']],
      ['PORTMAN_ID_TOKEN', admin?.outputs['ID_TOKEN']],
    ]);
    const { code } = blockUnder('examples/README.md', 'The orders API', 'sh');
    const [start = '', ...tests] = installed(code)
      .replaceAll(/\b(\w+)=…/g, (_, name: string) => `${name}=${values.get(name)}`)
      .trim()
      .split('\n');
    const url = '$(grep --only-matching "http://127.0.0.1:[0-9]*" output.txt)';
    const script = inBackground(start, 'listening', tests.join('\n').replaceAll(API_ON_THIS_MACHINE, url));
    const env = { ...variablesOf(consumer), npm_config_offline: 'true' };
    expectSuccess(await job.run({ command: 'bash', args: ['-ec', script], env }));
  });

  it('starts in a job with the step of examples/README.md', async () => {
    const consumer = await startConsumer();
    const port = await freePort();
    const [step] = parse(blockUnder('examples/README.md', 'The orders API', 'yaml').code);
    const url = `http://127.0.0.1:${port}`;
    const run = installed(step.run).replaceAll(API_ON_THIS_MACHINE, url);
    const script = `set -m\ntrap 'kill %1' EXIT\n${run}\ncurl --silent --output /dev/null --write-out '%{http_code}' ${url}/me`;
    const env = { ...variablesOf(consumer), ...evaluateAll(step.env, consumer.context), PORT: String(port) };
    const result = await consumer.job.run({ command: 'bash', args: ['-ec', script], env });
    expectSuccess(result);
    expect(result.stdout).toContain('401');
  });
});

/** Shows the log of a step that fails. */
function expectSuccess({ outcome, log }: StepResult): void {
  expect({ outcome, log }).toStrictEqual({ outcome: 'success', log });
}

/** Leaves out the installation of packages, which the consumer has. */
function installed(commands: string): string {
  return commands.replace(/^npm install$/m, '');
}

/** Returns a script that starts a command, runs others when it has printed something, and ends it. */
function inBackground(command: string, output: string, others: string): string {
  return `set -m
${command.trim()} >output.txt 2>&1 &
trap 'kill %1' EXIT
until grep --quiet '${output}' output.txt; do kill -0 %1; sleep 0.1; done
${others}`;
}

/** Makes the consumer's collection leave the token to the proxy. */
function removeAuthorization({ job }: Consumer): void {
  const file = join(String(job.env['GITHUB_WORKSPACE']), 'orders.postman_collection.json');
  const { auth: _, item: items, ...collection } = JSON.parse(readFileSync(file, 'utf8'));
  const withToken = listOf(items).filter((item) => fieldsOf(fieldsOf(item)['request'])['auth'] === undefined);
  writeFileSync(file, JSON.stringify({ ...collection, item: withToken }));
}

function jobWithInputs(inputs: Fields): Fields {
  return withInputs(readmeJob(), inputs);
}

/** Adds inputs to the step of the action. */
function withInputs(job: Fields, inputs: Fields): Fields {
  const [checkout, action, ...others] = listOf(job['steps']).map(fieldsOf);
  return { ...job, steps: [checkout, { ...action, with: { ...fieldsOf(action?.['with']), ...inputs } }, ...others] };
}

/** Creates an app client as CloudFormation does, and returns its variables. */
async function createClient({ emulator, pool }: Consumer, properties: Fields): Promise<[id: string, secret: string]> {
  const { url: endpoint, credentials } = emulator;
  const owner = new CognitoIdentityProviderClient({ endpoint, region: 'eu-west-1', credentials });
  const { UserPoolClient: client } = await owner.send(
    new CreateUserPoolClientCommand({ UserPoolId: pool.id, ClientName: 'tests', ...properties }),
  );
  owner.destroy();
  return [client?.ClientId ?? '', client?.ClientSecret ?? ''];
}

function withClient(consumer: Consumer, variable: string, [id, secret]: [id: string, secret: string]): Consumer {
  const variables = [`vars.${variable}`, 'secrets.MACHINE_CLIENT_SECRET'] as const;
  return { ...consumer, context: new Map([...consumer.context, [variables[0], id], [variables[1], secret]]) };
}

/** Returns the settings of a Playwright configuration. */
function settingsOf(config: string): object {
  const print = 'const defineConfig = (settings) => console.log(JSON.stringify(settings));';
  const input = `${print}\n${config.replace(/^import .*$/m, '').replace('export default', '')}`;
  const env = { ...process.env, STORAGE_STATE: 'state.json', PORT: '3000' };
  return JSON.parse(spawnSync(process.execPath, ['--input-type=module'], { input, env, encoding: 'utf8' }).stdout);
}
