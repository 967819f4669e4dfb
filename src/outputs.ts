/**
 * What the step hands over: the outputs, as design and `action.yml` name them.
 */
import type { Runner } from './ports.ts';
import type { UserTokens } from './tokens.ts';

export interface Outputs {
  readonly USERNAME: string;
  readonly PASSWORD: string;
  readonly ID_TOKEN: string;
  readonly ACCESS_TOKEN: string;
  readonly REFRESH_TOKEN: string;
  /** UTC, ISO 8601. */
  readonly EXPIRES_AT: string;
  readonly SUB: string;
}

export function outputsOf(username: string, password: string, tokens: UserTokens): Outputs {
  return {
    USERNAME: username,
    PASSWORD: password,
    ID_TOKEN: tokens.idToken,
    ACCESS_TOKEN: tokens.accessToken,
    REFRESH_TOKEN: tokens.refreshToken,
    EXPIRES_AT: tokens.expiresAt.toISOString(),
    SUB: tokens.sub,
  };
}

/** Writes the outputs. The secrets among them have been masked where they were born. */
export function writeOutputs(runner: Runner, outputs: Outputs): void {
  for (const [name, value] of Object.entries(outputs)) {
    runner.writeOutput(name, value);
  }
}
