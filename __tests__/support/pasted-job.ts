/** Pastes a YAML block of the documents into the README's workflow, and runs the job as GitHub's runner does. */
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { StepResult } from 'action-runner';
import { readActionFile } from 'action-runner/action-file';
import type { RoleRequest } from 'cognito-emulator/sts/roles';
import { parse } from 'yaml';
import { copyWithoutPackages, EXAMPLES } from '../../scripts/gallery/folders.ts';
import { type Context, evaluateAll, named } from '../../scripts/gallery/workflow.ts';
import { createIamApi } from '../../scripts/lib/echo-api.ts';
import { type Fields, fieldsOf, listOf } from '../../scripts/lib/mapping.ts';
import { createOrdersApi } from '../../scripts/lib/orders-api.ts';
import { pathOfSteps } from '../../scripts/lib/tool-environment.ts';
import { customAuth, QUESTIONS } from './custom-auth.ts';
import { blockUnder } from './documents.ts';
import { type FixtureOptions, useFixtures } from './fixture.ts';
import { createIdentityPool } from './identity-pool.ts';
import { LOGIN_CLIENT, LOGIN_POOL } from './login-page.ts';
import { oidcVariables } from './oidc-variables.ts';
import { REPOSITORY_ROOT } from './repository.ts';
import { useServers } from './test-servers.ts';

export interface ConsumerOptions extends Pick<FixtureOptions, 'tls'> {
  readonly role?: Omit<RoleRequest, 'arn'>;
}

/** A job, an AWS account with everything that the documents name, and the values for their workflows. */
export type Consumer = Awaited<ReturnType<ReturnType<typeof useConsumers>>>;

/** The URL of the API in the documents. */
const API_URL = 'https://api.example.com';
const CERTIFICATE_FILE = '/etc/ssl/certs/company-ca.pem';
const ROLE = 'arn:aws:iam::123456789012:role/api-tests';
const STORED = { username: 'ada@example.com', password: 'Analytical-Engine-1843' };
/** A user that a killed runner has left behind. */
export const LEFTOVER = {
  username: 'gha-1658821493-1-a2b3c4d5e6f7g2h3i4j5k6l7mn@example.com',
  password: 'Analytical-Engine-1843',
  createdAt: new Date(0),
};

/** Returns a function that creates consumers, which are removed at the end of the test. */
export function useConsumers() {
  const startFixture = useFixtures();
  const serve = useServers();

  return async ({ tls = false, role }: ConsumerOptions = {}) => {
    const fixture = await startFixture({
      pool: {
        ...LOGIN_POOL,
        usernameAttributes: ['email'],
        customAttributes: ['custom:tenant'],
        groups: ['admins'],
        customAuth: customAuth({ questions: QUESTIONS }),
      },
      client: { ...LOGIN_CLIENT, flows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
      credentials: false,
      tls,
    });
    const { emulator, pool, client, job } = fixture;
    emulator.addRole({ arn: ROLE, ...role });
    pool.addUser(STORED);
    const machine = pool.createClient({
      secret: true,
      flows: [],
      oauthFlows: ['client_credentials'],
      scopes: ['orders/read', 'orders/write'],
    });

    /** The statuses of the orders API's answers, in order. */
    const statuses: number[] = [];
    const server = createOrdersApi(fixture);
    server.prependListener('request', (_, response) => {
      response.once('finish', () => statuses.push(response.statusCode));
    });
    const apiUrl = `http://127.0.0.1:${await serve(server)}`;
    const repository = String(job.env['GITHUB_WORKSPACE']);
    writeRepository(repository, apiUrl);
    const certificateFile = join(repository, 'company-ca.pem');
    writeFileSync(certificateFile, emulator.certificate ?? '');

    const vars = {
      AWS_REGION: 'eu-west-1',
      AWS_ROLE: ROLE,
      BASE_URL: apiUrl,
      CLIENT_ID: client.id,
      COGNITO_DOMAIN: emulator.url,
      IAM_BASE_URL: `http://127.0.0.1:${await serve(createIamApi(fixture))}`,
      IAM_CLIENT_ID: client.id,
      IDENTITY_POOL_ID: createIdentityPool(fixture).id,
      MACHINE_CLIENT_ID: machine.id,
      SWEEP_ROLE: ROLE,
      USER_POOL_ID: pool.id,
    };
    const secrets = {
      AWS_ACCESS_KEY_ID: emulator.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: emulator.credentials.secretAccessKey,
      FIRST_ANSWER: QUESTIONS[0]?.answer ?? '',
      SECOND_ANSWER: QUESTIONS[1]?.answer ?? '',
      MACHINE_CLIENT_SECRET: machine.secret ?? '',
      TEST_PASSWORD: STORED.password,
      TEST_REFRESH_TOKEN: pool.addSignIn(client, STORED.username),
      TEST_USERNAME: STORED.username,
    };
    /** The variables and secrets of the repository. */
    const context: Context = new Map([...named('vars', vars), ...named('secrets', secrets)]);
    /** The real values for the examples in the documents. */
    const replacements = [
      [API_URL, apiUrl],
      [CERTIFICATE_FILE, certificateFile],
    ] as const;
    return { ...fixture, context, replacements, statuses };
  };
}

/** Writes the repository of a consumer who has copied the examples, and has a test with two users. */
function writeRepository(folder: string, apiUrl: string): void {
  for (const source of [join(EXAMPLES, 'newman'), EXAMPLES]) {
    copyWithoutPackages(source, folder);
  }
  // Saves an `npm ci`. On Windows, a junction needs no extra rights; elsewhere the type is ignored.
  symlinkSync(join(REPOSITORY_ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const file = join(folder, 'package.json');
  const { scripts, ...project } = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...project, scripts: { ...scripts, 'test:api': 'bash two-users.sh' } }));
  writeFileSync(
    join(folder, 'two-users.sh'),
    `status() {
  curl --silent --output /dev/null --write-out '%{http_code}' --header @- ${apiUrl}/admin/orders <<<"Authorization: Bearer $1"
}
test "$(status "$ADMIN_TOKEN") $(status "$CUSTOMER_TOKEN")" = '200 403'
`,
  );
}

