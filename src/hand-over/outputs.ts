/**
 * What the step hands over: the outputs, as `action.yml` names them. The secrets among them have been masked where they were born.
 */

import type { DeviceFacts } from '../sign-in/device.ts';
import type { SignedIn } from '../sign-in/signed-in.ts';
import type { Runner } from '../world/ports.ts';

export const OUTPUT_NAMES = [
  'USERNAME',
  'PASSWORD',
  'ID_TOKEN',
  'ACCESS_TOKEN',
  'REFRESH_TOKEN',
  'EXPIRES_AT',
  'SUB',
  'POSTMAN_ENVIRONMENT',
  'DEVICE_KEY',
] as const;

export type OutputName = (typeof OUTPUT_NAMES)[number];

/** Each mode sets those that it has. */
export type Outputs = ReadonlyMap<OutputName, string>;

export function outputsOf({ user, tokens }: SignedIn, { deviceKey }: Pick<DeviceFacts, 'deviceKey'>): Outputs {
  const outputs = new Map<OutputName, string>();
  if (user !== undefined) {
    outputs.set('USERNAME', user.username).set('PASSWORD', user.password);
  }
  if (tokens.kind === 'user' && tokens.idToken !== undefined) {
    outputs.set('ID_TOKEN', tokens.idToken);
  }
  outputs.set('ACCESS_TOKEN', tokens.accessToken);
  if (tokens.kind === 'user') {
    outputs.set('REFRESH_TOKEN', tokens.refreshToken);
  }
  outputs.set('EXPIRES_AT', tokens.expiresAt.toISOString());
  if (tokens.kind === 'user') {
    outputs.set('SUB', tokens.sub);
  }
  if (deviceKey !== undefined) {
    outputs.set('DEVICE_KEY', deviceKey);
  }
  return outputs;
}

export function writeOutputs(runner: Runner, outputs: Outputs): void {
  for (const [name, value] of outputs) {
    runner.writeOutput(name, value);
  }
}

/** Sets every output as environment variable as well; without a prefix none. */
export function exportOutputs(runner: Runner, outputs: Outputs, prefix: string | undefined): void {
  if (prefix === undefined) {
    return;
  }
  for (const [name, value] of outputs) {
    runner.exportVariable(`${prefix}${name}`, value);
  }
}
