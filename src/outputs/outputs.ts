/**
 * What the step hands over: the outputs, as `action.yml` names them. The secrets among them have been masked where they were born.
 */

import type { Runner } from '../platform/ports.ts';
import type { SignedIn } from '../sign-in/signed-in.ts';

export type Outputs = readonly (readonly [name: string, value: string])[];

interface OutputFacts {
  readonly deviceKey: string | undefined;
  readonly postmanPath: string | undefined;
}

/** In the order of `action.yml`. Each mode has its own. */
export function createOutputs({ user, tokens }: SignedIn, { deviceKey, postmanPath }: OutputFacts): Outputs {
  const userTokens = tokens.kind === 'user' ? tokens : undefined;
  const values = {
    USERNAME: user?.username,
    PASSWORD: user?.password,
    ID_TOKEN: userTokens?.idToken,
    ACCESS_TOKEN: tokens.accessToken,
    REFRESH_TOKEN: userTokens?.refreshToken,
    EXPIRES_AT: tokens.expiresAt.toISOString(),
    SUB: userTokens?.sub,
    POSTMAN_ENVIRONMENT: postmanPath,
    DEVICE_KEY: deviceKey,
  };
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

/** With a prefix, each becomes an environment variable as well. */
export function writeOutputs(runner: Runner, outputs: Outputs, envPrefix: string | undefined): void {
  for (const [name, value] of outputs) {
    runner.writeOutput(name, value);
  }
  for (const [name, value] of envPrefix === undefined ? [] : outputs) {
    runner.exportVariable(`${envPrefix}${name}`, value);
  }
}
