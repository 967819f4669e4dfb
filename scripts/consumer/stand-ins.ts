/**
 * Stand-ins for the actions that the examples use, because act cannot download actions here.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Aws } from './aws.ts';

/** act implements this action itself: it copies the repository. */
const CHECKOUT = 'actions/checkout';
const OUR_ACTION = 'org/cognito-token-action@v1';

/**
 * Writes stand-ins for the actions in `uses`.
 *
 * @param action the folder of this project's action
 * @returns the folder of each action, as values of act's `--local-repository`
 * @throws {Error} if an action has no stand-in
 */
export function writeStandIns(folder: string, action: string, aws: Aws, uses: readonly string[]): readonly string[] {
  const steps: ReadonlyMap<string, object> = new Map([
    ['actions/setup-node', setupNode()],
    ['aws-actions/configure-aws-credentials', configureAwsCredentials(aws)],
  ]);
  const others = [...new Set(uses)].filter((name) => !name.startsWith(`${CHECKOUT}@`) && name !== OUR_ACTION);
  const standIns = others.map((use) => {
    const [name = ''] = use.split('@');
    const step = steps.get(name);
    if (step === undefined) {
      throw new Error(`${use} has no stand-in`);
    }
    const own = join(folder, name);
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'action.yml'), stringify(step));
    return `${use}=${own}`;
  });
  return [`${OUR_ACTION}=${action}`, ...standIns];
}

/** Only checks the version, because Node 24 is installed. */
function setupNode(): object {
  return composite({
    name: 'setup-node',
    inputs: { VERSION: 'node-version' },
    env: {},
    run: 'node --version | grep "^v$VERSION"',
  });
}

/** Exports the same variables to later steps as the real action, for the emulator's only role. */
function configureAwsCredentials({ role, pool, session }: Aws): object {
  return composite({
    name: 'configure-aws-credentials',
    inputs: { ROLE: 'role-to-assume', REGION: 'aws-region' },
    env: {
      AWS_ACCESS_KEY_ID: session.accessKeyId,
      AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
      AWS_SESSION_TOKEN: session.sessionToken,
    },
    run: `test "$ROLE" = ${role}
test "$REGION" = ${pool.settings.region}
printf '%s\\n' "AWS_REGION=$REGION" "AWS_DEFAULT_REGION=$REGION" >>"$GITHUB_ENV"
for name in AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN; do
  echo "::add-mask::\${!name}"
  echo "$name=\${!name}" >>"$GITHUB_ENV"
done
`,
  });
}

interface Composite {
  readonly name: string;
  /** Names of inputs by environment variable. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly run: string;
}

function composite({ name, inputs, env, run }: Composite): object {
  const values = Object.entries(inputs).map(([variable, input]) => [variable, `\${{ inputs.${input} }}`]);
  return {
    name,
    description: `Stands in for ${name}`,
    inputs: Object.fromEntries(
      Object.values(inputs).map((input) => [input, { description: `As of ${name}`, required: true }]),
    ),
    runs: { using: 'composite', steps: [{ shell: 'bash', env: { ...Object.fromEntries(values), ...env }, run }] },
  };
}
