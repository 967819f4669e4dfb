/** Stand-ins for the actions of others, because act cannot download actions here. act itself has actions/checkout. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';

export interface StandIn {
  /** Names of inputs by environment variable. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly run: string;
}

/** Only checks the version, because Node 24 is installed. */
export const SETUP_NODE: StandIn = { inputs: { VERSION: 'node-version' }, run: 'node --version | grep "^v$VERSION"' };

/**
 * Writes stand-ins as composite actions.
 *
 * @param standIns by action, such as actions/setup-node
 * @param workflows the text of the workflows that use the actions
 * @returns the folder of each action, as values of act's `--local-repository`
 */
export function writeStandIns(
  folder: string,
  standIns: Readonly<Record<string, StandIn>>,
  workflows: string,
): readonly string[] {
  return Object.entries(standIns).flatMap(([name, { inputs, env, run }]) => {
    const own = join(folder, name);
    const values = Object.entries(inputs).map(([variable, input]) => [variable, `\${{ inputs.${input} }}`]);
    const action = {
      name,
      description: `Stands in for ${name}`,
      inputs: Object.fromEntries(
        Object.values(inputs).map((input) => [input, { description: `As of ${name}`, required: true }]),
      ),
      runs: { using: 'composite', steps: [{ shell: 'bash', env: { ...Object.fromEntries(values), ...env }, run }] },
    };
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'action.yml'), stringify(action));
    const uses = workflows.match(new RegExp(`\\b${name}@[\\w.-]+`, 'g')) ?? [];
    return [...new Set(uses)].map((use) => `${use}=${own}`);
  });
}