const OUR_ACTION = /^(https:\/\/github\.com\/)?org\/cognito-token-action(?<folder>\/sweep)?@v1$/;
const INPUTS = Object.keys(readActionFile(REPOSITORY_ROOT).inputs);

/** The input that the text above a block asks for, by the output that the block reads. */
const INPUTS_BY_OUTPUT: Readonly<Record<string, Fields>> = {
  POSTMAN_ENVIRONMENT: { 'postman-environment': true },
  PROXY_URL: { 'proxy-to': API_URL },
};

/** The commands whose tools take minutes to install, and the checks that run them. */
export const COMMANDS_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['k6 run users.js', 'npm run many-users -- k6'],
  ['npx playwright test', 'npm run browser'],
]);

/**
 * Returns the README's job with a block pasted where its keys belong.
 *
 * @throws {Error} if the keys belong nowhere
 */
export function jobWith(code: string, job = readmeJob()): Fields {
  const pasted: unknown = parse(code);
  const [checkout, action, ...tests] = listOf(job['steps']).map(fieldsOf);
  const withInputs = (inputs: Fields) => ({ ...action, with: { ...fieldsOf(action?.['with']), ...inputs } });
  if (Array.isArray(pasted)) {
    return { ...job, steps: [checkout, ...(readsEarlierStep(code) ? [withInputs(inputsFor(code))] : []), ...pasted] };
  }
  const names = Object.keys(fieldsOf(pasted));
  if (names.includes('jobs')) {
    return onlyJob(code);
  }
  if (names.every((name) => INPUTS.includes(name))) {
    return { ...job, steps: [checkout, withInputs(fieldsOf(pasted)), ...tests] };
  }
  if (names.join() === 'run') {
    return { ...job, steps: [checkout, action, { ...tests[0], ...fieldsOf(pasted) }] };
  }
  if (names.join() === 'env') {
    const env = { ...fieldsOf(action?.['env']), ...fieldsOf(fieldsOf(pasted)['env']) };
    return { ...job, steps: [checkout, { ...action, env }, ...tests] };
  }
  if (names.join() === 'permissions') {
    return { ...job, ...fieldsOf(pasted) };
  }
  throw new Error(`${names} belong nowhere in the README's job`);
}

