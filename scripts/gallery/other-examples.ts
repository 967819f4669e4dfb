/** The examples that are not in the table. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from 'cognito-emulator/loopback';
import { credentialVariables } from '../../__tests__/support/credential-variables.ts';
import { createIamApi } from '../lib/echo-api.ts';
import { BROKEN, type Example, GREEN } from './example.ts';

type Examples = Readonly<Record<string, Example>>;

/** The API accepts requests that are signed with the credentials of a user of the identity pool. */
export const IAM: Examples = {
  iam: {
    api: createIamApi,
    situations: [
      GREEN,
      BROKEN,
      {
        when: "with the job's own credentials",
        outputs: (_, { emulator }) => credentialVariables(emulator.addPrincipal({ sessionToken: true })),
      },
      { when: 'with a wrong signature', outputs: () => ({ AWS_SECRET_ACCESS_KEY: 'x'.repeat(40) }) },
    ],
  },
};

/**
 * A web app with AWS Amplify, and server-side.spec.js beside its tests.
 *
 * @throws {Error} if there is no command `chromium`
 */
export async function browserExamples(): Promise<Examples> {
  const chromium = spawnSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).stdout.trim();
  if (chromium === '') {
    throw new Error('There is no command chromium. On Debian: apt-get install chromium');
  }
  const port = String(await freePort());
  return {
    'playwright-ui': {
      plugins: `cp '${join(import.meta.dirname, 'server-side.spec.js')}' .`,
      // Usernames are e-mail addresses, which cookies have in another form than localStorage.
      pool: {},
      inputs: { 'storage-state-origin': `http://localhost:${port}` },
      env: ({ emulator }) => ({ PORT: port, CHROMIUM: chromium, COGNITO_ENDPOINT: emulator.url }),
      situations: [GREEN],
      // Amplify refreshes the tokens once.
      usesTokens: ({ emulator: { requests } }) => {
        const refreshes = requests.filter(({ operation }) => operation === 'GetTokensFromRefreshToken');
        return refreshes.map(({ status }) => status).join() === '200';
      },
    },
  };
}

const PYTHON = 'python3 -m venv .venv && .venv/bin/pip install --quiet --requirement requirements.txt';

/** The examples for many users, with the commands of docs/many-users.md. JMeter has to be installed. */
export const MANY_USERS: Examples = {
  ...manyUsers('k6', 'GOBIN="$PWD" go install go.k6.io/k6@v1.8.1', './k6 run users.js', true),
  ...manyUsers(
    'artillery',
    'npm install --silent',
    'USERS_CSV=$(realpath --relative-to=. "$USERS_CSV") npx artillery run users.yml',
    true,
  ),
  ...manyUsers('locust', PYTHON, '.venv/bin/locust --headless --only-summary --users 4 --spawn-rate 4 --run-time 5s'),
  ...manyUsers(
    'jmeter',
    'jmeter --version',
    // Each of the 4 users makes 5 requests. JMeter succeeds whatever their answers are, and without any.
    'jmeter -n -t users.jmx -l users.jtl -Jusers="$USERS_CSV" -Jurl="$BASE_URL" && [ "$(grep -c ",200," users.jtl)" = 20 ]',
    true,
  ),
  ...manyUsers('playwright', 'npm install --silent', 'npx playwright test'),
  ...manyUsers('pytest-xdist', PYTHON, '.venv/bin/pytest -n 4'),
};

function manyUsers(name: string, install: string, run: string, isSlow?: true): Examples {
  const outputs = ['USERS_FILE', 'USERS_CSV'].map((output) => [output, `\${{ steps.cognito.outputs.${output} }}`]);
  const workflow = {
    workingDirectory: join('many-users', name),
    inputs: {
      'role-to-assume': `\${{ vars.AWS_ROLE }}`,
      'user-pool-id': `\${{ vars.USER_POOL_ID }}`,
      'client-id': `\${{ vars.CLIENT_ID }}`,
      users: '4',
    },
    install,
    tests: [{ name, run, env: { BASE_URL: `\${{ vars.BASE_URL }}`, ...Object.fromEntries(outputs) } }],
  } as const;
  return { [`many-users/${name}`]: { workflow, situations: [GREEN], ...(isSlow && { isSlow }) } };
}
