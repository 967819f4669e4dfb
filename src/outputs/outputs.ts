import type { FilePaths } from '../config.ts';
import type { Runner } from '../platform/ports.ts';
import type { SignedIn } from '../sign-in/signed-in.ts';

/** Outputs by the names of `action.yml`. Secrets were masked when they were created or read. */
export type Outputs = readonly (readonly [name: string, value: string])[];

interface MoreOutputs {
  readonly deviceKey: string | undefined;
  readonly files: FilePaths;
}

/** Returns the outputs of the mode, in the order of `action.yml`. */
export function createOutputs({ user, tokens }: SignedIn, { deviceKey, files }: MoreOutputs): Outputs {
  const userTokens = tokens.kind === 'user' ? tokens : undefined;
  const values = {
    USERNAME: user?.username,
    PASSWORD: user?.password,
    ID_TOKEN: userTokens?.idToken,
    ACCESS_TOKEN: tokens.accessToken,
    REFRESH_TOKEN: userTokens?.refreshToken,
    EXPIRES_AT: tokens.expiresAt.toISOString(),
    SUB: userTokens?.sub,
    STORAGE_STATE: files['storage-state'],
    POSTMAN_ENVIRONMENT: files['postman-environment'],
    DEVICE_KEY: deviceKey,
  };
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

/** Writes the outputs, and with a prefix exports each one as an environment variable. */
export function writeOutputs(runner: Runner, outputs: Outputs, envPrefix: string | undefined): void {
  for (const [name, value] of outputs) {
    runner.writeOutput(name, value);
  }
  for (const [name, value] of envPrefix === undefined ? [] : outputs) {
    runner.exportVariable(`${envPrefix}${name}`, value);
  }
}