/** Runs a job until a step fails, and returns the results of its steps, without those of other checks. */
export async function runSteps(job: Fields, consumer: Consumer): Promise<readonly StepResult[]> {
  const { job: runner, emulator } = consumer;
  if (fieldsOf(job['permissions'])['id-token'] === 'write') {
    Object.assign(runner.env, oidcVariables(emulator.oidc));
  }
  const context = new Map(consumer.context);
  const evaluated = (mapping: unknown) =>
    Object.fromEntries(
      Object.entries(evaluateAll(mapping, context)).map(([name, value]) => [
        name,
        consumer.replacements.reduce((text, [example, real]) => text.replaceAll(example, real), value),
      ]),
    );
  Object.assign(runner.env, evaluated(job['env']));
  const results: StepResult[] = [];
  for (const step of listOf(job['steps']).map(fieldsOf)) {
    const env = evaluated(step['env']);
    const { uses, run, id } = step;
    if (typeof run === 'string') {
      expect(Object.entries(env).filter(([, value]) => value === '')).toStrictEqual([]);
      if (!COMMANDS_ELSEWHERE.has(run)) {
        results.push(await runCommand(run, env, consumer));
      }
    } else if (!String(uses).startsWith('actions/checkout@')) {
      const action = join(REPOSITORY_ROOT, folderOf(String(uses)));
      const result = await runner.uses({ action, with: evaluated(step['with']), env });
      const outputs = Object.keys(readActionFile(action).outputs).map((name) => [name, result.outputs[name] ?? '']);
      for (const [name, value] of named(`steps.${id}.outputs`, Object.fromEntries(outputs))) {
        context.set(name, value);
      }
      results.push(result);
    }
    if (results.at(-1)?.outcome === 'failure') {
      return results;
    }
  }
  return results;
}

/** Expects a job to be green: all steps succeed without annotations, and post leaves nothing behind. */
export async function expectGreen(job: Fields, consumer: Consumer): Promise<readonly StepResult[]> {
  const { job: runner, pool, emulator } = consumer;
  const results = await runSteps(job, consumer);
  expect(results.map(({ outcome, annotations, log }) => ({ outcome, annotations, log }))).toStrictEqual(
    results.map(({ log }) => ({ outcome: 'success', annotations: [], log })),
  );
  for (const { outcome, annotations } of await runner.post()) {
    expect({ outcome, annotations }).toStrictEqual({ outcome: 'success', annotations: [] });
  }
  expect(pool.users.map(({ attributes }) => attributes['email'])).toStrictEqual([STORED.username]);
  expect(runner.files()).toStrictEqual([]);
  expect(emulator.violations).toStrictEqual([]);
  return results;
}

function runCommand(run: string, env: Readonly<Record<string, string>>, { job }: Consumer): Promise<StepResult> {
  return job.run({
    command: 'bash',
    args: ['-e', '-c', run],
    // The packages are installed, so that npx needs no registry.
    env: { PATH: pathOfSteps(), npm_config_offline: 'true', npm_config_update_notifier: 'false', ...env },
  });
}

export function readmeJob(): Fields {
  return onlyJob(blockUnder('README.md', 'Use it').code);
}

function onlyJob(workflow: string): Fields {
  const [job, ...others] = Object.values(fieldsOf(fieldsOf(parse(workflow))['jobs']));
  expect(others).toStrictEqual([]);
  return fieldsOf(job);
}

/** True if the steps of a block read outputs of a step that is not in the block. */
function readsEarlierStep(code: string): boolean {
  const ids = [...code.matchAll(/^- id: (?<id>\S+)$/gm)].map(({ groups }) => groups?.['id']);
  const read = [...code.matchAll(/steps\.(?<id>[\w-]+)\.outputs/g)].map(({ groups }) => groups?.['id']);
  return read.some((id) => !ids.includes(id));
}

function inputsFor(code: string): Fields {
  const needed = Object.entries(INPUTS_BY_OUTPUT).filter(([output]) => code.includes(`.outputs.${output} `));
  return Object.assign({}, ...needed.map(([, inputs]) => inputs));
}

/** Returns the folder of this action that `uses` names. */
function folderOf(uses: string): string {
  const match = OUR_ACTION.exec(uses);
  if (match === null) {
    throw new Error(`${uses} is not this action`);
  }
  return match.groups?.['folder'] ?? '.';
}
